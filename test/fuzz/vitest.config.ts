import { defineConfig } from 'vitest/config'
import { alias, drawn, root } from '../vitest.config.js'

export default defineConfig({
  resolve: { alias: alias('node') },
  test: {
    root,
    reporters: ['default', './test/closing-line.ts'],
    // All cores: Vitest leaves one idle.
    maxWorkers: '100%',
    include: ['test/fuzz/*.test.ts', ...drawn],
    // A reader that hangs runs into it; the full-size run takes its minutes.
    testTimeout: 600_000,
  },
})
