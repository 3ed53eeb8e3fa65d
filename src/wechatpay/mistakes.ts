import { plain } from '../core/errors.js'
import { type WechatpayReceivingAccount, wechatpaySecrets } from './account.js'
import { header, publicKeyIdPrefix } from './wire.js'

type Headers = Readonly<Record<string, string>>
type Words = readonly [problem: string, next: string]

const bytes = 'Hand over the bytes of the body as they came: docs/webhooks.md shows how in each framework.'
const shared =
  'If several merchants share this address, it may be another merchant’s: give each merchant an address of its own (notifyUrl).'

const needed = [header.timestamp, header.nonce, header.signature, header.serial]

/** Why headers of the signature are missing: all of them named at once. */
export function unsigned(headers: Headers, body: Uint8Array): Words {
  const missing = needed.filter((name) => !headers[name])
  const start = beginning(body)
  if (/^\s*<xml/.test(start)) {
    const refund = start.includes('req_info')
    return [
      `The message is XML of APIv2${refund ? ' about a refund' : ''}, which nothing signs: ${refund ? 'a refund made in the merchant console is told so.' : 'an order placed over APIv2, or an address set in the console for it.'}`,
      refund
        ? 'Ask with getRefund what became of it, then answer with acknowledge(account, "received").'
        : 'Ask with getPayment what became of it. Orders placed by this library are told over APIv3.',
    ]
  }
  if (start.trim() === '' && missing.length === needed.length) {
    return [
      'The message is empty and has no signature: it is not WeChat Pay’s.',
      'Nothing; a probe of your own monitoring looks so.',
    ]
  }
  return [
    `The ${missing.length > 1 ? 'headers' : 'header'} ${missing.join(', ')} ${missing.length > 1 ? 'are' : 'is'} missing.`,
    missing.length === needed.length
      ? 'It is not WeChat Pay’s message, unless a proxy in between drops Wechatpay-* headers: let it pass them.'
      : 'A proxy in between drops it: let it pass all Wechatpay-* headers.',
  ]
}

/** What is odd about a header that is there. */
export function malformed(name: string, value: string): Words {
  if (name === header.timestamp && /^\d{13}$/.test(value))
    return ['The header wechatpay-timestamp is in milliseconds; WeChat Pay sends seconds.', bytes]
  if (name === header.signature && /\s/.test(value))
    return [
      'The signature has a blank where it had a +: the header was decoded as if it were part of an address.',
      'Take the header as it came.',
    ]
  return [`The header ${name} is malformed or repeated.`, 'Take the headers as they came, each once.']
}

/** Whose key an unknown serial may be. */
export function unknownKey(account: WechatpayReceivingAccount, serial: string): Words {
  const known = wechatpaySecrets(account).keyring.serials()
  const problem = `No platform key has the serial ${serial}; configured: ${known.join(', ') || 'none'}`
  const kind = serial.startsWith(publicKeyIdPrefix) ? 'WeChat Pay public key' : 'platform certificate'
  const next = `${shared} Else it is a ${kind} that the account does not have yet: add it to platformKeys beside the others.`
  return [problem, next]
}

/** Why a resource cannot be decrypted whose message verified. */
export const wrongSecret: Words = [
  'The resource cannot be decrypted with this account’s APIv3 key, though the message is WeChat Pay’s.',
  `${shared} Else compare apiV3Key with the merchant console; during a change give both, apiV3Key: [current, previous].`,
]

/** What of a body that does not verify can be seen in it; the first that fits is told. */
const bodies: readonly (readonly [pattern: RegExp, ...Words])[] = [
  [/^\s*$/, 'The body is empty: something read it before.', bytes],
  [
    /^\s*</,
    'The body is HTML or XML: it is a page of a proxy’s, or not WeChat Pay’s.',
    'Look at what answers or forwards on the way.',
  ],
  [/^"/, 'The body is a JSON text within a JSON text: it was written as JSON twice.', bytes],
  [/^\{"type":"Buffer"/, 'The body is a Buffer that was written as JSON.', bytes],
  [/^\[object/, 'The body is an object that was made a text ([object Object]).', bytes],
  [
    /^[A-Za-z0-9+/\s]{40,}(={1,2}\s*)?$/,
    'The body looks like base64.',
    "Where a platform encodes bodies, pass { headers, body, encoding: 'base64' }.",
  ],
  [/^[\w.%+-]+=/, 'The body is a form, not the JSON that WeChat Pay sends.', bytes],
  [/^\ufeff/, 'The body begins with a byte order mark that WeChat Pay does not send.', bytes],
  [
    /\\u[0-9a-f]{4}/i,
    'The body has letters as \\u…, which WeChat Pay sends as they are: it was parsed and written again.',
    bytes,
  ],
  [
    /&(quot|amp|lt|gt|#\d+);/,
    'The body is escaped for HTML: a filter against scripts has changed it.',
    'Take the body before that filter.',
  ],
]

/** Why a signature does not fit, as far as one look at headers and the beginning of the body tells. */
export function mistake(headers: Headers, body: Uint8Array, serial: string): Words {
  const problem = `The signature does not fit the ${body.length} bytes of the body under the key ${serial}.`
  const sent = headers['content-length']
  if (sent !== undefined && Number(sent) !== body.length && /^\d{1,9}$/.test(sent)) {
    return [`${problem} It was sent with ${sent} bytes: it was written again on the way, or cut.`, bytes]
  }
  const start = beginning(body)
  const found = bodies.find(([pattern]) => pattern.test(start))
  if (found) return [`${problem} ${found[1]}`, found[2]]
  const signature = headers[header.signature] ?? ''
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(signature)) {
    return [
      `${problem} The signature is not base64: it begins with ${plain(signature, 12)}.`,
      'Take the header as it came.',
    ]
  }
  return [
    `${problem} Nothing in the body shows that it was rewritten, so a value was changed, or the key under this serial is not WeChat Pay’s.`,
    `\`await ready(account)\` tells of a merchant’s key in its place. If the keys are right, ${bytes[0]!.toLowerCase()}${bytes.slice(1)}`,
  ]
}

// Enough to tell by, so that refusing a large body costs no more than taking it.
const beginning = (body: Uint8Array): string =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(body.subarray(0, 4096))
