import { sha256 } from '#crypto'
import { toLowerHex } from './bytes.js'
import type { KeyInput, Signer } from './contract.js'
import { bitString, expect, readSequence, tags, unsigned } from './der.js'
import { type KeyReading, readDer, readKeys } from './key.js'
import { spkiOf, toSpki } from './public-key.js'
import { jwkNumber } from './rsa.js'

/**
 * The {@link fingerprint} of the public half (SubjectPublicKeyInfo, DER) of each key in `input`, of RSA or a public one of a curve: the same for
 * a private key, its public key and its certificates. What cannot be read, or does not leave its HSM, has none.
 */
export async function fingerprintsOf(input: KeyInput | Signer): Promise<string[]> {
  return Promise.all((await publicHalvesOf(input)).map(fingerprint))
}

/** The public half (SubjectPublicKeyInfo, DER) of each RSA key in `input`, whose private half may be what was given. */
export async function publicHalvesOf(input: KeyInput | Signer): Promise<Uint8Array[]> {
  if ('sign' in Object(input)) return []
  const halves = await Promise.all(readKeys(input as KeyInput).map(publicHalf))
  return halves.filter((half) => half !== undefined)
}

/** The first four bytes of the SHA-256, in lower-case hexadecimal: to know one of a few keys by, not to prove one. */
export const fingerprint = async (bytes: Uint8Array): Promise<string> =>
  toLowerHex((await sha256(bytes)).subarray(0, 4))

/** Written anew from its two numbers: there are several ways to name the same algorithm. */
async function publicHalf(given: KeyReading): Promise<Uint8Array | undefined> {
  let reading = given
  try {
    if (given.form === 'cryptoKey') reading = await exported(given.key)
    if (reading.form === 'jwk') return spkiOf(jwkNumber(reading.jwk.n), jwkNumber(reading.jwk.e))
    if (reading.form === 'pkcs8' || reading.form === 'pkcs1') {
      // Not checked as a key: a half is enough, and the reader of private keys stays out of what only receives.
      const pkcs1 =
        reading.form === 'pkcs1' ? reading.der : expect(readSequence(reading.der)[2], tags.octetString).content
      const [, modulus, exponent] = readSequence(pkcs1)
      return spkiOf(unsigned(modulus), unsigned(exponent))
    }
    const [modulus, exponent] = readSequence(bitString(readSequence(toSpki(reading, ''))[1]))
    return spkiOf(unsigned(modulus), unsigned(exponent))
  } catch {
    // A point of a curve is written in one way. Of all else whoever imports it says what is wrong with it.
    return reading.form === 'spki' ? reading.der : undefined
  }
}

async function exported(key: CryptoKey): Promise<KeyReading> {
  const format = key.type === 'private' ? 'pkcs8' : 'spki'
  return readDer(new Uint8Array(await crypto.subtle.exportKey(format, key)))
}
