import { fromBase64, verify } from '#crypto'
import { maximumBodyBytes } from '../codec/body.js'
import { parseJson } from '../codec/json.js'
import { type ErrorCode, isShroffError, plain, ShroffError, traceId } from '../core/errors.js'
import { keepEvidence } from '../core/evidence.js'
import type { Asked } from '../core/refusals.js'
import { type FromShape, inShape } from '../core/shape.js'
import type { WireReply } from '../core/transport.js'
import { decodeVerified, markVerified, type Verified } from '../core/verified.js'
import { outsideWindow, windowAdvice } from '../core/window.js'
import { fromUtf8 } from '../crypto/bytes.js'
import type { PublicKey } from '../crypto/contract.js'
import { type WechatpayReceivingAccount, wechatpaySecrets } from './account.js'
import { replyMessage } from './canonical.js'
import { providerError } from './errors.js'
import { malformed, mistake, unknownKey, unsigned, wrongSecret } from './mistakes.js'
import type { Scheme } from './schemes.js'
import { envelopeShape, header, probePrefix } from './wire.js'

/**
 * Opens an answer.
 *
 * @throws the provider's error for any status but 2xx; else what {@link openBytes} throws: an answer that does not verify
 * says nothing about the money. `whileBusy`: 202, accepted and still at work, is an answer too.
 */
export async function openReply(
  account: WechatpayReceivingAccount,
  asked: Asked,
  reply: WireReply,
  whileBusy = false,
): Promise<Verified> {
  if (!(reply.status >= 200 && reply.status <= 299)) throw providerError(asked, reply)
  const text = await openBytes(account, reply.headers, reply.body)
  if (reply.status === 202 && !whileBusy) {
    throw new ShroffError('PROVIDER_UNAVAILABLE', {
      problem: 'WeChat Pay accepted the request and is still working on it.',
      authentic: true,
      status: 202,
    })
  }
  return decodeVerified(text, ({ value }) => markVerified(value === '' ? {} : readJson(value), 'signature'))
}

/** A notification, verified and then decrypted. */
export type OpenedWebhook = { envelope: FromShape<typeof envelopeShape>; resource: unknown }

/** Opens a notification: signature first, then decryption with the APIv3 key. */
export async function openWebhook(
  account: WechatpayReceivingAccount,
  headers: Readonly<Record<string, string>>,
  body: Uint8Array,
  verified = openBytes(account, headers, body),
): Promise<Verified<OpenedWebhook>> {
  return decodeVerified(await verified, async ({ value }) => {
    const envelope = inShape(envelopeShape, readJson(value))
    const plaintext = await openResource(account, envelope.resource)
    return markVerified({ envelope, resource: readJson(plaintext) }, 'signature')
  })
}

type Fail = (code: ErrorCode, problem: string, next?: string, cause?: unknown) => ShroffError

/** What the headers say, once they are whole, recent and not a probe. Nothing in it is proven yet. */
function readHeaders(
  { clock }: WechatpayReceivingAccount,
  schemes: readonly Scheme[],
  headers: Record<string, string>,
  body: Uint8Array,
  fail: Fail,
) {
  const read = (name: string, grammar: RegExp) => {
    const value = headers[name]
    if (!value) throw fail('SIGNATURE_MISSING', ...unsigned(headers, body))
    if (!grammar.test(value)) throw fail('SIGNATURE_MISSING', ...malformed(name, value))
    return value
  }
  const timestamp = read(header.timestamp, /^[1-9]\d{0,11}$/)
  const nonce = read(header.nonce, /^[\x21-\x2b\x2d-\x7e]{1,128}$/)
  const serial = read(header.serial, /^[0-9A-Za-z_]{1,64}$/)
  // Decoded first: what is Base64 has this grammar too, and the pattern over so long a text costs more than decoding it.
  const claimed = headers[header.signature] ?? ''
  const bytes = claimed.length <= 2048 ? fromBase64(claimed) : undefined
  const signature = bytes?.length ? claimed : read(header.signature, /^[\x21-\x2b\x2d-\x7e]{1,2048}$/)
  const type = headers[header.signatureType]
  if (type !== undefined && !schemes.some(({ name }) => name === type)) {
    throw fail(
      'SIGNATURE_INVALID',
      `The message claims the signature type ${plain(type, 40)}; this account is configured for ${kindsOf(schemes)}.`,
      type.includes('SM2') ? smAdvice : undefined,
    )
  }

  const outside = outsideWindow(clock, Number(timestamp) * 1000)
  if (outside) throw fail('TIMESTAMP_OUT_OF_WINDOW', outside, windowAdvice)
  if (signature.startsWith(probePrefix)) {
    throw fail(
      'SIGNATURE_PROBE',
      'WeChat Pay sent a deliberately wrong signature (签名探测流量) to see whether it is refused.',
      'Nothing is wrong: a webhook is answered with acknowledge(account, "again"), an answer is asked for again.',
    )
  }
  return { timestamp, nonce, serial, bytes, type }
}

