import { createPublicKey } from 'node:crypto'
import { beijing, formFields } from '../alipay/primitives.js'
import { open } from '../wechatpay/checks.js'
import { judge, lowerCaseHeaders, type OracleRequest, type Report } from '../wechatpay/primitives.js'
import { certificateId } from './certificates.js'
import { beijingTime, sent } from './fields.js'
import { examineHtml } from './html.js'
import { type Fields, keyedSignature, verifies } from './primitives.js'
import { isIn, namesIn, type Transaction, transactionOf, typesOf } from './transactions.js'

/** What UnionPay knows of the merchant: a certificate for signMethod 01, `secureKey` for 11 and 12. `now` in milliseconds. */
export type MerchantFacts = {
  merId: string
  now: number
  certificate?: string
  secureKey?: string
  /** False where the transaction or its fields are the test's own: what all messages have in common is judged. */
  knownTransaction?: false
}

const isFront = (url: string) => new URL(url).pathname.endsWith('/frontTransReq.do')

/** §3: what a merchant's server sends. Gives its fields. */
export const judgeRequest = (request: OracleRequest, facts: MerchantFacts): Fields =>
  judge('request', (report) => {
    if (request.method !== 'POST') report(`method ${request.method} instead of POST (§3)`)
    const type = lowerCaseHeaders(request.headers, report)['content-type']
    if (!/^application\/x-www-form-urlencoded\s*;\s*charset=utf-8$/i.test(type ?? ''))
      report(`content-type is ${type} (§3)`)
    if (isFront(request.url)) report('a front transaction is for the browser to send (§2)')
    return examine(request.url, formFields(Buffer.from(request.body ?? []).toString(), report), facts, report)
  })

/** §3: the form that the payer's browser sends: its fields, and where it is given the page that holds them. */
export const judgePage = (page: { url: string; fields: Fields; html?: string }, facts: MerchantFacts): Fields =>
  judge('page', (report) => {
    if (!isFront(page.url)) report('no front transaction (§2)')
    if (page.html !== undefined) examineHtml(page.html, page, report)
    return examine(page.url, page.fields, facts, report)
  })

function examine(url: string, fields: Fields, facts: MerchantFacts, report: Report): Fields {
  if (new URL(url).search) report('the address has a query')
  open(sent)(fields, '', report)
  for (const [name, value] of Object.entries(fields)) if (value === '') report(`${name} is blank (§3)`)
  if (fields.merId !== facts.merId) report('merId is not the merchant’s')
  examineSignature(fields, facts, report)
  if (facts.knownTransaction === false) return fields
  const transaction = transactionOf(url, fields)
  if (transaction) examineTransaction(transaction, fields, facts, report)
  else report(`${typesOf(fields)} with bizType ${fields.bizType} at ${url} is not in §7`)
  return fields
}

function examineSignature(fields: Fields, { certificate, secureKey }: MerchantFacts, report: Report): void {
  const { signMethod, certId, signature = '' } = fields
  if (signMethod === '01' && certificate !== undefined) {
    if (certId !== certificateId(certificate)) report(`certId ${certId} is not the certificate’s serial (§4)`)
    if (!verifies(fields, signature, createPublicKey(certificate))) report('signature does not verify (§4)')
  } else if ((signMethod === '11' || signMethod === '12') && secureKey !== undefined) {
    if (certId !== undefined) report('certId goes with signMethod 01 (§4)')
    if (signature !== keyedSignature(fields, secureKey)) report('signature does not verify (§4)')
  } else report(`signMethod ${signMethod} is not the merchant’s (§4)`)
}

const envelope = 'version encoding signMethod signature txnType txnSubType bizType accessType merId'
const anyMay = 'certId orderDesc reqReserved riskRateInfo reserved'
/** §6: whom the merchant works for, by accessType. */
const parties: Record<string, string> = {
  1: 'acqInsCode merCatCode merName merAbbr',
  2: 'subMerId subMerName subMerAbbr',
}

function examineTransaction(transaction: Transaction, fields: Fields, { now }: MerchantFacts, report: Report): void {
  const { channels, needs, either = [''], may } = transaction
  if (channels === '' ? 'channelType' in fields : !isIn(channels, fields.channelType))
    report(`channelType ${fields.channelType} (§7)`)
  const party = parties[fields.accessType ?? ''] ?? ''
  for (const name of namesIn(`${envelope} ${party} ${needs}`))
    if (!(name in fields)) report(`${name} is missing (§6, §7)`)
  const sets = either.map(namesIn)
  const [chosen] = sets.filter((set) => set.every((name) => name in fields))
  if (!chosen) report(`neither ${either.join(' nor ')} (§6, §7)`)
  const known = namesIn(`${envelope} ${party} ${needs} ${may} ${anyMay} channelType`).concat(chosen ?? sets.flat())
  // One that is not in the specification is answered by a page of HTML.
  for (const name of Object.keys(fields)) if (!known.includes(name)) report(`${name} is not documented here (§3, §7)`)
  if (isIn('01 02', fields.txnType) && 'txnAmt' in fields !== 'currencyCode' in fields)
    report('txnAmt and currencyCode go together (§7)')
  if (fields.txnAmt === '0' && fields.txnType !== '03') report('txnAmt is 0 (§7)')
  examineTimes(fields, now, report)
}

function examineTimes({ txnType, txnTime, payTimeout }: Fields, now: number, report: Report): void {
  // A query and a reversal name the time of what they are about (§7). How near a new one must be is not said; half the way
  // to Greenwich tells another zone's clock.
  if (!isIn('00 99', txnType) && !(Math.abs(beijingTime(txnTime) - now) <= 4 * 3_600_000))
    report(`txnTime ${txnTime} is not now, ${beijing(now)} in Beijing (§6)`)
  if (payTimeout !== undefined && !(beijingTime(payTimeout) > beijingTime(txnTime))) report('payTimeout is over (§6)')
}
