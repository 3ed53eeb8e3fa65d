import { defineConfig } from 'vitest/config'
import { alias, read, root } from '../vitest.config.js'

/** What is said of the reference, apart from `npm test`: `npm run docs` goes before. */
export default defineConfig({
  resolve: { alias: alias('node') },
  test: {
    root,
    include: read,
    reporters: ['default', './test/closing-line.ts'],
    testTimeout: 60_000,
  },
})
