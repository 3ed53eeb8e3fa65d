import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** Tests of the packed and installed package, apart from `npm test`: they need a build and the registry. */
export default defineConfig({
  test: {
    root: fileURLToPath(new URL('../..', import.meta.url)),
    include: ['test/package/*.test.ts'],
    globalSetup: './test/package/install.ts',
    reporters: ['default', './test/closing-line.ts'],
    // Compilers and child processes, not waiting.
    testTimeout: 120_000,
  },
})
