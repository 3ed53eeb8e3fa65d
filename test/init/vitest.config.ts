import { defineConfig } from 'vitest/config'
import { alias, root } from '../vitest.config.js'

/** The shops that `shroff init` writes, with the packed package and the real frameworks. */
export default defineConfig({
  resolve: { alias: alias('node') },
  test: {
    root,
    include: ['test/init/*.test.ts'],
    globalSetup: './test/init/setup.ts',
    reporters: ['verbose', './test/closing-line.ts'],
    // Installing, building, and child processes; not waiting.
    testTimeout: 300_000,
  },
})
