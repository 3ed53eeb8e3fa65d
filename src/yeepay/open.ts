import { verify } from '#crypto'
import { maximumBodyBytes } from '../codec/body.js'
import { parseJson } from '../codec/json.js'
import { type ErrorCode, plain, ShroffError } from '../core/errors.js'
import { keepEvidence } from '../core/evidence.js'
import { type Asked, strangeReply } from '../core/refusals.js'
import type { WireReply } from '../core/transport.js'
import { decodeVerified, markVerified, type Verified } from '../core/verified.js'
import { fromUtf8 } from '../crypto/bytes.js'
import { type YeepayAccount, yeepaySecrets } from './account.js'
import { answerText, resultText } from './canonical.js'
import { type Refused, yeepayError } from './errors.js'
import { readSignature } from './scheme.js'
import { header, isSuccess } from './wire.js'

/** `result` of an answer, as it was signed. */
export type Result = Readonly<Record<string, unknown>>

/**
 * Opens an answer. Blanks are not signed, so none is read, those inside its texts included: what is decoded is what was checked.
 *
 * @throws the provider's error where it is no success, whatever its status; `SIGNATURE_*`, `BODY_INVALID` for one that cannot be
 * trusted. A success without a signature is never believed.
 */
export async function openReply(account: YeepayAccount, asked: Asked, reply: WireReply): Promise<Verified<Result>> {
  const { status, headers, body } = reply
  if (body.length > maximumBodyBytes) throw fail('BODY_INVALID', `The body is over ${maximumBodyBytes} bytes.`)
  const sign = headers[header.sign]
  if (!sign) throw unsignedReply(asked, status, body)
  const opened = await verified(account, sign, reply, asked)
  return decodeVerified(opened, ({ value: { text, isResult } }) => {
    const answer = readJson(text)
    // Where `result` alone is signed, nothing around it is there.
    const result = isResult ? answer : (memberOf(answer, 'result') ?? (Array.isArray(answer.data) ? answer : undefined))
    const refused = isResult ? undefined : refusalIn(answer)
    if (refused) throw yeepayError(asked, refused, true)
    const { code } = result ?? {}
    if (code !== undefined && !(typeof code === 'string' && isSuccess(code))) throw yeepayError(asked, result!, true)
    if (!result || status !== 200) throw strangeReply('YeePay', { status, authentic: true })
    return markVerified(result, 'signature')
  })
}

type Signed = { readonly text: string; readonly isResult: boolean }

/** The text that YeePay's key has signed: the whole body, or `result` alone. Which of them an answer has is unconfirmed. */
async function verified(
  account: YeepayAccount,
  sign: string,
  { headers, body }: WireReply,
  { action }: Asked,
): Promise<Verified<Signed>> {
  const { scheme, platformKeys } = yeepaySecrets(account)
  const cleaned = answerText(textOf(body))
  const signature = readSignature(scheme, sign)
  const serial = headers[header.serial]
  // The keys that are being fetched must not wait for themselves.
  const keys = await platformKeys(serial, action !== 'fetchCertificates')
  if (keys.length === 0) throw keepEvidence(unknownKey('answer', serial), account, 'answer', { sign, serial, body })
  const fits = async (text: string | undefined) => {
    if (text === undefined || signature === undefined) return false
    for (const key of keys) if (await verify(scheme.algorithm, key, signature, text)) return true
    return false
  }
  if (await fits(cleaned)) return markVerified({ text: cleaned, isResult: false }, 'signature')
  const result = resultText(cleaned)
  if (await fits(result)) return markVerified({ text: result!, isResult: true }, 'signature')
  const error = fail(
    'SIGNATURE_INVALID',
    `x-yop-sign does not fit the answer of ${body.length} bytes under YeePay’s key.`,
    scheme.wire.mark === 'SM3'
      ? 'Compare platformKeys with the certificates at the open platform.'
      : 'Compare yeepayPublicKey with 易宝公钥 at the open platform: it is neither your own, nor the sandbox’s.',
  )
  throw keepEvidence(error, account, 'answer', { sign, serial, body })
}

/** A failure that nobody signed is told as such; anything else without a signature is not believed. */
function unsignedReply(asked: Asked, status: number, body: Uint8Array): ShroffError {
  let answer: Result | undefined
  try {
    answer = asObject(parseJson(fromUtf8(body)))
  } catch {}
  const refused = answer && refusalIn(answer)
  if (refused) return yeepayError(asked, refused, false)
  if (status !== 200) return strangeReply('YeePay', { status, authentic: false })
  if (!answer) return fail('BODY_INVALID', 'The answer is not in YeePay’s form; it may come from a proxy on the way.')
  const { code } = memberOf(answer, 'result') ?? {}
  if (typeof code === 'string' && !isSuccess(code)) return yeepayError(asked, memberOf(answer, 'result')!, false)
  return fail('SIGNATURE_MISSING', 'The answer has no header x-yop-sign.')
}

/** What comes in place of a file: whoever signed it, nothing was to be done. */
export const refusedFile = ({ status, body }: WireReply): ShroffError =>
  unsignedReply({ action: 'downloadStatement' }, status, body)

/** The gateway's own: bare, or as `error` in the older form. */
function refusalIn(answer: Result): Refused | undefined {
  const { error, state, result, code } = answer
  if (error !== undefined || state === 'FAILURE') return asObject(error) ?? {}
  return result === undefined && code !== undefined ? answer : undefined
}

const memberOf = (answer: Result, name: string): Result | undefined => asObject(answer[name])

const asObject = (value: unknown): Result | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Result) : undefined

const fail = (code: ErrorCode, problem: string, next?: string) =>
  new ShroffError(code, { problem, next, authentic: false })

function textOf(body: Uint8Array): string {
  try {
    return fromUtf8(body)
  } catch {
    throw fail('BODY_INVALID', 'The answer is not UTF-8.')
  }
}

/** What was verified is said with the authority of the signature. */
function readJson(text: string): Result {
  const invalid = (why: string) =>
    new ShroffError('BODY_INVALID', { problem: `The answer is not as expected: ${why}.`, authentic: true })
  let answer: Result | undefined
  try {
    answer = asObject(parseJson(text))
  } catch (error) {
    throw invalid((error as Error).message)
  }
  if (!answer) throw invalid('not an object')
  return answer
}

/** The error for a message by a key that is not there. */
export const unknownKey = (what: 'answer' | 'notification', serial: string | undefined): ShroffError =>
  fail(
    'KEY_UNKNOWN',
    `The ${what} is signed by ${serial === undefined ? 'a key' : plain(serial, 40)}, which is not among platformKeys.`,
    'Give the certificate under that serial, or refreshPlatformKeys: fetchCertificates(transport).',
  )
