import { plain } from '../core/errors.js'
import type { AlipayReceivingAccount } from './account.js'
import { isField } from './canonical.js'

type Fields = Readonly<Record<string, string>>
type Words = readonly [problem: string, next: string]

const raw = 'Hand over the bytes of the body as they came: docs/webhooks.md shows how in each framework.'

/** What a body is that is not a form, as far as its beginning tells. */
export function notAForm(form: Uint8Array | string): Words | undefined {
  const start = typeof form === 'string' ? form.slice(0, 40) : new TextDecoder().decode(form.subarray(0, 40))
  if (start.trim() === '')
    return ['The message is empty: no body was posted, or something read it before.', `Alipay never sends that. ${raw}`]
  if (/^\s*[{[]/.test(start))
    return ['The message is JSON, not the form that Alipay posts: it was parsed and written again.', raw]
  if (/^\s*</.test(start)) {
    return [
      'The message is HTML or XML, not the form that Alipay posts.',
      'It does not come from Alipay, or a proxy put its page in place of it.',
    ]
  }
  if (/^[\w%]+%3D/.test(start)) return ['The whole form is percent-encoded once more (%3D in place of =).', raw]
  if (/^[A-Za-z0-9+/]{24,}={0,2}$/.test(start)) {
    return [
      'The message looks like base64 of a form.',
      "Where a platform encodes bodies, pass { headers, body, encoding: 'base64' }.",
    ]
  }
  return undefined
}

/** Why a form has no `sign`. */
export const unsigned = (fields: Fields): Words => [
  `The message has no sign; it has ${list(Object.keys(fields))}.`,
  'It does not come from Alipay, or a filter on the way has dropped the field.',
]

type Mistake = (fields: Fields, account: AlipayReceivingAccount) => Words | undefined

/** What of a message that does not verify can be seen in it; the first that speaks is told. */
const mistakes: readonly Mistake[] = [
  ({ app_id }, { appId }) =>
    app_id === undefined || app_id === appId
      ? undefined
      : [
          `The message is for the application ${plain(app_id, 32)}; this account is ${appId}.`,
          'If several applications share this address, give each one of its own, or choose the account by app_id first.',
        ],
  ({ sign = '' }) =>
    /\s/.test(sign) ? ['The sign has a blank where it had a +: it was decoded once more on the way.', raw] : undefined,
  (fields) => {
    const name = Object.keys(fields).find(
      (one) => /%[0-9A-F]{2}/i.test(fields[one]!) && /^(sign|gmt_|notify_time|fund_bill)/.test(one),
    )
    return name === undefined
      ? undefined
      : [
          `The value of ${name} is still percent-encoded: the form was encoded twice, or written again from values that were never decoded.`,
          raw,
        ]
  },
  (fields) => {
    const name = Object.keys(fields).find((one) => /&(quot|amp|lt|gt|#\d+|#x[0-9a-f]+);/i.test(fields[one]!))
    const escaped = name && /&[#\w]+;/.exec(fields[name]!)?.[0]
    return name === undefined
      ? undefined
      : [
          `The value of ${name} is escaped for HTML (${escaped}): a filter against scripts has changed it.`,
          'Take the body before that filter.',
        ]
  },
  (fields) => {
    const own = Object.keys(fields).filter((name) => !isField(name))
    return own.length === 0
      ? undefined
      : [
          `The message has parameters that Alipay does not send: ${list(own)}. They were added on the way, and nobody signed them.`,
          'Take those of your own address or router away before receiving, or give Alipay an address without a query.',
        ]
  },
  ({ sign = '' }) =>
    /^[A-Za-z0-9+/]+={0,2}$/.test(sign) && sign.length >= 344
      ? undefined
      : [`The sign is not the base64 of an RSA-2048 signature (344 characters): it has ${sign.length}.`, raw],
]

/** Why a signature does not fit, as far as one look at the fields tells. */
export function mistake(account: AlipayReceivingAccount, fields: Fields): Words {
  const problem = 'The signature does not fit the message under Alipay’s key (验签失败).'
  for (const look of mistakes) {
    const words = look(fields, account)
    if (words) return [`${problem} ${words[0]}`, words[1]]
  }
  return [
    `${problem} Its fields are Alipay’s own and it is for this application, so a value was changed, or the key is another.`,
    'Compare Alipay’s key of the account with 支付宝公钥 in the console: it is neither the application’s own (应用公钥) nor the other environment’s. If it is right, hand over the bytes of the body as they came.',
  ]
}

const list = (names: readonly string[]) =>
  names.length === 0
    ? 'no field'
    : names
        .slice(0, 5)
        .map((name) => plain(name, 40))
        .join(', ')
