import { sha256 } from '#crypto'
import { toHex } from './bytes.js'
import type { KeyInput, Signer } from './contract.js'
import { bitString, expect, readSequence, tags, unsigned } from './der.js'
import { type KeyReading, readDer, readKeys } from './key.js'
import { toPkcs8 } from './private-key.js'
import { spkiOf, toSpki } from './public-key.js'

/**
 * SHA-256 of the public half (SubjectPublicKeyInfo, DER) of each RSA key in `input`, in lower-case hexadecimal: the same for
 * a private key, its public key and its certificates. What cannot be read, or does not leave its HSM, has none.
 */
export async function fingerprintsOf(input: KeyInput | Signer): Promise<string[]> {
  if ('sign' in Object(input)) return []
  const halves = await Promise.all(readKeys(input as KeyInput).map(publicHalf))
  return Promise.all(halves.flatMap((half) => (half ? [fingerprint(half)] : [])))
}

export const fingerprint = async (bytes: Uint8Array): Promise<string> => toHex(await sha256(bytes)).toLowerCase()

/** Written anew from its two numbers: there are several ways to name the same algorithm. */
async function publicHalf(given: KeyReading): Promise<Uint8Array | undefined> {
  try {
    const reading = given.form === 'cryptoKey' ? await exported(given.key) : given
    if (
      reading.form === 'pkcs8' ||
      reading.form === 'pkcs1' ||
      (reading.form === 'jwk' && reading.jwk.d !== undefined)
    ) {
      const key = expect(readSequence(toPkcs8(reading, ''))[2], tags.octetString)
      const [, modulus, exponent] = readSequence(key.content)
      return spkiOf(unsigned(modulus), unsigned(exponent))
    }
    const [modulus, exponent] = readSequence(bitString(readSequence(toSpki(reading, ''))[1]))
    return spkiOf(unsigned(modulus), unsigned(exponent))
  } catch {
    // Whoever imports it says what is wrong with it.
    return undefined
  }
}

async function exported(key: CryptoKey): Promise<KeyReading> {
  const format = key.type === 'private' ? 'pkcs8' : 'spki'
  return readDer(new Uint8Array(await crypto.subtle.exportKey(format, key)))
}
