import { constantTimeEqual, fromBase64, verify } from '#crypto'
import { maximumBodyBytes } from '../codec/body.js'
import { readForm } from '../codec/form.js'
import { type ErrorCode, plain, ShroffError } from '../core/errors.js'
import { keepEvidence } from '../core/evidence.js'
import { type Asked, strangeReply } from '../core/refusals.js'
import type { WireReply } from '../core/transport.js'
import { decodeVerified, markVerified, type Proof, type Verified } from '../core/verified.js'
import { rsaSha256 } from '../crypto/algorithms.js'
import { fromUtf8, utf8 } from '../crypto/bytes.js'
import { hexDigest, suffixedDigest } from '../crypto/keyed-digest.js'
import { type UnionpayReceivingAccount, unionpaySecrets } from './account.js'
import { type Fields, holdsField, parseReply, signedText } from './canonical.js'
import { type Judged, judge, mustBeInItsTime, mustHold } from './certificates.js'
import { unionpayError } from './errors.js'

/** What an answer is opened with. */
export type AskedUnionpay = Asked & {
  /** Further `respCode`s that are an answer, not a refusal. */
  accepts?: readonly string[]
  /** Longest answer; a settlement file comes inside of one. */
  maximumBytes?: number
}

/** The transaction, or the question about it, was taken; `A6` is a success with a defect. */
export const isTaken = (respCode: string): boolean => respCode === '00' || respCode === 'A6'

/**
 * Opens an answer. Refusals are signed like successes; what is not is believed in nothing.
 *
 * @throws UnionPay's refusal; `SIGNATURE_*`, `BODY_INVALID`, `MESSAGE_AMBIGUOUS` for an answer that cannot be trusted.
 */
export async function openReply(
  account: UnionpayReceivingAccount,
  asked: AskedUnionpay,
  { status, body }: WireReply,
): Promise<Verified<Fields>> {
  if (status !== 200) throw strangeReply('UnionPay', { status, authentic: false })
  const { accepts = [], maximumBytes = maximumBodyBytes } = asked
  if (body.length > maximumBytes) throw fail('BODY_INVALID', `The answer is over ${maximumBytes} bytes.`)
  const fields = readReply(textOf(body))
  const { respCode } = fields
  // A page of a proxy's reads as one field; and UnionPay's own for a request that it cannot read is HTML, too.
  if (respCode === undefined)
    throw fail(
      'BODY_INVALID',
      'The answer is not in UnionPay’s form: it has no respCode.',
      'It may come from a proxy on the way; UnionPay answers a field that it does not know by a page, too.',
    )
  const opened = await verified(account, fields)
  return decodeVerified(opened, () => {
    if (isTaken(respCode) || accepts.includes(respCode)) return opened
    throw unionpayError(asked, opened.value)
  })
}

/** Opens what came as a form: a notification, or what the payer's browser brings back. It alone is signed, no query beside it. */
export function openForm(account: UnionpayReceivingAccount, body: Uint8Array): Promise<Verified<Fields>> {
  let fields: Fields
  try {
    fields = readForm(body)
  } catch (error) {
    throw fail('BODY_INVALID', `The form cannot be read: ${(error as Error).message}.`)
  }
  return verified(account, fields)
}

/** Fields that UnionPay has signed. By which method, and whose certificate may do so, is for the account to say. */
async function verified(account: UnionpayReceivingAccount, fields: Fields): Promise<Verified<Fields>> {
  const { signMethod, signature } = fields
  if (!signature)
    throw fail(
      'SIGNATURE_MISSING',
      'The message has no signature.',
      'It is not UnionPay’s, or something read it before.',
    )
  if (signMethod !== account.signMethod)
    throw fail(
      'SIGNATURE_INVALID',
      `The message claims the signMethod ${plain(String(signMethod), 20)}; this account is configured for ${account.signMethod}.`,
      signMethod === '12'
        ? 'If the merchant number has SM3 (国密), give the account sm3 of shroff/sm beside its secureKey.'
        : undefined,
    )
  const by: Proof = signMethod === '01' ? 'signature' : 'shared-key'
  const fits = signMethod === '01' ? await fitsCertificate(account, fields) : await fitsKey(account, fields)
  if (!fits) throw keepEvidence(fail('SIGNATURE_INVALID', ...mistake(fields)), account, 'fields', fields)
  return markVerified(unfolded(fields), by)
}