const kindsOf = (schemes: readonly Scheme[]) => schemes.map(({ algorithm }) => algorithm.name.slice(0, 3)).join(' and ')

const smAdvice = 'If the merchant has changed over to 国密, the account needs `sm` of shroff/sm, and the SM2 keys.'

/**
 * The signature check that answers and notifications share: headers, clock, key by serial, then the bytes as received.
 *
 * @throws `BODY_INVALID`, `SIGNATURE_MISSING`, `SIGNATURE_PROBE`, `TIMESTAMP_OUT_OF_WINDOW`, `KEY_UNKNOWN`, `SIGNATURE_INVALID`.
 */
export async function openBytes(
  account: WechatpayReceivingAccount,
  headers: Record<string, string>,
  body: Uint8Array,
  find = wechatpaySecrets(account).keyring.find,
): Promise<Verified<string>> {
  const fail: Fail = (code, problem, next, cause) => {
    // Anybody may have written it, and it goes into logs.
    const requestId = traceId(headers[header.requestId])
    const error = new ShroffError(code, { problem, next, requestId, authentic: false, cause })
    const { [header.timestamp]: timestamp, [header.nonce]: nonce, [header.serial]: serial } = headers
    return keepEvidence(error, account, 'v3', { timestamp, nonce, serial, signature: headers[header.signature], body })
  }

  if (body.length > maximumBodyBytes) throw fail('BODY_INVALID', `The body is over ${maximumBodyBytes} bytes.`)
  const { schemes } = wechatpaySecrets(account)
  const { timestamp, nonce, serial, bytes, type } = readHeaders(account, schemes, headers, body, fail)

  const unknown = (also: string, cause?: unknown) => {
    const [problem, next] = unknownKey(account, serial)
    return fail('KEY_UNKNOWN', `${problem}${also}.`, next, cause)
  }
  let key: PublicKey | undefined
  try {
    key = await find(serial)
  } catch (error) {
    if (isShroffError(error, 'CONFIG_INVALID')) throw error
    // What failed is the way to the key: that call's own outcome must not speak for this message's money.
    throw unknown('; asking for newer ones failed', error)
  }
  if (!key) throw unknown('')
  let text: string
  try {
    text = fromUtf8(body)
  } catch {
    throw fail('BODY_INVALID', 'The body is not UTF-8.', 'Hand over the raw bytes as they came.')
  }
  // The key decides; what the message says of itself must agree.
  const { name: own, algorithm } = schemes.find((scheme) => scheme.algorithm.name === key.algorithm)!
  if (type !== undefined && type !== own)
    throw fail(
      'SIGNATURE_INVALID',
      `The message claims the signature type ${type}, but the key ${serial} is of ${own}.`,
    )
  // The very bytes that came: to encode the text again would cost more than all checks before.
  if (!bytes || !(await verify(algorithm, key, bytes, ...replyMessage(timestamp, nonce, body)))) {
    throw fail('SIGNATURE_INVALID', ...mistake(headers, body, serial))
  }
  return markVerified(text, 'signature')
}

/** Decrypts a resource by what the account is configured for; its tag is always checked. */
export async function openResource(
  account: WechatpayReceivingAccount,
  resource: FromShape<typeof envelopeShape>['resource'],
): Promise<string> {
  const { nonce, ciphertext: base64, associated_data = '' } = resource
  const failed = (problem: string, next?: string) =>
    keepEvidence(new ShroffError('DECRYPTION_FAILED', { problem, next }), account, 'resource', {
      nonce,
      associated_data: associated_data ?? '',
      ciphertext: base64,
    })
  const { schemes, apiV3Keys } = wechatpaySecrets(account)
  const scheme = schemes.find(({ aead }) => aead === resource.algorithm)
  if (!scheme) {
    const wanted = schemes.map(({ aead }) => aead).join(' or ')
    throw failed(
      `The resource is encrypted by ${resource.algorithm.slice(0, 40)}, not ${wanted}.`,
      resource.algorithm.includes('SM4') ? smAdvice : undefined,
    )
  }
  const ciphertext = fromBase64(base64)
  if (!ciphertext) throw failed('The ciphertext is not Base64.')
  // During a change either of two keys; only the one that it was made for fits the tag.
  for (const key of apiV3Keys) {
    try {
      return fromUtf8(await scheme.decrypt(key, nonce, associated_data ?? '', ciphertext))
    } catch {}
  }
  throw failed(...wrongSecret)
}

function readJson(text: string): unknown {
  try {
    return parseJson(text)
  } catch (error) {
    throw new ShroffError('BODY_INVALID', { problem: `The body is not as expected: ${(error as Error).message}.` })
  }
}
