import { fromBase64, generateRsaKeyPair, importPrivateKey, importPublicKey, toBase64 } from '#crypto'
import { rsaSha256 } from '../crypto/algorithms.js'
import type { PrivateKey, PublicKey, SigningAlgorithm, SmAlgorithms } from '../crypto/contract.js'
import { expect, readSequence, tags, unsigned } from '../crypto/der.js'
import { readKey } from '../crypto/key.js'
import type { NameAttribute } from '../crypto/name.js'
import { toPem } from '../crypto/pem.js'
import { spkiOf } from '../crypto/public-key.js'
import { writeCertificate } from '../crypto/x509-write.js'

/** Whether the mock takes the keys that ship with it, makes new ones, or those that were made before. */
export type Keys = 'fixed' | 'fresh' | KeptKeys

/** New keys by names of the mock's own: made at the first start and put here, and taken from here after. Plain JSON; keep it secret. */
export type KeptKeys = { [name: string]: string }

/** A text that is a secret, or belongs to one: the one that ships, or one that is made. */
export function secretOf(keys: Keys, name: string, fixed: string, make: () => string): string {
  if (keys === 'fixed') return fixed
  if (keys === 'fresh') return make()
  keys[name] ??= make()
  return keys[name]
}

/** A key pair of somebody who takes part, as the mock uses it and as files have it. */
export type Party = {
  readonly privateKey: PrivateKey
  readonly publicKey: PublicKey
  readonly algorithm: SigningAlgorithm
  /** PKCS#8. */
  readonly privatePem: string
  /** SPKI. */
  readonly publicPem: string
  readonly spki: Uint8Array
}

/** The parties of the keys that ship: a file of tests opens many mocks, and they are the same in all. */
const shipped = new Map<string, Promise<Party>>()

/** The party with this key (PKCS#8, Base64), which takes no time; without one, or asked for a fresh one, a new one, which takes a fifth of a second. */
export async function createParty(
  keys: Keys,
  fixed: string | undefined,
  algorithm: SigningAlgorithm = rsaSha256,
): Promise<Party> {
  if (fixed === undefined || keys === 'fresh') return partyOf(await generateRsaKeyPair(), algorithm)
  // Digits of the modulus of the one that ships: each party has another.
  if (keys !== 'fixed') return keptParty(keys, fixed.slice(60, 76), algorithm)
  const known = shipped.get(fixed)
  if (known) return known
  const party = partyOf(pairOf(fromBase64(fixed)!), algorithm)
  shipped.set(fixed, party)
  return party
}

/** The same with a key of SM2. */
export async function createSm2Party(keys: Keys, fixed: string | undefined, sm: SmAlgorithms): Promise<Party> {
  const name = fixed?.slice(60, 76)
  const kept = typeof keys === 'object' && name !== undefined ? keys[name] : undefined
  const pem = kept ?? (keys === 'fixed' && fixed ? fixed : (await sm.generateSm2KeyPair()).privateKey)
  if (typeof keys === 'object' && name !== undefined) keys[name] = pem
  const spki = sm.publicHalf(pem)!
  const reading = readKey(pem)
  return {
    algorithm: sm.signature,
    privateKey: await importPrivateKey(pem, 'a key', sm.signature),
    publicKey: await importPublicKey(spki, 'a key', sm.signature),
    privatePem: toPem('PRIVATE KEY', 'der' in reading ? reading.der : new Uint8Array()),
    publicPem: toPem('PUBLIC KEY', spki),
    spki,
  }
}

async function keptParty(keys: KeptKeys, name: string, algorithm: SigningAlgorithm): Promise<Party> {
  const kept = fromBase64(keys[name] ?? '')
  const pair = kept?.length ? pairOf(kept) : await generateRsaKeyPair()
  keys[name] ??= toBase64(pair.privateKey)
  return partyOf(pair, algorithm)
}

const pairOf = (privateKey: Uint8Array) => ({ privateKey, publicKey: publicKeyOf(privateKey) })

async function partyOf(
  { privateKey, publicKey }: { privateKey: Uint8Array; publicKey: Uint8Array },
  algorithm: SigningAlgorithm,
): Promise<Party> {
  return {
    algorithm,
    privateKey: await importPrivateKey(privateKey, 'a key', algorithm),
    publicKey: await importPublicKey(publicKey, 'a key', algorithm),
    privatePem: toPem('PRIVATE KEY', privateKey),
    publicPem: toPem('PUBLIC KEY', publicKey),
    spki: publicKey,
  }
}

/** RFC 8017, A.1.2: version, modulus, public exponent, and what is nobody else's business. */
function publicKeyOf(pkcs8: Uint8Array): Uint8Array {
  const [, modulus, exponent] = readSequence(expect(readSequence(pkcs8)[2], tags.octetString).content)
  return spkiOf(unsigned(modulus), unsigned(exponent))
}

/** What each has issued lately: mocks that begin at one time have the same certificates, and to sign them is most of a start. */
const issued = new WeakMap<Party, Map<string, Promise<string>>>()
const maximumIssued = 100

type Certified = {
  serial: string
  subject: readonly NameAttribute[]
  issuer: readonly NameAttribute[]
  from: number
  to: number
  by?: Party
  authority?: boolean
}

/** PEM of a certificate for this party, by its own key unless somebody else issues it. */
export async function certify(party: Party, { by = party, ...certificate }: Certified): Promise<string> {
  const all = issued.get(by) ?? new Map<string, Promise<string>>()
  issued.set(by, all)
  const what = JSON.stringify([party.publicPem, certificate])
  const made = all.get(what) ?? write(party, by, certificate)
  if (all.size >= maximumIssued) all.clear()
  all.set(what, made)
  return made
}

async function write(party: Party, by: Party, certificate: Omit<Certified, 'by'>): Promise<string> {
  const { from, to, authority = false, ...named } = certificate
  const der = await writeCertificate({
    ...named,
    notBefore: new Date(from),
    notAfter: new Date(to),
    subjectPublicKey: party.spki,
    signer: by.privateKey,
    signsBy: by.algorithm,
    authority,
  })
  return toPem('CERTIFICATE', der)
}
