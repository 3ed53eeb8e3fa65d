import { acknowledge, receiveWebhook, type WechatpayEvent, wechatpay } from 'shroff/wechatpay'
import { expect, it } from 'vitest'
import { options, refund, transaction } from '../support/wechatpay.js'
import { encrypted, serve, signedHeaders } from './wechatpay-axios-plugin.js'

// Notifications that somebody else's code encrypts, signs and posts to a shop's real socket; `receiveWebhook` receives them.

const notice = (eventType: string, originalType: string, resource: object) =>
  JSON.stringify({
    id: 'EV-2018022511223320873',
    create_time: '2026-03-04T12:00:00+08:00',
    resource_type: 'encrypt-resource',
    event_type: eventType,
    summary: '支付成功',
    resource: { original_type: originalType, ...encrypted(JSON.stringify(resource), originalType) },
  })

/** A shop on a socket of its own: what it received, and what it refused by which code. */
async function openWechatpayShop() {
  const account = wechatpay(options)
  const events: WechatpayEvent[] = []
  const codes: string[] = []
  const url = await serve(async ({ headers, body }) => {
    try {
      events.push(await receiveWebhook(account, { headers, body: new TextEncoder().encode(body) }))
      return acknowledge(account, 'received')
    } catch (error) {
      codes.push((error as { code: string }).code)
      return acknowledge(account, 'again')
    }
  })
  const post = async (body: string, headers: Record<string, string> = signedHeaders(body)) =>
    (await fetch(url, { method: 'POST', headers, body })).status
  return { events, codes, post }
}

it('a payment', async () => {
  const { events, post } = await openWechatpayShop()
  expect(await post(notice('TRANSACTION.SUCCESS', 'transaction', transaction))).toBe(200)
  expect(events).toMatchObject([
    {
      type: 'payment.paid',
      id: 'EV-2018022511223320873',
      orderId: transaction.out_trade_no,
      paymentId: transaction.transaction_id,
      amount: { currency: 'CNY', value: 2500 },
    },
  ])
})

it.each([
  ['SUCCESS', 'refund.succeeded'],
  ['CLOSED', 'refund.closed'],
  ['ABNORMAL', 'refund.needs-action'],
])('a refund that is %s', async (refund_status, type) => {
  const { events, post } = await openWechatpayShop()
  expect(await post(notice(`REFUND.${refund_status}`, 'refund', { ...refund, refund_status }))).toBe(200)
  expect(events).toMatchObject([{ type, refundId: refund.out_refund_no, amount: { value: 700 } }])
})

it('one of another product, passed on as it is', async () => {
  const { events, post } = await openWechatpayShop()
  const bill = { mchid: options.merchantId, out_bill_no: 'B1', state: 'SUCCESS', transfer_amount: 350 }
  expect(await post(notice('MCHTRANSFER.BILL.FINISHED', 'mch_payment', bill))).toBe(200)
  expect(events).toMatchObject([{ type: 'other', name: 'MCHTRANSFER.BILL.FINISHED', raw: bill }])
})

it('none that was changed, written anew, or is another merchant’s', async () => {
  const { events, codes, post } = await openWechatpayShop()
  const body = notice('TRANSACTION.SUCCESS', 'transaction', transaction)
  const spaced = JSON.stringify(JSON.parse(body), null, 1)
  expect(await post(`${body} `, signedHeaders(body))).toBe(500)
  expect(await post(spaced, signedHeaders(body))).toBe(500)
  expect(await post(notice('TRANSACTION.SUCCESS', 'transaction', { ...transaction, mchid: '1900000009' }))).toBe(500)
  expect(events).toEqual([])
  expect(codes).toEqual(['SIGNATURE_INVALID', 'SIGNATURE_INVALID', 'WEBHOOK_NOT_OURS'])
})
