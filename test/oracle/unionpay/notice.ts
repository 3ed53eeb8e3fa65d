import { formFields } from '../alipay/primitives.js'
import { open } from '../wechatpay/checks.js'
import { type Headers, judge, lowerCaseHeaders } from '../wechatpay/primitives.js'
import { received } from './fields.js'
import type { Fields } from './primitives.js'
import { examineSignature, type PlatformFacts, type Seal, sealFields } from './signed.js'
import { isIn, namesIn } from './transactions.js'

export type Notice = { headers: Headers; body: Uint8Array }

const always =
  'encoding txnType txnSubType bizType accessType merId orderId txnTime txnAmt currencyCode respCode respMsg queryId ' +
  'traceNo traceTime settleAmt settleCurrencyCode settleDate'

/** §10: what comes to `backUrl`, and by the payer's browser to `frontUrl`. The query of the address has no part in it. */
export const judgeNotice = (incoming: Notice, facts: PlatformFacts & { merId: string }): Fields =>
  judge('notice', (report) => {
    const type = lowerCaseHeaders(incoming.headers, report)['content-type']
    if (!/^application\/x-www-form-urlencoded(\s*;\s*charset=utf-8)?$/i.test(type ?? ''))
      report(`content-type is ${type} (§3)`)
    const fields = formFields(Buffer.from(incoming.body).toString(), report)
    open(received)(fields, '', report)
    for (const name of namesIn(always)) if (!(name in fields)) report(`${name} is missing (§10)`)
    for (const name of Object.keys(fields))
      if (/^origResp/.test(name)) report(`${name} is of the answer to a query (§10)`)
    if (!isIn('00 A6', fields.respCode)) report(`respCode is ${fields.respCode}: failures are not told (§10)`)
    if (fields.respMsg !== 'success') report(`respMsg is ${fields.respMsg} (§10)`)
    if (!isIn('01 02 03 04 31 32 33', fields.txnType)) report(`txnType ${fields.txnType} is not told (§10)`)
    if (isIn('04 31 32 33', fields.txnType) && !fields.origQryId) report('origQryId is missing (§10)')
    if (fields.merId !== facts.merId) report('merId is not the receiver’s (§10)')
    examineSignature(fields, facts, report)
    return fields
  })

/** A notice as UnionPay posts it: a form, whose space is `+` (§3). */
export function sealNotice(seal: Seal & { url?: string }) {
  const body = new URLSearchParams(sealFields(seal)).toString()
  return {
    url: seal.url ?? 'https://shop.example/notify',
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' },
    body: new Uint8Array(Buffer.from(body)),
  }
}
