import { all, anything, type Check, oneOf, open, relation, text } from '../wechatpay/checks.js'
import { judge, lowerCaseHeaders, type Report } from '../wechatpay/primitives.js'
import { jsonText, knownNumber, sum } from './fields.js'
import type { Notice, NoticeFacts } from './notice.js'
import { canonicalText, type Fields, verifies } from './primitives.js'

// Messages named by `msg_method` (alipay-families §11).

const envelope = open({
  notify_id: text(50),
  utc_timestamp: text(13, /^\d{13}$/),
  msg_method: text(100, /^[a-z.]+$/),
  app_id: text(20),
  version: oneOf('1.1', '1.0'),
  biz_content: jsonText,
  charset: text(10),
  sign_type: oneOf('RSA2'),
  'msg_type?': oneOf('sys', 'usr', 'app'),
  'encrypt_type?': oneOf('AES'),
})

/** By topic; of the others the members are unconfirmed. */
const topics: Record<string, Check> = {
  'alipay.trade.refund.depositback.completed': all(
    open({
      trade_no: text(64),
      out_trade_no: knownNumber,
      out_request_no: text(64),
      dback_status: oneOf('S', 'F'),
      'dback_amount?': sum,
      'est_bank_receipt_time?': text(32),
    }),
    relation('dback_amount comes with S only', (value) => value.dback_status === 'S' || !('dback_amount' in value)),
  ),
  'alipay.fund.trans.order.changed': open({ out_biz_no: text(64), status: text(32), 'order_id?': anything }),
}

/** By name, never by trying: an unknown one is signed without `sign_type`. */
const keepsSignType = (name: string | undefined) => /^alipay\.open\.(servicemarket|public)\./.test(name ?? '')

/** Decoded by the charset that the message names, verified over the bytes that it came in. */
export const judgeMessage = (incoming: Notice, facts: NoticeFacts): Fields =>
  judge('message', (report) => {
    const headers = lowerCaseHeaders(incoming.headers, report)
    if (!/^application\/x-www-form-urlencoded\s*;\s*charset=/i.test(headers['content-type'] ?? ''))
      report(`content-type is ${headers['content-type']} (§11)`)
    const raw = bytesOf(Buffer.from(incoming.body).toString('latin1'))
    const decoder = new TextDecoder(raw.charset ?? 'utf-8', { fatal: true })
    const fields = Object.fromEntries(
      Object.entries(raw).map(([name, value]) => [name, decoder.decode(Buffer.from(value, 'latin1'))]),
    )
    envelope(fields, '', report)
    examineContent(fields, report)
    if (fields.app_id !== facts.appId) report('app_id is not the receiver’s (§11)')
    const dropped = keepsSignType(fields.msg_method) ? ['sign'] : ['sign', 'sign_type']
    const signed = Buffer.from(canonicalText(raw, ...dropped), 'latin1')
    if (!verifies(signed, fields.sign ?? '', facts.publicKey)) report('sign does not verify (§11)')
    return fields
  })

function examineContent({ msg_method: name = '', biz_content: content = '' }: Fields, report: Report): void {
  const check = Object.hasOwn(topics, name) ? topics[name] : undefined
  if (check) check(JSON.parse(content), '/biz_content', report)
}

/** The form with one character for each byte. */
const bytesOf = (form: string): Fields =>
  Object.fromEntries(
    form.split('&').map((pair) => {
      const [name = '', value = ''] = pair
        .split('=')
        .map((part) => part.replaceAll('+', ' ').replace(/%(..)/g, (_, hex) => String.fromCharCode(Number(`0x${hex}`))))
      return [name, value]
    }),
  )
