import { createPublicKey, createVerify } from 'node:crypto'
import { amount } from 'shroff'
import { alipay, receiveWebhook } from 'shroff/alipay'
import { advanceClock, deliverWebhooks, type Forgery, forgeWebhook, type MockGateway, notify, pay } from 'shroff/mock'
import { describe, expect, it } from 'vitest'
import { joined, openAlipayGateway, type Parameters, payerCode, teaContent } from '../../support/alipay-gateway.js'
import { noon } from '../../support/noon.js'

const tea = { provider: 'alipay', orderId: 'T_1001' } as const
const byId = { out_trade_no: 'T_1001' }
const notify_url = 'https://shop.example/notify?shop=1'

async function paidOrder(beside: Parameters = { notify_url }) {
  const gateway = await openAlipayGateway()
  await gateway.ask('pay', { ...teaContent, passback_params: 'a%3D1', auth_code: payerCode }, beside)
  const account = alipay(gateway.credentials)
  return { ...gateway, account }
}

/** What is delivered, in turn; `answer` is what the shop says each time. */
async function deliver(mock: MockGateway, answer: () => Response, untilSettled = false) {
  const seen: { url: string; type: string | null; fields: Parameters }[] = []
  const reports = await deliverWebhooks(mock, {
    untilSettled,
    to: async (request) => {
      const fields = Object.fromEntries(new URLSearchParams(await request.clone().text()))
      seen.push({ url: request.url, type: request.headers.get('content-type'), fields })
      return answer()
    },
  })
  return { seen, reports }
}
const success = () => new Response('success')

it('tells of a payment in the documented fields, and is signed over all but sign and sign_type', async () => {
  const { mock, ask, credentials } = await paidOrder()
  const { trade_no } = await ask('query', byId)
  const { seen } = await deliver(mock, success)
  expect(seen).toHaveLength(1)
  const { url, type, fields } = seen[0]!
  expect([url, type]).toEqual([notify_url, 'application/x-www-form-urlencoded; charset=utf-8'])
  const { sign, sign_type, ...rest } = fields
  const key = createPublicKey(credentials.alipayPublicKey!)
  expect(createVerify('RSA-SHA256').update(joined(rest)).verify(key, sign!, 'base64')).toBe(true)
  expect({ ...rest, sign_type }).toEqual({
    gmt_create: '2026-03-04 12:00:00',
    charset: 'utf-8',
    subject: 'Oolong tea 乌龙茶',
    buyer_id: '2088102534368455',
    buyer_logon_id: '159****5620',
    notify_id: '2026030400222000000000000001',
    notify_type: 'trade_status_sync',
    notify_time: '2026-03-04 12:00:00',
    version: '1.0',
    app_id: '2021000122672388',
    auth_app_id: '2021000122672388',
    seller_id: '2088621955702781',
    trade_no,
    out_trade_no: 'T_1001',
    total_amount: '25.00',
    trade_status: 'TRADE_SUCCESS',
    passback_params: 'a%3D1',
    gmt_payment: '2026-03-04 12:00:00',
    receipt_amount: '25.00',
    buyer_pay_amount: '25.00',
    point_amount: '0.00',
    invoice_amount: '25.00',
    fund_bill_list: '[{"amount":"25.00","fundChannel":"ALIPAYACCOUNT"}]',
    sign_type: 'RSA2',
  })
})

it('comes for a charge and its refunds only if the charge had an address', async () => {
  const { mock, ask } = await paidOrder({})
  await ask('refund', { ...byId, refund_amount: '25.00' }, { notify_url })
  await ask('precreate', { ...teaContent, out_trade_no: 'T_1002' })
  await pay(mock, { provider: 'alipay', orderId: 'T_1002' })
  expect((await deliver(mock, success)).seen).toEqual([])
})

