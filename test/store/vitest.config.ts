import { defineConfig } from 'vitest/config'
import { alias, root } from '../vitest.config.js'

/** The stores on real databases, which the set-up starts, with real drivers. */
export default defineConfig({
  resolve: { alias: alias('node') },
  test: {
    root,
    include: ['test/store/databases/*.test.ts'],
    globalSetup: './test/store/databases/setup.ts',
    reporters: ['verbose', './test/closing-line.ts'],
    // Two processes that are killed and stopped; what they wait for is a state, with a bound of its own.
    testTimeout: 600_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
})
