import { createPrivateKey, createPublicKey, generateKeyPair, KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import type { Crypto } from '../contract.js'
import { importing, readKey } from '../key.js'
import { conceal } from '../opaque.js'
import { requireSigning, toPkcs8 } from '../private-key.js'
import { rsaPublicKey } from '../public-key.js'
import { requireCryptoKey } from '../rsa.js'
import { buffer, plain } from './bytes.js'

export const importPrivateKey: Crypto['importPrivateKey'] = (input, wanted, algorithm) =>
  importing(wanted, () => {
    requireSigning(algorithm, wanted)
    if (algorithm.own) return conceal('private', algorithm, algorithm.own.privateKey(input, wanted))
    const reading = readKey(input, 'PRIVATE KEY')
    if (reading.form === 'cryptoKey') {
      requireCryptoKey(reading.key, 'private', wanted, algorithm)
      return conceal('private', algorithm, KeyObject.from(reading.key))
    }
    const key = buffer(toPkcs8(reading, wanted))
    return conceal('private', algorithm, createPrivateKey({ key, format: 'der', type: 'pkcs8' }))
  })

export const importPublicKey: Crypto['importPublicKey'] = (input, wanted, algorithm) =>
  importing(wanted, () => {
    if (algorithm.own) return conceal('public', algorithm, algorithm.own.publicKey(input, wanted))
    const given = algorithm.curve ? algorithm.curve.publicKey(input, wanted) : rsaPublicKey(input, wanted, algorithm)
    if (!ArrayBuffer.isView(given)) return conceal('public', algorithm, KeyObject.from(given))
    return conceal('public', algorithm, createPublicKey({ key: buffer(given), format: 'der', type: 'spki' }))
  })

/** Generated on the thread pool. */
export const generateRsaKeyPair: Crypto['generateRsaKeyPair'] = async () => {
  const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { format: 'der', type: 'pkcs8' },
    publicKeyEncoding: { format: 'der', type: 'spki' },
  })
  return { privateKey: plain(privateKey), publicKey: plain(publicKey) }
}
