import { fromBase64, verify } from '#crypto'
import { maximumBodyBytes } from '../codec/body.js'
import { parseJson } from '../codec/json.js'
import { fromIsoTime } from '../codec/time.js'
import { type ErrorCode, plain, ShroffError } from '../core/errors.js'
import { keepEvidence } from '../core/evidence.js'
import { type Asked, strangeReply } from '../core/refusals.js'
import { type FromShape, inShape, misfit } from '../core/shape.js'
import type { WireReply } from '../core/transport.js'
import { decodeVerified, markVerified, type Verified } from '../core/verified.js'
import { outsideWindow, windowAdvice } from '../core/window.js'
import { rsaSha256 } from '../crypto/algorithms.js'
import { fromUtf8 } from '../crypto/bytes.js'
import { type AntomReceivingAccount, antomSecrets } from './account.js'
import { readSignature, signedText } from './canonical.js'
import { antomError } from './errors.js'
import { algorithm, header, resultShape } from './wire.js'

/** What an answer is opened with. */
export type AskedAntom = Asked & {
  /** Whether `U` with a code that says "in process" is an answer too. Any other `U` is an outcome that is not known. */
  whileInProcess?: boolean
}

/**
 * Opens an answer, which is signed over the path of the request.
 *
 * @throws the provider's error where it is no success; `SIGNATURE_*`, `TIMESTAMP_OUT_OF_WINDOW`, `BODY_INVALID` for one that
 * cannot be trusted. One without a signature is never a success: Antom signs all of those.
 */
export async function openReply(
  account: AntomReceivingAccount,
  asked: AskedAntom,
  path: string,
  { status, headers, body }: WireReply,
): Promise<Verified> {
  // Antom answers 200 to all that it has worked on.
  if (status !== 200) throw strangeReply('Antom', { status, authentic: false })
  const { [header.signature]: signature, [header.responseTime]: time } = headers
  if (!signature && !time) throw unsignedReply(asked, textOf(body))
  if (!signature || !time)
    throw fail('SIGNATURE_MISSING', `The answer has no header ${time ? 'signature' : 'response-time'}.`)
  const signedAt = timeOf(time)
  if (Number.isNaN(signedAt)) throw fail('SIGNATURE_MISSING', 'The header response-time is not a time.')
  const signed: Signed = { path, clientId: account.clientId, time, signature, body }
  const outside = outsideWindow(account.clock, signedAt)
  if (outside) throw keepEvidence(fail('TIMESTAMP_OUT_OF_WINDOW', outside, windowAdvice), account, 'answer', signed)
  const text = await verified(account, signed, 'answer')
  return decodeVerified(text, ({ value }) => {
    const answer = readJson(value)
    const { result } = inShape(resultShape, answer)
    const inProcess = result.resultStatus === 'U' && result.resultCode.endsWith('_IN_PROCESS')
    if (result.resultStatus === 'S' || (inProcess && asked.whileInProcess)) return markVerified(answer, 'signature')
    throw antomError(asked, result, true)
  })
}

/** A notification, verified. */
export type OpenedWebhook = { readonly clientId: string; readonly raw: unknown }

/** Opens a notification, which is signed over the merchant's own path, as Antom called it. */
export async function openWebhook(
  account: AntomReceivingAccount,
  path: string,
  headers: Readonly<Record<string, string>>,
  body: Uint8Array,
): Promise<Verified<OpenedWebhook>> {
  const { [header.clientId]: clientId, [header.requestTime]: time, [header.signature]: signature } = headers
  if (!clientId || !time || !signature) throw unsignedNotice(headers)
  // No window: nothing is documented about the time of a later delivery.
  const { value } = await verified(account, { path, clientId, time, signature, body }, 'notification')
  return markVerified({ clientId, raw: readJson(value) }, 'signature')
}

function unsignedNotice(headers: Readonly<Record<string, string>>): ShroffError {
  const missing = [header.clientId, header.requestTime, header.signature].filter((name) => !headers[name])
  const are = missing.length > 1
  return fail(
    'SIGNATURE_MISSING',
    `The ${are ? 'headers' : 'header'} ${missing.join(', ')} ${are ? 'are' : 'is'} missing.`,
    missing.length === 3 ? 'It is not Antom’s message.' : 'A proxy in between drops it: let it pass.',
  )
}

