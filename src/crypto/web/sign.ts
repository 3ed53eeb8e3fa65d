import { type Bytes, concat } from '../bytes.js'
import type { Crypto } from '../contract.js'
import { revealFor } from '../opaque.js'
import { type Material, schemeOf } from './keys.js'
import { binary, subtle } from './subtle.js'

export const sign: Crypto['sign'] = async (algorithm, key, message) => {
  if (algorithm.own) return algorithm.own.sign(key, message)
  const { signing } = revealFor<Material>(algorithm, key)
  return new Uint8Array(await subtle().sign(schemeOf(algorithm), signing, message as Bytes))
}

export const verify: Crypto['verify'] = async (algorithm, key, signature, ...message) => {
  if (algorithm.own) return algorithm.own.verify(key, signature, message)
  const { signing } = revealFor<Material>(algorithm, key)
  const bare = algorithm.curve ? algorithm.curve.signature(signature) : signature
  return bare ? subtle().verify(schemeOf(algorithm), signing, bare as Bytes, concat(...message.map(binary))) : false
}
