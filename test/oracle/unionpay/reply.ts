import { open } from '../wechatpay/checks.js'
import { judge, type OracleReply, type OracleRequest, type Report } from '../wechatpay/primitives.js'
import { answerMessage, received } from './fields.js'
import { answerFields, type Fields } from './primitives.js'
import { judgeRequest, type MerchantFacts } from './request.js'
import { examineSignature, type PlatformFacts, type Seal, sealFields } from './signed.js'
import { isIn, namesIn, transactionOf } from './transactions.js'

/** One call, both sides. */
export function judgeUnionpay(request: OracleRequest, reply: OracleReply, facts: MerchantFacts & PlatformFacts): void {
  judgeReply(reply, { url: request.url, fields: judgeRequest(request, facts) }, facts)
}

/** §3, §8: the answer to a request of these fields. */
export const judgeReply = (
  reply: OracleReply,
  request: { url: string; fields: Fields },
  facts: PlatformFacts & { knownTransaction?: false },
): Fields =>
  judge('answer', (report) => {
    if (reply.status !== 200) report(`HTTP ${reply.status} instead of 200 (§3)`)
    const fields = answerFields(new TextDecoder('utf-8', { fatal: true }).decode(reply.body), report)
    open({ ...received, 'respMsg?': answerMessage })(fields, '', report)
    for (const name of ['respCode', 'respMsg']) if (!(name in fields)) report(`${name} is missing (§8)`)
    // Whether a refused signature or an unknown merchant is answered under one is unconfirmed (§3).
    if (fields.signature !== undefined || !isIn('11 31', fields.respCode)) examineSignature(fields, facts, report)
    examineEcho(fields, request.fields, report)
    if (fields.respCode === '00' && facts.knownTransaction !== false) {
      if (!fields.respMsg?.startsWith('成功[')) report('respMsg (§8)')
      const gives = transactionOf(request.url, request.fields)?.gives
      for (const name of namesIn(gives)) if (!(name in fields)) report(`${name} is missing (§7)`)
      if (request.fields.txnType === '00') examineQuery(fields, report)
    }
    return fields
  })

const identity = 'version encoding signMethod txnType txnSubType bizType accessType merId orderId txnTime'

/** §8; captured refusals lack `txnAmt` (§3), so a refusal may lack what it likes, but answers nothing else. */
function examineEcho(fields: Fields, asked: Fields, report: Report): void {
  const isQuery = asked.txnType === '00'
  for (const name of namesIn(`${identity} origQryId ${isQuery ? '' : 'txnAmt reqReserved'}`)) {
    // The published answer to a query tells the types of the order that it found.
    if (isQuery && isIn('txnType txnSubType', name)) continue
    if (!(name in asked) || (fields.respCode !== '00' && !(name in fields))) continue
    if (fields[name] !== asked[name]) report(`${name} is ${fields[name]} instead of ${asked[name]} (§8)`)
  }
}

const settled = 'queryId traceNo traceTime settleAmt settleCurrencyCode settleDate currencyCode txnAmt'

function examineQuery(fields: Fields, report: Report): void {
  if (fields.txnType === '00') report('txnType is the query’s, not the order’s (§8)')
  for (const name of ['orderId', 'txnTime']) if (!(name in fields)) report(`${name} is missing (§8)`)
  if (!isIn('00 A6', fields.origRespCode)) return
  for (const name of namesIn(settled)) if (!(name in fields)) report(`${name} is missing (§8)`)
}

/** An answer as UnionPay writes it: not percent-encoded (§3). */
export function sealReply(seal: Seal): OracleReply {
  const text = Object.entries(sealFields(seal)).map(([name, value]) => `${name}=${value}`)
  const headers = { 'content-type': 'text/html;charset=utf-8' }
  return { status: 200, headers, body: new Uint8Array(Buffer.from(text.join('&'))) }
}
