import { defineConfig } from 'vitest/config'
import { alias, root } from '../../vitest.config.js'

/** The checkout in a real Chromium, on the mocked endpoints and bridges. */
export default defineConfig({
  resolve: { alias: alias('node') },
  test: {
    root,
    include: ['test/checkout/browser/*.test.ts'],
    globalSetup: './test/checkout/browser/setup.ts',
    reporters: ['verbose', './test/closing-line.ts'],
    // A browser on a busy machine; nothing waits for time to pass.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
})
