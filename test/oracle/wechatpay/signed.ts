import {
  type Headers,
  type Key,
  type Report,
  replyMessage,
  scheme,
  schemeOf,
  signatureOf,
  verifies,
} from './primitives.js'

/** The platform's keys by the value of `Wechatpay-Serial`, and the moment of judgement in milliseconds. */
export type PlatformFacts = { keys: Record<string, Key>; now: number }

const signatureHeaders = ['timestamp', 'nonce', 'signature', 'serial', 'signature-type'].map(
  (name) => `wechatpay-${name}`,
)

/** §3: reports everything wrong with the signature headers of a 2xx answer or a notification. Header names in lower case. */
export function examineSigned(headers: Headers, body: Uint8Array, facts: PlatformFacts, report: Report): void {
  for (const name of [...signatureHeaders, 'request-id']) if (!headers[name]) report(`${name} is missing (§3)`)
  const timestamp = headers['wechatpay-timestamp'] ?? ''
  const serial = headers['wechatpay-serial'] ?? ''
  const type = headers['wechatpay-signature-type']
  const key = Object.hasOwn(facts.keys, serial) ? facts.keys[serial] : undefined
  if (type && type !== schemeOf(key)) report(`wechatpay-signature-type is ${type} (§3)`)
  if (!/^[1-9]\d*$/.test(timestamp)) report('wechatpay-timestamp is not Unix seconds (§3)')
  // At 300 s exactly the strictest official client refuses already.
  else if (Math.abs(facts.now / 1000 - Number(timestamp)) >= 300)
    report('wechatpay-timestamp is 300 s off or more (§3)')
  if (!/^(PUB_KEY_ID_\d+|[0-9A-F]+)$/.test(serial))
    report(`wechatpay-serial ${serial} is no key ID and no hex serial (§4)`)
  const message = replyMessage(timestamp, headers['wechatpay-nonce'] ?? '', body)
  if (!key) report(`wechatpay-serial ${serial} names no known key (§3)`)
  else if (!verifies(message, headers['wechatpay-signature'] ?? '', key)) {
    report('wechatpay-signature does not verify (§3)')
  }
}

/** §3: no 4xx or 5xx and no download is signed. */
export function examineUnsigned(headers: Headers, report: Report): void {
  for (const name of signatureHeaders)
    if (headers[name] !== undefined) report(`${name} on an answer that is never signed (§3)`)
}

export type PlatformSeal = { privateKey: Key; serial: string; now: number; nonce: string; requestId?: string }

/** §3: the headers that the platform adds to what it signs. */
export function signedHeaders(body: Uint8Array, seal: PlatformSeal): Headers {
  const timestamp = String(Math.floor(seal.now / 1000))
  return {
    'wechatpay-timestamp': timestamp,
    'wechatpay-nonce': seal.nonce,
    'wechatpay-signature': signatureOf(replyMessage(timestamp, seal.nonce, body), seal.privateKey),
    'wechatpay-serial': seal.serial,
    'wechatpay-signature-type': scheme,
    'request-id': seal.requestId ?? '08F78BB5AF0610D302189F99DD5C20BA56F89845-0',
  }
}
