import { all, type Check, oneOf, open, relation, text } from '../wechatpay/checks.js'
import { judge, lowerCaseHeaders, type Report } from '../wechatpay/primitives.js'
import { knownNumber, requestNumber, shownTime, sum, tradeNumber, wallTime } from './fields.js'
import {
  canonicalText,
  type Fields,
  formFields,
  type Headers,
  type Key,
  type SignType,
  signatureOf,
  verifies,
} from './primitives.js'

export type Notice = { headers: Headers; body: Uint8Array }
export type NoticeFacts = { publicKey: Key; appId: string; sellerId?: string }

const notice = all(
  open({
    notify_time: wallTime,
    notify_type: oneOf('trade_status_sync'),
    notify_id: text(128),
    charset: oneOf('utf-8'),
    version: oneOf('1.0'),
    app_id: text(32),
    trade_no: tradeNumber,
    out_trade_no: knownNumber,
    'out_biz_no?': requestNumber,
    trade_status: oneOf('WAIT_BUYER_PAY', 'TRADE_SUCCESS', 'TRADE_FINISHED', 'TRADE_CLOSED'),
    total_amount: sum,
    subject: text(256),
    'passback_params?': text(512),
    gmt_create: wallTime,
    'gmt_payment?': wallTime,
    'gmt_close?': wallTime,
    'gmt_refund?': shownTime,
    'refund_fee?': sum,
    'send_back_fee?': sum,
    'receipt_amount?': sum,
    'seller_id?': text(30),
    'buyer_id?': text(16),
    'buyer_open_id?': text(128),
    // Camel case inside, unlike the same list in the answer to a query.
    'fund_bill_list?': (value, at, report) => {
      if (!/^\[(\{("(amount|fundChannel)":"[^"]+",?){2}\},?)+\]$/.test(String(value)))
        report(`${at} is no list of camel-case members (§9.1)`)
    },
  }),
  relation(
    'gmt_payment is missing although it was paid (§9.1)',
    (value) => !/^TRADE_(SUCCESS|FINISHED)$/.test(String(value.trade_status)) || 'gmt_payment' in value,
  ),
  relation(
    'gmt_close is missing although TRADE_CLOSED (§9.1)',
    (value) => value.trade_status !== 'TRADE_CLOSED' || 'gmt_close' in value,
  ),
  relation(
    'a refund has its time and its number (§9.1)',
    (value) => !(Number(value.refund_fee) > 0) || ('gmt_refund' in value && 'out_biz_no' in value),
  ),
  relation(
    'out_biz_no is a refund’s (§9.1)',
    (value) => !('out_biz_no' in value) || 'gmt_refund' in value || Number(value.refund_fee) > 0,
  ),
)

/**
 * What a trade notification tells (§9.1). A payment is told only where nothing speaks of a refund, `0.00` apart; where
 * `refund_fee` is missing beside its number or its time, it is a refund, a split or another event; so is the end of a
 * payment that tells the sum of its refunds.
 */
export function meaningOf(fields: Fields): 'paid' | 'refunded' | 'closed' | 'waiting' | 'another event' {
  const { trade_status: status, refund_fee: fee, gmt_refund: time, out_biz_no: number } = fields
  if (status === 'WAIT_BUYER_PAY') return 'waiting'
  const isPositive = Number(fee ?? 0) > 0
  if (status === 'TRADE_CLOSED') return time || isPositive ? 'refunded' : 'closed'
  if (status === 'TRADE_SUCCESS' && isPositive) return 'refunded'
  return time || number || isPositive ? 'another event' : 'paid'
}

const shown = open({
  charset: oneOf('utf-8'),
  out_trade_no: knownNumber,
  method: oneOf('alipay.trade.page.pay.return', 'alipay.trade.wap.pay.return'),
  total_amount: sum,
  trade_no: tradeNumber,
  version: oneOf('1.0'),
  app_id: text(32),
  seller_id: text(30),
  timestamp: wallTime,
})

/** A merchant's view of a trade notification (§9.1). */
export const judgeNotification = (incoming: Notice, facts: NoticeFacts): Fields =>
  judge('notification', (report) => {
    const headers = lowerCaseHeaders(incoming.headers, report)
    if (!/^application\/x-www-form-urlencoded\s*;\s*charset=utf-8$/i.test(headers['content-type'] ?? ''))
      report(`content-type is ${headers['content-type']} (§9.1)`)
    return examineFields(formFields(Buffer.from(incoming.body).toString(), report), notice, facts, report)
  })

/** §9.3: where the browser lands after the payment. It never says that anything is paid. */
export const judgeReturn = (url: string, facts: NoticeFacts): Fields =>
  judge('return', (report) => {
    const fields = examineFields(formFields(new URL(url).search.slice(1), report), shown, facts, report)
    if ('trade_status' in fields) report('a return has no trade_status (§9.3)')
    return fields
  })

function examineFields(fields: Fields, check: Check, facts: NoticeFacts, report: Report): Fields {
  check(fields, '', report)
  if (fields.sign_type !== 'RSA2') report(`sign_type is ${fields.sign_type} (§9.1)`)
  if (fields.app_id !== facts.appId) report('app_id is not the merchant’s (§9.1)')
  if (facts.sellerId !== undefined && fields.seller_id !== facts.sellerId)
    report('seller_id is not the merchant’s (§9.1)')
  if (!verifies(canonicalText(fields, 'sign', 'sign_type'), fields.sign ?? '', facts.publicKey))
    report('sign does not verify (§9.1)')
  return fields
}

export type NoticeSeal = {
  privateKey: Key
  fields: Fields
  /** Null leaves the parameter out. */
  signType?: string | null
  /** The hash that is really used; that of RSA2 unless told otherwise. */
  hash?: SignType
  /** The notices of §9.1 that sign `sign_type` too. */
  keepsSignType?: boolean
  /** Bytes of a charset other than UTF-8. */
  encode?: (text: string) => Uint8Array
}

/** The signed fields of a notification or a return. */
export function sealFields({
  fields,
  signType = 'RSA2',
  keepsSignType,
  encode = Buffer.from,
  ...seal
}: NoticeSeal): Fields {
  const all = signType === null ? fields : { ...fields, sign_type: signType }
  const message = canonicalText(all, 'sign', ...(keepsSignType ? [] : ['sign_type']))
  return { ...all, sign: signatureOf(encode(message), seal.privateKey, seal.hash) }
}

/** A notification as Alipay posts it (§9.1). */
export function sealNotification(seal: NoticeSeal): Notice {
  const encode = seal.encode ?? Buffer.from
  const escaped = (value: string) =>
    [...encode(value)]
      .map((byte) =>
        /[0-9A-Za-z\-_.*]/.test(String.fromCharCode(byte))
          ? String.fromCharCode(byte)
          : byte === 32
            ? '+'
            : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`,
      )
      .join('')
  const pairs = Object.entries(sealFields(seal)).map(([name, value]) => `${escaped(name)}=${escaped(value)}`)
  const charset = seal.fields.charset ?? 'utf-8'
  const headers = { 'content-type': `application/x-www-form-urlencoded; charset=${charset}` }
  return { headers, body: new Uint8Array(Buffer.from(pairs.join('&'))) }
}
