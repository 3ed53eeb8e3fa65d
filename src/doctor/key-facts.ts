import type { KeyInput, Signer } from '../crypto/contract.js'
import { bitString, readSequence, unsigned } from '../crypto/der.js'
import { fingerprint, publicHalvesOf } from '../crypto/fingerprint.js'
import { isSm2, readKeys } from '../crypto/key.js'
import { readCertificate } from '../crypto/x509.js'
import type { NamedKey } from './case.js'

/** What can be said of a key without showing it. */
export type KeyFacts = {
  /** The option that holds it, such as `privateKey`. */
  readonly option: string
  readonly whose: 'provider' | 'merchant'
  /** What it was given as, in words, such as `a private key (PKCS#8)`. */
  readonly form: string
  /** Absent for an RSA key. */
  readonly algorithm?: 'SM2'
  /** Length of the modulus; absent for what is no RSA key, or does not leave its HSM. */
  readonly bits?: number
  /** The first four bytes of the SHA-256 of its public half, in hexadecimal: the same for a private key and its certificate. */
  readonly fingerprint?: string
  readonly certificate?: CertificateFacts
}

export type CertificateFacts = {
  /** In hexadecimal, as WeChat Pay writes it. */
  readonly serial: string
  /** The same number in decimal, as Alipay and UnionPay write it. */
  readonly serialDecimal: string
  readonly subject: string
  readonly issuer: string
  readonly notBefore: Date
  readonly notAfter: Date
}

/** A key with its public half, by which it is compared. */
export type KnownKey = {
  readonly facts: KeyFacts
  readonly spki: Uint8Array | undefined
  readonly isPrivate: boolean
  /** How many bits it must have. */
  readonly least: number
}

export async function factsOf({
  name: option,
  whose,
  input,
  half,
  least = 2048,
}: NamedKey): Promise<KnownKey | undefined> {
  if (input === undefined) return undefined
  if ('sign' in Object(input))
    return { facts: { option, whose, form: 'a Signer' }, spki: undefined, isPrivate: true, least }
  const [reading] = readKeys(input as KeyInput)
  const isOfCurve = half !== undefined || isSm2(input) === true
  const [spki = half] = isOfCurve ? [] : await publicHalvesOf(input as KeyInput | Signer)
  const certificate = reading?.form === 'certificate' ? certificateFacts(reading.der) : undefined
  return {
    facts: {
      option,
      whose,
      form: reading?.given ?? (reading?.form === 'cryptoKey' ? 'a CryptoKey' : 'nothing'),
      ...(isOfCurve ? { algorithm: 'SM2' as const } : spki && { bits: bitsOf(spki) }),
      ...(spki && { fingerprint: await fingerprint(spki) }),
      ...(certificate && { certificate }),
    },
    spki,
    least,
    // A bare number has no form, and only a private key is one.
    isPrivate:
      /^(pkcs8|pkcs1|sec1|encrypted)$/.test(reading?.form ?? '') || isPrivateObject(input) || isBareNumber(input),
  }
}

const isPrivateObject = (input: object | string): boolean =>
  typeof input === 'object' && ('d' in input || (input as { type?: unknown }).type === 'private')

const isBareNumber = (input: object | string) => typeof input === 'string' && /^(0x)?[0-9a-f]{64}$/i.test(input.trim())

function bitsOf(spki: Uint8Array): number {
  const [modulus] = readSequence(bitString(readSequence(spki)[1])).map(unsigned)
  return modulus!.length * 8 - Math.clz32(modulus![0]!) + 24
}

function certificateFacts(der: Uint8Array): CertificateFacts | undefined {
  try {
    const { serial, serialDecimal, subject, issuer, notBefore, notAfter } = readCertificate(der)
    const named = (name: typeof subject) => name.find(({ type }) => type === 'CN')?.value ?? ''
    return { serial, serialDecimal, subject: named(subject), issuer: named(issuer), notBefore, notAfter }
  } catch {
    return undefined
  }
}
