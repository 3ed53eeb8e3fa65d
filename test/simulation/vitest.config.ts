import { defineConfig } from 'vitest/config'
import { alias, root } from '../vitest.config.js'

/** The simulated shop, apart from `npm test`: one process, so that an order of events is a seed's alone. */
export default defineConfig({
  resolve: { alias: alias('node') },
  test: {
    root,
    include: ['test/simulation/*.test.ts'],
    reporters: ['default', './test/closing-line.ts'],
    testTimeout: 600_000,
  },
})
