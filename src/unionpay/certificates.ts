import { importPublicKey } from '#crypto'
import { configError, plain, ShroffError } from '../core/errors.js'
import { mustBeConfigured } from '../core/keys.js'
import { rsaSha256 } from '../crypto/algorithms.js'
import { same } from '../crypto/certificate.js'
import type { KeyInput, PublicKey } from '../crypto/contract.js'
import { readKeys } from '../crypto/key.js'
import { type Certificate, isIssuedBy, readCertificate } from '../crypto/x509.js'
import { owner } from './wire.js'

/** What the certificate in a message is judged by. */
export type Trust = {
  /** Those that may sign, and no others; or else what the chain is made of. */
  readonly pinned?: readonly Certificate[]
  readonly middle?: Certificate
  readonly root?: Certificate
  readonly allowSha1: boolean
}

/** A certificate that was judged good; its dates are asked each time. */
export type Judged = { readonly certificate: Certificate; readonly key: PublicKey }

/** The certificates of a file. @throws `CONFIG_INVALID` for anything else, and for damaged ones. */
export function readCertificates(input: KeyInput, name: string): Certificate[] {
  return readKeys(input).map((key) => {
    if (key.form !== 'certificate')
      throw configError(
        `unionpay: ${name} must be a certificate, but ${key.given} was given.`,
        key.form === 'pkcs12'
          ? 'Take it out: openssl pkcs12 -legacy -in file.pfx -clcerts -nokeys -out merchant.cer; docs/unionpay.md has it.'
          : undefined,
      )
    try {
      return readCertificate(key.der)
    } catch {
      throw configError(`unionpay: ${name} is damaged.`, 'Take the file from UnionPay’s package again.')
    }
  })
}

/** One certificate, of whatever the file holds first. */
export const readFirst = (input: KeyInput, name: string): Certificate => readCertificates(input, name)[0]!

/**
 * What the account's files say whom to trust: the middle certificate, once it is known to be of the root, or the pinned ones.
 *
 * @throws `CONFIG_INVALID` saying which file it is.
 */
export async function trustOf(given: {
  root: KeyInput | undefined
  middle: KeyInput | undefined
  pinned: KeyInput | undefined
  allowSha1: boolean
}): Promise<Trust> {
  const { allowSha1 } = given
  if (given.pinned !== undefined) return { pinned: readCertificates(given.pinned, 'pinnedCertificates'), allowSha1 }
  const root = readFirst(given.root!, 'rootCertificate')
  const middle = readFirst(given.middle!, 'middleCertificate')
  const issued = await isIssuedBy(middle, root, { allowSha1: true }).catch(mustBeConfigured)
  if (!issued)
    throw configError(
      'unionpay: middleCertificate was not issued by rootCertificate.',
      'Both come in one package: acp_…_middle.cer and acp_…_root.cer, of the test or of the production environment.',
    )
  if (!allowSha1 && !(await isIssuedBy(middle, root)))
    throw configError(`unionpay: middleCertificate ${bySha1[0]}.`, bySha1[1])
  for (const [name, certificate] of [
    ['rootCertificate', root],
    ['middleCertificate', middle],
  ] as const)
    if (!certificate.authority)
      throw configError(`unionpay: ${name} is no authority (CA:FALSE), so it can have issued nothing.`)
  return { root, middle, allowSha1 }
}

/**
 * The key of a certificate that came in a message, once it is proven to be UnionPay's: in its time, of the chain, and of the
 * owner. One that is pinned needs no chain.
 *
 * @throws `SIGNATURE_INVALID` saying what it lacks.
 */
export async function judge(trust: Trust, pem: string, now: number): Promise<Judged> {
  const certificate = readSent(pem)
  mustBeInItsTime(certificate, now)
  const { pinned, middle, allowSha1 } = trust
  if (pinned) {
    if (!pinned.some((one) => same(one.tbs, certificate.tbs) && same(one.signature, certificate.signature)))
      throw refused(certificate, 'is none of pinnedCertificates', 'If UnionPay has renewed it, pin the new one too.')
  } else if (!(await isIssuedBy(certificate, middle!, { allowSha1 }).catch(() => false))) {
    throw refusedByChain(certificate, middle!, allowSha1)
  } else mustBeOwned(certificate)
  return { certificate, key: await keyOf(certificate) }
}

