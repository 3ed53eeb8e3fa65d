import { isShroffError, type ShroffError } from 'shroff'

/** The code of the `ShroffError` that the promise is refused with; throws for any other end. */
export async function codeOf(promise: Promise<unknown>): Promise<string> {
  const error = await failure(promise)
  return error.code
}

/** The `ShroffError` that the promise is refused with; throws for any other end. */
export async function failure(promise: Promise<unknown>) {
  let value: unknown
  try {
    value = await promise
  } catch (error) {
    if (isShroffError(error)) return error
    throw new Error('not a ShroffError', { cause: error })
  }
  throw new Error(`accepted: ${JSON.stringify(value)}`)
}

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
