import { defineConfig } from 'vitest/config'
import { alias, root } from '../vitest.config.js'
import { FilesThatFail } from './files-that-fail.js'
import { parts } from './parts.js'

const { crypto, tests } = parts[process.env.SHROFF_MUTATION ?? '']!

/** One project, and only the tests of the part: each mutant costs a run. */
export default defineConfig({
  resolve: { alias: alias(crypto) },
  test: {
    root,
    include: tests,
    restoreMocks: true,
    setupFiles: ['./test/support/unstub.ts'],
    // A slow machine must not look like a test that notices.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: [new FilesThatFail()],
  },
})
