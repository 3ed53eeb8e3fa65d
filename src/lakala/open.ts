import { fromBase64, verify } from '#crypto'
import { maximumBodyBytes } from '../codec/body.js'
import { parseJson } from '../codec/json.js'
import { mustAnswer } from '../core/answers.js'
import { type ErrorCode, ShroffError, traceId } from '../core/errors.js'
import { keepEvidence } from '../core/evidence.js'
import { type Asked, strangeReply } from '../core/refusals.js'
import { inShape, misfit } from '../core/shape.js'
import type { WireReply } from '../core/transport.js'
import { decodeVerified, markVerified, type Verified } from '../core/verified.js'
import { outsideWindow, windowAdvice } from '../core/window.js'
import { rsaSha256 } from '../crypto/algorithms.js'
import { fromUtf8 } from '../crypto/bytes.js'
import type { PublicKey } from '../crypto/contract.js'
import { type LakalaReceivingAccount, lakalaSecrets } from './account.js'
import { noticeText, readAuthorization, signedText } from './canonical.js'
import { lakalaError } from './errors.js'
import { envelopeShape, header, inProgress, isSuccess } from './wire.js'

/** What an answer is opened with. */
export type AskedLakala = Asked & {
  /** Whether "in progress" is an answer too. Otherwise its outcome is not known. */
  whileInProgress?: boolean
  /** Whether the call was encrypted, so that the answer may be. */
  encrypted?: boolean
}

/** What an answer says, once it is a success, or in progress. */
export type Answer = { readonly code: string; readonly data: unknown }

/**
 * Opens an answer, which is signed over the bytes that came.
 *
 * @throws the provider's error where it is no success; `SIGNATURE_*`, `KEY_UNKNOWN`, `TIMESTAMP_OUT_OF_WINDOW`, `BODY_INVALID` for
 * one that cannot be trusted. One without a signature is never a success.
 */
export async function openReply(
  account: LakalaReceivingAccount,
  asked: AskedLakala,
  { status, headers, body }: WireReply,
): Promise<Verified<Answer>> {
  const read = (name: string) => headers[name]?.replace(/^"([^"]*)"$/, '$1')
  const requestId = traceId(read(header.traceId))
  const fail: Fail = (code, problem, next) => new ShroffError(code, { problem, next, requestId, authentic: false })
  const signature = read(header.signature)
  if (status !== 200 || !signature) throw unsignedReply(asked, status, textOf(body, fail), fail)
  const [appId, serial, timestamp, nonce] = [header.appId, header.serial, header.timestamp, header.nonce].map(
    (name) => {
      const value = read(name) ?? ''
      const grammar = name === header.timestamp ? /^[1-9]\d{0,11}$/ : /^[\x21\x23-\x7e]{1,128}$/
      if (grammar.test(value)) return value
      throw fail('SIGNATURE_MISSING', `The header ${name} of the answer is missing, malformed or repeated.`)
    },
  ) as [string, string, string, string]
  const evidence = { appId, serial, timestamp, nonce, signature, body }
  const refuse: Fail = (code, problem, next) => keepEvidence(fail(code, problem, next), account, 'answer', evidence)
  const outside = outsideWindow(account.clock, Number(timestamp) * 1000)
  if (outside) throw refuse('TIMESTAMP_OUT_OF_WINDOW', outside, windowAdvice)
  const { replies, cipher } = lakalaSecrets(account)
  const key = await replies.find(serial)
  if (!key)
    throw refuse(
      'KEY_UNKNOWN',
      `The answer is signed under the certificate ${serial.slice(0, 64)}; configured is ${replies.serials().join(', ')}.`,
      'If Lakala has changed its certificate, take the new one from the open platform and give both in one file.',
    )
  const text = await verified({
    keys: [key],
    signature,
    signed: signedText(appId, serial, timestamp, nonce, body),
    body,
    fail: refuse,
  })
  return decodeVerified(text, ({ value }) => {
    mustAnswer({ appId: [account.appId, appId] })
    return markVerified(readAnswer(asked, asked.encrypted ? plain(value, cipher) : value), 'signature')
  })
}

