import { decryptAesCbc, fromBase64, verify } from '#crypto'
import { maximumBodyBytes } from '../codec/body.js'
import { parseJson } from '../codec/json.js'
import { type ErrorCode, plain, ShroffError, traceId } from '../core/errors.js'
import { keepEvidence, type Parts } from '../core/evidence.js'
import { type Asked, strangeReply } from '../core/refusals.js'
import type { WireReply } from '../core/transport.js'
import { markVerified, type Verified } from '../core/verified.js'
import { outsideWindow, windowAdvice } from '../core/window.js'
import { rsaSha256 } from '../crypto/algorithms.js'
import { fromUtf8 } from '../crypto/bytes.js'
import { type AlipayReceivingAccount, alipaySecrets } from './account.js'
import { v3ReplyText } from './canonical.js'
import { v2Error, v3Error } from './errors.js'
import { rawMembers } from './raw-members.js'

/**
 * Opens a V2 answer: the signature covers the characters of the `…_response` member as they stand in the body.
 *
 * @throws the provider's error where the verified answer is a refusal; `SIGNATURE_*`, `BODY_INVALID`, `KEY_UNKNOWN` for
 * one that cannot be trusted.
 */
export async function openV2Reply(
  account: AlipayReceivingAccount,
  asked: AskedAlipay,
  method: string,
  reply: WireReply,
): Promise<Verified> {
  const requestId = traceId(reply.headers.trace_id)
  const told = { requestId, secret: alipaySecrets(account).appAuthToken }
  const fail = failing(requestId, account, 'v2', { method, body: reply.body })
  // The gateway answers 200 to everything, so any other status is somebody else's.
  if (reply.status !== 200) throw strangeReply('Alipay', { status: reply.status, requestId, authentic: false })
  const text = readText(reply.body, fail)
  const members = membersOf(text, fail)
  const node = `${method.replaceAll('.', '_')}_response`
  const nodes = [...members.keys()].filter((name) => name.endsWith('_response'))
  if (nodes.length !== 1)
    throw fail('BODY_INVALID', `The answer has ${nodes.length} response members; one is expected.`)
  const [name] = nodes as [string]
  if (name !== node && name !== 'error_response')
    throw fail('REPLY_MISMATCH', `The answer is to another method: it has ${plain(name, 80)}, not ${node}.`)
  const raw = members.get(name)!
  const signature = stringMember(members, 'sign', fail)
  if (signature === undefined) {
    // A refusal from before the application and its key were known comes unsigned, under either name.
    const value = raw.startsWith('{') ? readJson(raw, fail) : undefined
    const { code } = (value ?? {}) as { code?: unknown }
    if (name === 'error_response' || (typeof code === 'string' && !/^1000\d$/.test(code)))
      throw v2Error(asked, value, { ...told, authentic: false })
    throw fail('SIGNATURE_MISSING', 'The answer has no signature.')
  }
  mustBeKnown(account, stringMember(members, 'alipay_cert_sn', fail), fail)
  await mustVerify(account, signature, raw, fail)
  const content = raw.startsWith('"') ? await decrypted(account, readJson(raw, fail) as string, fail) : raw
  const value = readJson(content, fail)
  if (name === 'error_response' || !accepted(asked, value)) throw v2Error(asked, value, { ...told, authentic: true })
  return markVerified(value, 'signature')
}

/** What a V2 answer is opened with. */
export type AskedAlipay = Asked & {
  /** Which answers beside a 10000 are no refusal, such as one to a charge that waits for the payer's password. */
  accepts?: ((answer: V2Answer) => boolean) | undefined
}

export type V2Answer = { readonly code?: unknown; readonly access_token?: unknown }

function accepted({ accepts }: AskedAlipay, value: unknown): boolean {
  const answer = (value ?? {}) as V2Answer
  return answer.code === '10000' || accepts?.(answer) === true
}

/**
 * Opens a V3 answer: the signature in its headers covers the raw body. A refusal without a signature is passed on as what
 * it is, not authentic.
 */
