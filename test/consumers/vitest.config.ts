import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** Projects of merchants, each with the packed package and its own tools installed, outside of the repository. */
export default defineConfig({
  test: {
    root: fileURLToPath(new URL('../..', import.meta.url)),
    include: ['test/consumers/*.test.ts'],
    globalSetup: './test/consumers/setup.ts',
    // The names of the tests have the versions of the tools.
    reporters: ['verbose', './test/closing-line.ts'],
    maxWorkers: 2,
    // Builds and child processes, not waiting.
    testTimeout: 300_000,
  },
})
