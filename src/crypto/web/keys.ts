import type { Bytes } from '../bytes.js'
import type { BuiltInAlgorithm, Crypto } from '../contract.js'
import { importing, readKey } from '../key.js'
import { conceal } from '../opaque.js'
import { requireSigning, toPkcs8 } from '../private-key.js'
import { rsaPublicKey } from '../public-key.js'
import { requireCryptoKey } from '../rsa.js'
import { subtle } from './subtle.js'

/** A WebCrypto key is bound to one algorithm; `der` is kept for when encryption is asked for. */
export type Material = { signing: CryptoKey; der?: Bytes; oaep?: Promise<CryptoKey> }

/** What WebCrypto calls an algorithm, where a key is imported and where it is used. */
export const schemeOf = ({ hash, curve }: Pick<BuiltInAlgorithm, 'hash' | 'curve'>) =>
  curve ? { name: 'ECDSA', namedCurve: curve.name, hash } : { name: 'RSASSA-PKCS1-v1_5', hash }

export const importPrivateKey: Crypto['importPrivateKey'] = (input, wanted, algorithm) =>
  importing(wanted, async () => {
    requireSigning(algorithm, wanted)
    if (algorithm.own) return conceal('private', algorithm, algorithm.own.privateKey(input, wanted))
    const reading = readKey(input, 'PRIVATE KEY')
    if (reading.form === 'cryptoKey') {
      requireCryptoKey(reading.key, 'private', wanted, algorithm)
      return conceal('private', algorithm, { signing: reading.key } satisfies Material)
    }
    const der = toPkcs8(reading, wanted)
    const signing = await subtle().importKey('pkcs8', der, schemeOf(algorithm), false, ['sign'])
    return conceal('private', algorithm, { signing, der } satisfies Material)
  })

export const importPublicKey: Crypto['importPublicKey'] = (input, wanted, algorithm) =>
  importing(wanted, async () => {
    if (algorithm.own) return conceal('public', algorithm, algorithm.own.publicKey(input, wanted))
    const given = algorithm.curve ? algorithm.curve.publicKey(input, wanted) : rsaPublicKey(input, wanted, algorithm)
    if (!ArrayBuffer.isView(given)) return conceal('public', algorithm, { signing: given } satisfies Material)
    const signing = await subtle().importKey('spki', given, schemeOf(algorithm), false, ['verify'])
    return conceal('public', algorithm, { signing, der: given } satisfies Material)
  })

export const generateRsaKeyPair: Crypto['generateRsaKeyPair'] = async () => {
  const algorithm = { ...schemeOf({ hash: 'SHA-256' }), modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) }
  const pair = await subtle().generateKey(algorithm, true, ['sign', 'verify'])
  return {
    privateKey: new Uint8Array(await subtle().exportKey('pkcs8', pair.privateKey)),
    publicKey: new Uint8Array(await subtle().exportKey('spki', pair.publicKey)),
  }
}