/** @throws `SIGNATURE_INVALID` before and after the certificate's time. */
export function mustBeInItsTime(certificate: Certificate, now: number): void {
  const { notBefore, notAfter } = certificate
  // Not `<`: a clock of the caller's that tells no number must let nothing in.
  if (!(now >= notBefore.getTime()))
    throw refused(certificate, `is valid only from ${notBefore.toISOString()}`, 'Check the clock of this machine.')
  if (!(now <= notAfter.getTime()))
    throw refused(certificate, `expired on ${notAfter.toISOString()}`, 'Check the clock of this machine.')
}

const sha1WithRsa = '1.2.840.113549.1.1.5'

const bySha1 = [
  'is signed with SHA-1, which is broken',
  'UnionPay’s own chain has no other: say unsafeSha1Chain: true to take it, or pinnedCertificates in its place.',
] as const

/** @throws `CONFIG_INVALID` once a certificate of the chain is out of its time: what it issued is then worth nothing. */
export function mustHold({ root, middle }: Trust, now: number): void {
  for (const [name, certificate] of Object.entries({ rootCertificate: root, middleCertificate: middle })) {
    if (!certificate || (now >= certificate.notBefore.getTime() && now <= certificate.notAfter.getTime())) continue
    const { notBefore, notAfter } = certificate
    throw configError(
      `unionpay: ${name} is valid from ${notBefore.toISOString()} to ${notAfter.toISOString()} only.`,
      'Check the clock of this machine, or take the current file from UnionPay.',
    )
  }
}

/** Longest certificate that is read. Real ones have 1.6 kB. */
const maximumLength = 8192

function readSent(pem: string): Certificate {
  const [key, more] = pem.length <= maximumLength ? readKeys(pem) : []
  try {
    if (key?.form === 'certificate' && !more) return readCertificate(key.der)
  } catch {
    // falls through: damaged
  }
  throw new ShroffError('SIGNATURE_INVALID', {
    problem: 'What the message has for a certificate (signPubKeyCert) is none.',
    next: 'Hand over the bytes of the body as they came: docs/webhooks.md shows how in each framework.',
    authentic: false,
  })
}

/** Why the middle certificate did not issue it: by what stands in it, for a stranger's message is worth no second verification. */
function refusedByChain(certificate: Certificate, middle: Certificate, allowSha1: boolean) {
  const { issuerBytes, subjectBytes, signatureAlgorithm } = certificate
  if (same(issuerBytes, subjectBytes))
    return refused(certificate, 'has issued itself: anybody can make one', 'It is not UnionPay’s message.')
  if (!same(issuerBytes, middle.subjectBytes))
    return refused(
      certificate,
      'was not issued by middleCertificate',
      'It is a stranger’s, or of the other environment: test and production have a chain each.',
    )
  if (signatureAlgorithm === sha1WithRsa && !allowSha1) return refused(certificate, ...bySha1)
  return refused(certificate, 'names middleCertificate as its issuer, whose key did not sign it', 'It is a forgery.')
}

/** The third part of the name: `041@8310000000083040@中国银联股份有限公司@00016495`. */
function mustBeOwned(certificate: Certificate): void {
  const name = commonNameOf(certificate)
  if (name.split('@')[2] === owner) return
  throw refused(
    certificate,
    `is not ${owner}’s`,
    'The same authority issues merchants’ certificates: it is one of those.',
  )
}

const commonNameOf = ({ subject, serial }: Certificate): string =>
  subject.find(({ type }) => type === 'CN')?.value ?? serial

const refused = (certificate: Certificate, what: string, next: string) =>
  new ShroffError('SIGNATURE_INVALID', {
    problem: `The certificate in the message, “${plain(commonNameOf(certificate), 80)}”, ${what}.`,
    next,
    authentic: false,
  })

async function keyOf(certificate: Certificate): Promise<PublicKey> {
  try {
    return await importPublicKey(certificate.spki, 'the key of the certificate', rsaSha256)
  } catch {
    throw refused(certificate, 'has no RSA key of at least 2048 bits', 'It is not UnionPay’s message.')
  }
}
