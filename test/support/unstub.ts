import { afterEach, vi } from 'vitest'

// `unstubGlobals` does so before each test only: the next file is loaded, and calls what it calls, while those of the last are still there.
afterEach(() => {
  vi.unstubAllGlobals()
})
