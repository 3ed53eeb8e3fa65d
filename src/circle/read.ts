import { parseJson } from '../codec/json.js'
import { ShroffError } from '../core/errors.js'
import { fromUtf8 } from '../crypto/bytes.js'

/** @throws `BODY_INVALID` for what is not UTF-8. */
export function textOf(body: Uint8Array): string {
  try {
    return fromUtf8(body)
  } catch {
    throw new ShroffError('BODY_INVALID', {
      problem: 'The body is not UTF-8.',
      next: 'Hand over the raw bytes as they came.',
      authentic: false,
    })
  }
}

/** @param authentic Whether a signature vouches for it. @throws `BODY_INVALID` for what is no JSON. */
export function readText(text: string, authentic: boolean): unknown {
  try {
    return parseJson(text)
  } catch (error) {
    const problem = `The body is not as expected: ${(error as Error).message}.`
    throw new ShroffError('BODY_INVALID', { problem, authentic })
  }
}
