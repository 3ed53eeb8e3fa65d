import type { WireRequest } from '../../core/transport.js'
import { utf8 } from '../../crypto/bytes.js'
import type { Forgery, NewNotice, Notice } from '../../mock/provider.js'
import type { Fields } from '../canonical.js'
import { noNotice } from '../wire.js'
import { ofOrder, ofRefund, type Transaction } from './orders.js'
import { memoryOf, newQueryId, type Platform, refundMemoryOf } from './platform.js'
import { type False, signFields } from './sign.js'
import { echo, facts } from './told.js'

const common = ['tampered-body', 'wrong-key', 'unsigned', 'replayed', 'foreign-merchant'] as const

/** One that brings no certificate has nothing else that could be false. */
export const forgeriesOf = (signMethod: '01' | '11' | '12'): readonly Forgery[] =>
  signMethod !== '01'
    ? common
    : [...common, 'expired-certificate', 'foreign-certificate', 'self-issued-certificate', 'false-authority']

/** After 1, 2, 4 and 5 minutes; that the waits are 0, 1, 2 and 4 is documented elsewhere: unconfirmed which. */
export const schedule = [60_000, 120_000, 240_000, 300_000]

const addressOf = (notice: NewNotice): string | undefined => {
  if (notice.type === 'other') return notice.url
  return (notice.type === 'refund' ? refundMemoryOf(notice.refund) : memoryOf(notice.order)).asked.backUrl
}

/** Success alone is told, and only where an address was given that is one. */
export const isTold = (notice: NewNotice): boolean =>
  ![undefined, noNotice].includes(addressOf(notice)) && (notice.type !== 'refund' || notice.status === 'succeeded')

/** What is told of a transaction, as if it were done. */
export async function noticeFields(platform: Platform, transaction: Transaction): Promise<Fields> {
  const done = {
    ...transaction,
    code: '00',
    at: transaction.at ?? platform.clock.now(),
    queryId: transaction.queryId ?? newQueryId(platform),
  }
  return { ...echo(done.asked), ...(await facts(platform, done)), respCode: '00', respMsg: 'success' }
}

async function fieldsOf(platform: Platform, notice: Notice): Promise<Fields> {
  if (notice.type === 'payment.paid') return noticeFields(platform, ofOrder(platform, notice.order))
  if (notice.type === 'refund') return noticeFields(platform, ofRefund(notice.refund))
  const { merchantId } = platform.identity
  const about = { encoding: 'UTF-8', merId: merchantId, txnType: notice.eventType, respCode: '00', respMsg: 'success' }
  return { ...about, ...(notice.resource as Fields) }
}

/** A notification, which is a real form, or a false one of the kind asked for. */
export async function sealWebhook(platform: Platform, notice: Notice, forgery?: Forgery): Promise<WireRequest> {
  const fields = await fieldsOf(platform, notice)
  const merId = forgery === 'foreign-merchant' ? '777290058110099' : fields.merId!
  const signed = await signFields(platform, { ...fields, merId }, await falseOf(platform, forgery))
  const body = new URLSearchParams(signed).toString()
  return {
    method: 'POST',
    url: addressOf(notice) ?? 'https://shop.example/notify',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded;charset=utf-8' },
    body: utf8(forgery === 'tampered-body' ? body.replace(/txnAmt=(\d)/, (_, digit) => `txnAmt=${9 - digit}`) : body),
  }
}

async function falseOf({ identity }: Platform, forgery: Forgery | undefined): Promise<False | undefined> {
  if (forgery === 'unsigned') return 'unsigned'
  if (forgery === 'wrong-key') return { key: 'stranger' }
  const isCertificate = forgery === 'false-authority' || forgery?.endsWith('-certificate')
  return isCertificate ? { leaf: await identity.falseLeaf(forgery!) } : undefined
}
