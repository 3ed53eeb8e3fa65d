import { defineConfig } from 'vitest/config'
import { alias, root } from '../vitest.config.js'

/** The console and the payers' pages in a real Chromium, on real ports, with another site beside them. */
export default defineConfig({
  resolve: { alias: alias('node') },
  test: {
    root,
    include: ['test/console/*.test.ts'],
    globalSetup: ['./test/checkout/browser/setup.ts', './test/console/setup.ts'],
    reporters: ['verbose', './test/closing-line.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    // Each worker reads the sources once.
    isolate: false,
  },
})
