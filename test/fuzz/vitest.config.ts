import { defineConfig } from 'vitest/config'
import { alias, root } from '../vitest.config.js'

export default defineConfig({
  resolve: { alias: alias('node') },
  test: {
    root,
    reporters: ['default', './test/closing-line.ts'],
    // What draws its cases by chance, and many of them.
    include: ['test/fuzz/*.test.ts', 'test/settle/properties.test.ts'],
    // A reader that hangs runs into it; the full-size run takes its minutes.
    testTimeout: 600_000,
  },
})