/** Opens a notification: three lines, and nothing that names a key. Whose it is is for the caller to judge. */
export async function openWebhook(
  account: LakalaReceivingAccount,
  headers: Readonly<Record<string, string>>,
  body: Uint8Array,
): Promise<Verified> {
  const given = readAuthorization(headers.authorization ?? '')
  const { timestamp = '', nonce_str: nonce = '', signature = '' } = given ?? {}
  const evidence = { timestamp, nonce, signature, body }
  const fail: Fail = (code, problem, next) => new ShroffError(code, { problem, next, authentic: false })
  // A time is digits: the five lines of an answer, which begin with an app, do not pass for the three of a notification.
  if (!/^[1-9]\d{0,11}$/.test(timestamp) || !nonce || !signature)
    throw fail(
      'SIGNATURE_MISSING',
      `The header Authorization is ${headers.authorization ? 'not that of a notification' : 'missing'}.`,
      headers.authorization ? undefined : 'It is not Lakala’s message, or a proxy in between drops it: let it pass.',
    )
  const { notices } = lakalaSecrets(account)
  const keys = await Promise.all(notices.serials().map((serial) => notices.find(serial)))
  const text = await verified({
    keys: keys.filter((key) => key !== undefined),
    signature,
    signed: noticeText(timestamp, nonce, body),
    body,
    fail: (code, problem, next) => keepEvidence(fail(code, problem, next), account, 'notification', evidence),
  })
  return decodeVerified(text, ({ value }) => markVerified(readJson(value), 'signature'))
}

type Fail = (code: ErrorCode, problem: string, next?: string) => ShroffError

/** The text of a body that one of these keys has signed. */
async function verified({
  keys,
  signature,
  signed,
  body,
  fail,
}: {
  keys: readonly PublicKey[]
  signature: string
  signed: readonly (string | Uint8Array)[]
  body: Uint8Array
  fail: Fail
}): Promise<Verified<string>> {
  if (body.length > maximumBodyBytes) throw fail('BODY_INVALID', `The body is over ${maximumBodyBytes} bytes.`)
  const bytes = signature.length <= 2048 ? fromBase64(signature) : undefined
  const text = textOf(body, fail)
  for (const key of keys)
    if (bytes && (await verify(rsaSha256, key, bytes, ...signed))) return markVerified(text, 'signature')
  throw fail(
    'SIGNATURE_INVALID',
    `The signature does not fit the ${body.length} bytes of the body under Lakala’s certificate.`,
    'Hand over the bytes of the body as they came: docs/webhooks.md shows how in each framework. Compare the certificate with the open platform’s: it is neither your own nor the test environment’s.',
  )
}

/** JSON as it is, else decrypted, which only an account with a key can. */
const plain = (text: string, cipher: { decrypt(body: string): string } | undefined) =>
  cipher && !/^\s*\{/.test(text) ? cipher.decrypt(text) : text

function readAnswer(asked: AskedLakala, text: string): Answer {
  const { code, message, data } = envelopeOf(readJson(text))
  const isAnswer = isSuccess(code) || (asked.whileInProgress && inProgress.includes(code))
  if (!isAnswer) throw lakalaError(asked, { code, message }, { authentic: true, status: 200 })
  return { code, data: data ?? {} }
}

function envelopeOf(value: unknown) {
  const { code, retCode, msg, message, retMsg, resp_data, respData } = inShape(envelopeShape, value)
  return { code: code ?? retCode ?? '', message: msg ?? message ?? retMsg ?? undefined, data: resp_data ?? respData }
}

/** A refusal that nobody signed is told as such; anything else without a signature is not believed. */
function unsignedReply(asked: AskedLakala, status: number, text: string, fail: Fail): ShroffError {
  let value: unknown
  try {
    value = parseJson(text)
  } catch {
    if (status !== 200) return strangeReply('Lakala', { status, authentic: false })
    return fail('BODY_INVALID', 'The answer is not in Lakala’s form; it may come from a proxy on the way.')
  }
  const { code, message } = misfit(envelopeShape, value) === undefined ? envelopeOf(value) : { code: '' }
  if (code && !isSuccess(code)) return lakalaError(asked, { code, message }, { authentic: false, status })
  if (status !== 200) return strangeReply('Lakala', { status, authentic: false })
  return fail('SIGNATURE_MISSING', 'The answer has no header Lklapi-Signature.')
}

function textOf(body: Uint8Array, fail: Fail): string {
  try {
    return fromUtf8(body)
  } catch {
    throw fail('BODY_INVALID', 'The body is not UTF-8.', 'Hand over the raw bytes as they came.')
  }
}

function readJson(text: string): unknown {
  try {
    return parseJson(text)
  } catch (error) {
    throw new ShroffError('BODY_INVALID', { problem: `The body is not as expected: ${(error as Error).message}.` })
  }
}
