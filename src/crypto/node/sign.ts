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

export const verify: Crypto['verify'] = async (algorithm, key, signature, ...message) =>
  verifyHere(algorithm.digest, Buffer.concat(message.map(binary)), revealFor<KeyObject>(algorithm, key), signature)
