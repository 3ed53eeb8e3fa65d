import { defineConfig } from 'vitest/config'
import { alias, root } from '../vitest.config.js'

/** The files of examples/quickstarts as they stand, with the packed package and the real frameworks. */
export default defineConfig({
  resolve: { alias: alias('node') },
  test: {
    root,
    include: ['test/quickstarts/*.test.ts'],
    globalSetup: './test/quickstarts/setup.ts',
    reporters: ['verbose', './test/closing-line.ts'],
    // Installing, and child processes; not waiting.
    testTimeout: 120_000,
    maxWorkers: 2,
  },
})