it('tells of each refund as it was when it succeeded, however late', async () => {
  const { mock, ask, account } = await paidOrder()
  advanceClock(mock, 1234)
  await ask('refund', { ...byId, refund_amount: '5.00', out_request_no: 'R_1' })
  await ask('refund', { ...byId, refund_amount: '5.00', out_request_no: 'R_1' })
  advanceClock(mock, 60_000)
  await ask('refund', { ...byId, refund_amount: '20.00', out_request_no: 'R_2' })
  const { seen } = await deliver(mock, success)
  expect(seen.map(({ url }) => url)).toEqual([notify_url, notify_url, notify_url])
  const [paid, partial, full] = seen.map(({ fields }) => fields) as [Parameters, Parameters, Parameters]
  expect(paid.trade_status).toBe('TRADE_SUCCESS')
  expect(paid).not.toHaveProperty('refund_fee')
  expect(partial).toMatchObject({
    trade_status: 'TRADE_SUCCESS',
    out_biz_no: 'R_1',
    refund_fee: '5.00',
    send_back_fee: '5.00',
    gmt_refund: '2026-03-04 12:00:01.234',
    notify_time: '2026-03-04 12:01:01',
  })
  expect(partial).not.toHaveProperty('gmt_close')
  expect(full).toMatchObject({
    trade_status: 'TRADE_CLOSED',
    out_biz_no: 'R_2',
    refund_fee: '25.00',
    send_back_fee: '20.00',
    gmt_close: '2026-03-04 12:01:01',
  })
  expect(new Set(seen.map(({ fields }) => fields.notify_id)).size).toBe(3)
  const body = new TextEncoder().encode(new URLSearchParams(full).toString())
  expect(await receiveWebhook(account, { headers: {}, body })).toMatchObject({
    type: 'refund.succeeded',
    refundId: 'R_2',
    refundedAmount: amount('25.00', 'CNY'),
  })
})

describe('deliveries', () => {
  const minutes = [0, 4, 14, 24, 84, 204, 564, 1464]

  it.each([
    ['fail', () => new Response('fail')],
    ['an HTML page with success in it', () => new Response('<p>success</p>')],
    ['success with status 500', () => new Response('success', { status: 500 })],
    ['a redirect', () => new Response('success', { status: 302, headers: { location: '/' } })],
    ['nothing', () => new Response(null, { status: 204 })],
  ])('are repeated eight times over 25 hours after %s, under the same id', async (_, answer) => {
    const { mock } = await paidOrder()
    const { seen, reports } = await deliver(mock, answer, true)
    expect(reports.map(({ at }) => (at - noon.getTime()) / 60_000)).toEqual(minutes)
    expect(new Set(seen.map(({ fields }) => fields.notify_id)).size).toBe(1)
    expect(seen[7]?.fields.notify_time).toBe('2026-03-05 12:24:00')
    expect(await deliverWebhooks(mock, { to: success, untilSettled: true })).toEqual([])
  })

  it.each([
    ['alipay.fund.trans.order.changed', [0, 2, 12, 22, 82, 202, 562, 1462]],
    ['fund_auth_freeze', minutes],
  ])('of a message come back after two minutes, of a notice after four: %s', async (eventType, expected) => {
    const { mock } = await openAlipayGateway()
    await notify(mock, { provider: 'alipay', eventType, resource: {} })
    const reports = await deliverWebhooks(mock, { to: () => Promise.resolve(new Response('fail')), untilSettled: true })
    expect(reports.map(({ at }) => (at - noon.getTime()) / 60_000)).toEqual(expected)
  })

  it.each(['success', ' success\n'])('stop at %j', async (text) => {
    const { mock } = await paidOrder()
    let count = 0
    const answer = () => {
      count += 1
      return new Response(count < 3 ? 'fail' : text)
    }
    expect((await deliver(mock, answer, true)).reports.map(({ attempt }) => attempt)).toEqual([1, 2, 3])
  })
})

describe('a forgery', () => {
  it('tampers with the smallest amount too', async () => {
    const { mock, ask, credentials } = await openAlipayGateway()
    await ask('precreate', { ...teaContent, total_amount: '0.01' })
    await pay(mock, tea)
    const request = await forgeWebhook(mock, { ...tea, forgery: 'tampered-body' })
    await expect(receiveWebhook(alipay(credentials), request)).rejects.toMatchObject({ code: 'SIGNATURE_INVALID' })
  })

  it.each<[Forgery, string]>([
    ['replayed', '2026-03-04 11:00:00'],
    ['from-the-future', '2026-03-04 13:00:00'],
  ])('%s is rightly signed: only its id and time tell', async (forgery, notify_time) => {
    const { mock, account } = await paidOrder()
    const event = await receiveWebhook(account, await forgeWebhook(mock, { ...tea, forgery }))
    expect(event).toMatchObject({ type: 'payment.paid', raw: { notify_time } })
  })
})
