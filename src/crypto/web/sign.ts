import { type Bytes, concat } from '../bytes.js'
import type { Crypto } from '../contract.js'
import { revealFor } from '../opaque.js'
import { type Material, pkcs1 } from './keys.js'
import { binary, subtle } from './subtle.js'

export const sign: Crypto['sign'] = async (algorithm, key, message) => {
  const { signing } = revealFor<Material>(algorithm, key)
  return new Uint8Array(await subtle().sign(pkcs1(algorithm), signing, message as Bytes))
}

export const verify: Crypto['verify'] = async (algorithm, key, signature, ...message) => {
  const { signing } = revealFor<Material>(algorithm, key)
  return subtle().verify(pkcs1(algorithm), signing, signature as Bytes, concat(...message.map(binary)))
}
