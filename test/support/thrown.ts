import { isShroffError, type ShroffError } from 'shroff'

/** The `ShroffError` that this throws at once; throws for any other end. */
export function thrown(work: () => unknown): ShroffError {
  try {
    work()
  } catch (error) {
    if (isShroffError(error)) return error
    throw new Error(`a bare error: ${error}`, { cause: error })
  }
  throw new Error('accepted')
}
