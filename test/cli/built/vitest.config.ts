import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** The command as it is published, as a process of its own. */
export default defineConfig({
  test: {
    root: fileURLToPath(new URL('../../..', import.meta.url)),
    include: ['test/cli/built/*.test.ts'],
    globalSetup: './test/cli/built/unpack.ts',
    reporters: ['verbose', './test/closing-line.ts'],
    // Keys of RSA are made, and Go compiles.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