export async function openV3Reply(account: AlipayReceivingAccount, asked: Asked, reply: WireReply): Promise<Verified> {
  const { headers, status } = reply
  const requestId = traceId(headers['alipay-trace-id'])
  const timestamp = headers['alipay-timestamp']
  const nonce = headers['alipay-nonce']
  const signature = headers['alipay-signature']
  const fail = failing(requestId, account, 'v3', { timestamp, nonce, signature, body: reply.body })
  const refused = status < 200 || status > 299
  const told = { requestId, secret: alipaySecrets(account).appAuthToken }
  if (refused && !signature) throw v3Error(asked, reply, { ...told, authentic: false })
  const text = readText(reply.body, fail)
  if (!timestamp || !nonce || !signature)
    throw fail('SIGNATURE_MISSING', 'The answer lacks one of the headers alipay-timestamp, -nonce, -signature.')
  if (!/^\d{13}$/.test(timestamp))
    throw fail('SIGNATURE_MISSING', 'The header alipay-timestamp is not a time in milliseconds.')
  const outside = outsideWindow(account.clock, Number(timestamp))
  if (outside) throw fail('TIMESTAMP_OUT_OF_WINDOW', outside, windowAdvice)
  mustBeKnown(account, headers['alipay-sn'], fail)
  await mustVerify(account, signature, v3ReplyText(timestamp, nonce, text), fail)
  if (refused) throw v3Error(asked, reply, { ...told, authentic: true })
  if (status === 202) {
    throw new ShroffError('PROVIDER_UNAVAILABLE', {
      problem: `Alipay accepted ${asked.action} and is still working on it.`,
      next: 'Ask again with the same parameters.',
      authentic: true,
      status,
      requestId,
    })
  }
  // 204 has no body; its signature covers that there is none.
  if (text === '') return markVerified({}, 'signature')
  const value = readJson(account.encrypts && !text.startsWith('{') ? await decrypted(account, text, fail) : text, fail)
  // A success has no code; an answer with one is a refusal whatever its status says.
  const { code, message } = (value ?? {}) as { code?: unknown; message?: unknown }
  if (typeof code === 'string' && typeof message === 'string')
    throw v2Error(asked, { sub_code: code, sub_msg: message }, { ...told, authentic: true })
  return markVerified(value, 'signature')
}

export type Fail = (code: ErrorCode, problem: string, next?: string) => ShroffError

/** Errors of one message, which leave it to the doctor. */
export const failing =
  (requestId: string | undefined, account: AlipayReceivingAccount, kind: string, parts: Parts): Fail =>
  (code, problem, next) =>
    keepEvidence(new ShroffError(code, { problem, next, requestId, authentic: false }), account, kind, parts)

async function mustVerify(account: AlipayReceivingAccount, signature: string, text: string, fail: Fail): Promise<void> {
  if (await fits(account, signature, text)) return
  throw fail(
    'SIGNATURE_INVALID',
    `The signature does not fit the ${text.length} characters that it covers, under Alipay’s key (验签失败).`,
    'Compare Alipay’s key of the account with 支付宝公钥 in the console: it is neither the application’s own (应用公钥) nor the other environment’s. If your own transport or a proxy writes bodies anew, let it pass the bytes as they came.',
  )
}

/** Whether the signature is Alipay's over this text or these bytes. */
export async function fits(
  account: AlipayReceivingAccount,
  signature: string,
  message: string | Uint8Array,
): Promise<boolean> {
  const bytes = fromBase64(signature)
  const key = await alipaySecrets(account).alipayKey()
  return bytes !== undefined && verify(rsaSha256, key, bytes, message)
}

/** In certificate mode an answer names its certificate; one that is not configured may be a new one. */
function mustBeKnown({ certificateSns }: AlipayReceivingAccount, sn: string | undefined, fail: Fail): void {
  if (!certificateSns || !sn || sn === certificateSns.alipay) return
  throw fail(
    'KEY_UNKNOWN',
    `The answer is signed under the certificate ${plain(sn, 64)}; configured is ${certificateSns.alipay}.`,
    'Download the current Alipay certificate in the console.',
  )
}

export async function decrypted(account: AlipayReceivingAccount, ciphertext: string, fail: Fail): Promise<string> {
  const { contentKey } = alipaySecrets(account)
  const bytes = fromBase64(ciphertext)
  if (!contentKey || !bytes)
    throw fail('DECRYPTION_FAILED', 'The answer is encrypted, but the account has no contentKey, or it is not Base64.')
  try {
    return fromUtf8(await decryptAesCbc(contentKey, bytes))
  } catch {
    throw fail(
      'DECRYPTION_FAILED',
      'The answer cannot be decrypted with this account’s contentKey.',
      'Check it against the AES key in the console (接口内容加密方式).',
    )
  }
}

function readText(body: Uint8Array, fail: Fail): string {
  if (body.length > maximumBodyBytes) throw fail('BODY_INVALID', `The body is over ${maximumBodyBytes} bytes.`)
  try {
    return fromUtf8(body)
  } catch {
    throw fail('BODY_INVALID', 'The body is not UTF-8.')
  }
}

function membersOf(text: string, fail: Fail): Map<string, string> {
  try {
    return rawMembers(text)
  } catch (error) {
    throw fail(
      'BODY_INVALID',
      `The answer is not in Alipay’s form (${(error as Error).message}); it may come from a proxy on the way.`,
    )
  }
}

function stringMember(members: Map<string, string>, name: string, fail: Fail): string | undefined {
  const raw = members.get(name)
  return raw?.startsWith('"') ? (readJson(raw, fail) as string) : undefined
}

function readJson(text: string, fail: Fail): unknown {
  try {
    return parseJson(text)
  } catch (error) {
    throw fail('BODY_INVALID', `The answer is not as expected: ${(error as Error).message}.`)
  }
}
