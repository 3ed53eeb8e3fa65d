import { type Bytes, utf8 } from '../bytes.js'
import type { BinaryLike } from '../contract.js'
import { keyProblem } from '../refused.js'

export function subtle(): SubtleCrypto {
  const found = globalThis.crypto?.subtle
  if (found) return found
  throw keyProblem('This page has no WebCrypto (crypto.subtle).', 'Browsers offer it on https and on localhost only.')
}

export function binary(content: BinaryLike): Bytes {
  return typeof content === 'string' ? utf8(content) : (content as Bytes)
}
