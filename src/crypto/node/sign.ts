import { type KeyObject, sign as signHere, verify as verifyHere } from 'node:crypto'
// Imported, because tests often fake the global one.
import { setImmediate } from 'node:timers'
import { promisify } from 'node:util'
import type { Crypto } from '../contract.js'
import { revealFor } from '../opaque.js'
import { binary, plain } from './bytes.js'

const signOnThreadPool = promisify(signHere)
let signaturesInFlight = 0

/**
 * Made in the calling thread if it is the only one in this turn of the event loop: the hop would cost more than it gains.
 * With others in flight it goes to the thread pool, or a busy server would stand still for half a millisecond each time.
 */
export const sign: Crypto['sign'] = async (algorithm, key, message) => {
  if (algorithm.own) return algorithm.own.sign(key, message)
  const material = revealFor<KeyObject>(algorithm, key)
  if (signaturesInFlight++ === 0) {
    setImmediate(() => signaturesInFlight--)
    return plain(signHere(algorithm.digest, message, material))
  }
  try {
    return plain(await signOnThreadPool(algorithm.digest, message, material))
  } finally {
    signaturesInFlight--
  }
}

export const verify: Crypto['verify'] = async (algorithm, key, signature, ...message) => {
  if (algorithm.own) return algorithm.own.verify(key, signature, message)
  const material = revealFor<KeyObject>(algorithm, key)
  const { digest, curve } = algorithm
  // One piece is most messages: it needs no copy.
  const [only] = message
  const text = message.length === 1 ? binary(only!) : Buffer.concat(message.map(binary))
  if (!curve) return verifyHere(digest, text, material, signature)
  // Not as the DER that it is: how much OpenSSL forgives there is not for us to say.
  const bare = curve.signature(signature)
  return bare !== undefined && verifyHere(digest, text, { key: material, dsaEncoding: 'ieee-p1363' }, bare)
}