type Signed = { path: string; clientId: string; time: string; signature: string; body: Uint8Array }

/** The text of a body that Antom's key has signed. Which key, and by which algorithm, is for the account to say. */
async function verified(account: AntomReceivingAccount, signed: Signed, kind: string): Promise<Verified<string>> {
  const { path, clientId, time, signature, body } = signed
  if (body.length > maximumBodyBytes) throw fail('BODY_INVALID', `The body is over ${maximumBodyBytes} bytes.`)
  // The parts are signed as one text, with dots between them: what is no time could be a piece of the body.
  if (!/^[\w:+.-]{1,40}$/.test(time))
    throw fail('SIGNATURE_MISSING', 'The header with the time is malformed or repeated.')
  const given = signature.length <= 2048 ? readSignature(signature) : undefined
  if (!given) throw fail('SIGNATURE_MISSING', 'The header signature is malformed or repeated.')
  if (given.algorithm !== algorithm)
    throw fail(
      'SIGNATURE_INVALID',
      `The message claims the algorithm ${plain(given.algorithm, 20)}; it must be ${algorithm}.`,
    )
  const bytes = fromBase64(given.base64)
  const key = await antomSecrets(account).antomKey()
  const text = textOf(body)
  if (!bytes || !(await verify(rsaSha256, key, bytes, ...signedText(path, clientId, time, body))))
    throw keepEvidence(fail('SIGNATURE_INVALID', ...mistake(signed, given.base64, text)), account, kind, signed)
  return markVerified(text, 'signature')
}

/** Why a signature does not fit, as far as one look tells. */
function mistake({ path, body }: Signed, base64: string, text: string): [problem: string, next: string] {
  const problem = `The signature does not fit the ${body.length} bytes of the body and the path ${plain(path, 200)} under Antom’s key.`
  const raw = 'Hand over the bytes of the body as they came: docs/webhooks.md shows how in each framework.'
  if (/\s/.test(base64))
    return [`${problem} It has a blank where it had a +: it was decoded once more on the way.`, raw]
  if (text.trim() === '') return [`${problem} The body is empty: something read it before.`, raw]
  if (!/^\s*\{/.test(text)) return [`${problem} The body is not the JSON that Antom sends.`, raw]
  return [
    problem,
    `If a proxy rewrites the path of your address, give the account its notifyPath: the path and query that Antom calls. Compare antomPublicKey with Antom’s key in the dashboard: it is neither your own nor the sandbox’s. ${raw}`,
  ]
}

/** A failure that nobody signed is told as such; anything else without a signature is not believed. */
function unsignedReply(asked: Asked, text: string): ShroffError {
  let answer: unknown
  try {
    answer = parseJson(text)
  } catch {
    return fail('BODY_INVALID', 'The answer is not in Antom’s form; it may come from a proxy on the way.')
  }
  const told = misfit(resultShape, answer) === undefined
  const { result } = (told ? answer : {}) as Partial<FromShape<typeof resultShape>>
  if (result?.resultStatus === 'F' || result?.resultStatus === 'U') return antomError(asked, result, false)
  return fail('SIGNATURE_MISSING', 'The answer has no signature.')
}

/** ISO 8601 with a zone, or digits of milliseconds, as other clients write it. */
const timeOf = (text: string): number => (/^\d{13}$/.test(text) ? Number(text) : fromIsoTime(text))

const fail = (code: ErrorCode, problem: string, next?: string) =>
  new ShroffError(code, { problem, next, authentic: false })

function textOf(body: Uint8Array): string {
  try {
    return fromUtf8(body)
  } catch {
    throw fail('BODY_INVALID', 'The body is not UTF-8.', 'Hand over the raw bytes as they came.')
  }
}

/** What was verified is said with the authority of the signature. */
function readJson(text: string): unknown {
  try {
    return parseJson(text)
  } catch (error) {
    const problem = `The body is not as expected: ${(error as Error).message}.`
    throw new ShroffError('BODY_INVALID', { problem, authentic: true })
  }
}