/** The fields that have a value, of which none may hold another one. */
function unfolded(fields: Fields): Fields {
  const filled: Record<string, string> = {}
  for (const name of Object.keys(fields)) {
    const value = fields[name]!
    if (value === '') continue
    if (name.includes('&') || name.includes('=') || holdsField(value))
      throw fail(
        'MESSAGE_AMBIGUOUS',
        `The message is signed, but its ${plain(name, 80)} holds another field: the signed text can be read in two ways, so one of them may be forged.`,
        'Deliver nothing by it; ask with getPayment what is true. If your own reqReserved has such a text, leave & and = out of it.',
      )
    filled[name] = value
  }
  return filled
}

async function fitsCertificate(account: UnionpayReceivingAccount, fields: Fields): Promise<boolean> {
  const { signPubKeyCert, signature = '' } = fields
  if (!signPubKeyCert)
    throw fail('SIGNATURE_MISSING', 'The message has no certificate (signPubKeyCert).', 'Version 5.1.0 always has one.')
  const found = await judgedOf(account, signPubKeyCert)
  // One real signature is recorded without its padding.
  const bytes = fromBase64(signature.padEnd(Math.ceil(signature.length / 4) * 4, '='))
  if (!bytes || !(await verify(rsaSha256, found.key, bytes, await hexDigest(signedText(fields))))) return false
  keep(account, signPubKeyCert, found)
  return true
}

async function fitsKey(account: UnionpayReceivingAccount, fields: Fields): Promise<boolean> {
  const { secureKey = '', sm3, vet } = unionpaySecrets(account)
  await vet()
  return constantTimeEqual(utf8(await suffixedDigest(secureKey, signedText(fields), sm3)), utf8(fields.signature ?? ''))
}

/** How many certificates are kept: UnionPay has one at a time, and two while it changes. */
const kept = 4

/** Judged once and kept by its text; only the times are asked again. */
async function judgedOf(account: UnionpayReceivingAccount, pem: string): Promise<Judged> {
  const { judged, trust } = unionpaySecrets(account)
  const now = account.clock.now()
  const trusted = await trust()
  mustHold(trusted, now)
  const known = judged.get(pem)
  if (known) {
    mustBeInItsTime(known.certificate, now)
    return known
  }
  return judge(trusted, pem, now)
}

/** Not before a signature fits: else anybody could push it out by sending it written in other ways. */
function keep(account: UnionpayReceivingAccount, pem: string, found: Judged): void {
  const { judged } = unionpaySecrets(account)
  if (judged.has(pem)) return
  if (judged.size >= kept) judged.delete(judged.keys().next().value!)
  judged.set(pem, found)
}

/** Why a signature does not fit, as far as one look tells. */
function mistake({ signature = '', signPubKeyCert, signMethod }: Fields): [problem: string, next: string] {
  const problem = 'The signature does not fit the fields of the message.'
  const raw = 'Hand over the bytes of the body as they came: docs/webhooks.md shows how in each framework.'
  if (signMethod !== '01') return [problem, 'Compare secureKey with the one of UnionPay’s merchant site.']
  if (/\s/.test(signature))
    return [`${problem} It has a blank where it had a +: the form was decoded once more on the way.`, raw]
  if (signPubKeyCert && !signPubKeyCert.includes('\r\n'))
    return [
      `${problem} The lines of its certificate end otherwise than in CR LF, so it was written again on the way.`,
      raw,
    ]
  if (signPubKeyCert && /\s$/.test(signPubKeyCert))
    return [`${problem} Its certificate has a line end behind it, which UnionPay’s has not: it was written again.`, raw]
  return [problem, raw]
}

function readReply(text: string): Fields {
  try {
    return parseReply(text.trim())
  } catch (error) {
    throw fail('BODY_INVALID', `The answer cannot be read: ${(error as Error).message}.`)
  }
}

function textOf(body: Uint8Array): string {
  try {
    return fromUtf8(body)
  } catch {
    throw fail('BODY_INVALID', 'The answer is not UTF-8.')
  }
}

const fail = (code: ErrorCode, problem: string, next?: string) =>
  new ShroffError(code, { problem, next, authentic: false })
