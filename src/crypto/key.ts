import { fromAnyBase64 } from './base64.js'
import { type Bytes, toHex } from './bytes.js'
import type { JsonWebKeyLike, KeyInput, Signer } from './contract.js'
import { readSequence } from './der.js'
import { brokenLine, keyText, type PemBlock, pemBlocks, sequence } from './pem.js'
import { isKeyProblem, type KeyProblem, keyProblem } from './refused.js'

/** What a key was given as. `given` says it for a person. */
export type KeyReading =
  | { form: DerForm; given: string; der: Bytes }
  | { form: 'jwk'; given: string; jwk: JsonWebKeyLike }
  | { form: 'cryptoKey'; given: string; key: CryptoKey }
  | { form: 'unreadable'; given: string }

export type DerForm = (typeof shapes)[number][1]

/** The tags of the outermost SEQUENCE's children tell the forms apart; PEM labels are often wrong and are not asked. */
const shapes = [
  [/^023004/, 'pkcs8', 'a private key (PKCS#8)'],
  [/^(02){9}$/, 'pkcs1', 'a private key (PKCS#1)'],
  [/^3003$/, 'spki', 'a public key (SPKI)'],
  [/^0202$/, 'pkcs1-public', 'a public key (PKCS#1)'],
  [/^303003$/, 'certificate', 'a certificate'],
  [/^3004$/, 'encrypted', 'an encrypted private key'],
  [/^0204/, 'sec1', 'an EC private key'],
  [/^023030/, 'pkcs12', 'a PKCS#12 file (.p12 or .pfx)'],
] as const

/**
 * Recognises the form of a key; reads no further than that takes.
 *
 * Of a text with several PEM blocks, the first whose label ends in `preferred` is taken, else the first.
 */
export function readKey(input: KeyInput | undefined, preferred = ''): KeyReading {
  if (typeof input === 'string') return readText(input, preferred)
  if (typeof input !== 'object' || input === null) return unreadable(input ? `a ${typeof input}` : 'nothing')
  if (ArrayBuffer.isView(input)) {
    // A copy: the caller may reuse the buffer.
    return input[0] === sequence ? readDer(new Uint8Array(input)) : readText(input, preferred)
  }
  if ('kty' in input) return { form: 'jwk', given: 'a JWK', jwk: input }
  if ('usages' in input) return { form: 'cryptoKey', given: 'a CryptoKey', key: input as CryptoKey }
  if ('export' in input && typeof input.export === 'function') {
    const type = ({ private: 'pkcs8', public: 'spki' } as const)[input.type]
    return type ? readExported(() => input.export({ format: 'der', type })) : unreadable('a secret KeyObject')
  }
  return unreadable('an object that is no key')
}

/** Each key or certificate of a text that holds several, such as a bundle of roots; of any other form, the one. */
export function readKeys(input: KeyInput): KeyReading[] {
  // A file read without an encoding is the same text as bytes. Read as one key, a bundle of roots would lose all but its first.
  const isText = typeof input === 'string' || (ArrayBuffer.isView(input) && input[0] !== sequence)
  const blocks = isText ? pemBlocks(keyText(input)) : []
  return blocks.length ? blocks.map(readBlock) : [readKey(input)]
}

function readText(input: string | Uint8Array, preferred: string): KeyReading {
  const text = keyText(input).trim()
  if (!text) return unreadable('an empty text')
  const blocks = pemBlocks(text)
  const block = blocks.find(({ label }) => label.endsWith(preferred)) ?? blocks[0]
  if (block) return readBlock(block)
  if (/^\S{1,400}\.(pem|key|crt|cer|der|p12|pfx|txt)$/i.test(text))
    return unreadable('a file name instead of what the file holds')
  return readBase64(text, brokenLine(text) ?? 'a text that is neither PEM nor base64 of a key')
}

function readBlock({ label, body }: PemBlock): KeyReading {
  if (body === undefined)
    return unreadable(
      'a truncated PEM text (its END line is missing, or not five dashes stand on each side of BEGIN and END)',
    )
  if (body.includes('ENCRYPTED')) return { form: 'encrypted', given: 'an encrypted private key', der: new Uint8Array() }
  // Only a plain label is repeated in the message: it could be anything else that was pasted.
  const name = /^[A-Z0-9 ]{1,30}$/.test(label) ? label : 'PEM'
  return readBase64(body, `a truncated or damaged PEM text (${name})`)
}

function readBase64(text: string, otherwise: string): KeyReading {
  const der = fromAnyBase64(text)
  const reading = der && readDer(der)
  return reading && reading.form !== 'unreadable' ? reading : unreadable(otherwise)
}

export function readDer(der: Bytes): KeyReading {
  try {
    const shape = readSequence(der)
      .map(({ tag }) => tag.toString(16).padStart(2, '0'))
      .join('')
    const known = shapes.find(([pattern]) => pattern.test(shape))
    if (known) return { form: known[1], given: known[2], der }
  } catch {
    // falls through: not DER at all, or damaged
  }
  return unreadable('truncated or damaged DER')
}

function readExported(exported: () => Uint8Array): KeyReading {
  try {
    return readDer(new Uint8Array(exported()))
  } catch {
    return unreadable('a KeyObject that cannot be exported')
  }
}

function unreadable(given: string): KeyReading {
  return { form: 'unreadable', given }
}

export function refuse(wanted: string, given: string, next?: string): KeyProblem {
  return keyProblem(`${wanted} is wanted, but ${given} was given.`, next)
}

/** Runs an import; what breaks inside is told as damage, without the cause, which might quote the key. */
export async function importing<T>(wanted: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (isKeyProblem(error)) throw error
    throw refuse(wanted, 'a damaged key', 'Copy the whole file again, from its BEGIN to its END line.')
  }
}

/** Whether a key is of SM2, as far as its form shows: the curve is named in it. Undefined for a bare number, and for what is no key. */
export function isSm2(key: KeyInput | Signer): boolean | undefined {
  if (typeof key === 'object' && 'sign' in key) return key.algorithm === 'SM2-SM3'
  const reading = readKey(key as KeyInput, 'PRIVATE KEY')
  if (reading.form === 'unreadable') return undefined
  return 'der' in reading && toHex(reading.der).includes('06082A811CCF5501822D')
}
