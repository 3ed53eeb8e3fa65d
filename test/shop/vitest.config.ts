import { defineConfig } from 'vitest/config'
import { alias, root } from '../vitest.config.js'

/** The example shop as `npm start -- shop` opens it, with its own packages. */
export default defineConfig({
  resolve: { alias: alias('node') },
  test: {
    root,
    include: ['test/shop/*.test.ts'],
    globalSetup: './test/shop/setup.ts',
    reporters: ['verbose', './test/closing-line.ts'],
    testTimeout: 60_000,
  },
})
