import { amount } from 'shroff'
import { advanceClock, decline, deliverWebhooks, pay, presentCode, settleRefund } from 'shroff/mock'
import { createPayment, isPayerCode, settlePayment, unionpayGateway } from 'shroff/unionpay'
import { describe, expect, it } from 'vitest'
import { codeOf, failure, thrown } from '../support/failure.js'
import { noon } from '../support/noon.js'
import { openUnionpayShop } from '../support/unionpay-shop.js'

const provider = 'unionpay'
const order = {
  orderId: 'G0001001',
  placedAt: noon,
  amount: amount('25.00', 'CNY'),
  description: 'Oolong tea 乌龙茶',
  notifyUrl: 'https://shop.example/notify',
}
const asked = { orderId: order.orderId, placedAt: noon }
const refundedAt = new Date(noon.getTime() + 1000)
const refund = {
  orderId: order.orderId,
  orderPlacedAt: noon,
  refundId: 'G0001001R1',
  placedAt: refundedAt,
  amount: amount('5.00', 'CNY'),
  orderAmount: order.amount,
}
const minute = 60_000

async function open(options: { payWithin?: number } = {}) {
  const shop = await openUnionpayShop()
  return { ...shop, gateway: unionpayGateway(shop.client, { settlePayment, ...options }) }
}

async function paid() {
  const shop = await open()
  await shop.gateway.createPayment({ channel: 'qr', ...order })
  await pay(shop.mock, { provider, orderId: order.orderId })
  return shop
}

describe('without the times by which UnionPay finds an order', () => {
  it.each([
    ['createPayment', { channel: 'qr', ...order, placedAt: undefined }, ['placedAt']],
    ['getPayment', { orderId: order.orderId }, ['placedAt']],
    ['awaitPayment', { orderId: order.orderId }, ['placedAt']],
    ['cancelPayment', { orderId: order.orderId }, ['placedAt']],
    ['settlePayment', { orderId: order.orderId }, ['placedAt']],
    ['refundPayment', { ...refund, placedAt: undefined }, ['placedAt']],
    ['refundPayment', { ...refund, orderPlacedAt: undefined }, ['orderPlacedAt']],
    ['getRefund', { orderId: order.orderId, refundId: 'R' }, ['placedAt', 'orderPlacedAt']],
  ] as const)('nothing is sent: %s %o', async (action, given, paths) => {
    const { gateway, mock } = await open()
    const error = await failure(gateway[action](given as never))
    expect(error).toMatchObject({ code: 'PARAMETERS_INVALID', outcome: 'not-sent', action })
    expect(error.fields?.map(({ path }) => path)).toEqual(paths)
    expect(mock.journal).toHaveLength(0)
  })

  it('its limits say so, too', async () => {
    const { limits } = (await open()).gateway
    const pathsOf = (schema: (typeof limits)['createPayment' | 'refundPayment'], given: object) =>
      schema['~standard'].validate(given).issues?.map(({ path }) => path[0])
    expect(pathsOf(limits.createPayment, { channel: 'qr', ...order, placedAt: undefined })).toEqual(['placedAt'])
    expect(pathsOf(limits.refundPayment, { ...refund, orderPlacedAt: undefined })).toEqual(['orderPlacedAt'])
    expect(pathsOf(limits.refundPayment, { ...refund, orderPlacedAt: undefined, paymentId: '1' })).toBeUndefined()
  })
})

describe('how long an order can be paid', () => {
  it('is what the gateway says, so that a query knows when a refusal is final', async () => {
    const { gateway, mock, client } = await open({ payWithin: 30 * minute })
    await gateway.createPayment({ channel: 'qr', ...order })
    await decline(mock, { provider, orderId: order.orderId })
    expect((await gateway.getPayment(asked)).status).toBe('pending')
    advanceClock(mock, 30 * minute)
    expect((await gateway.getPayment(asked)).status).toBe('pending')
    advanceClock(mock, 1000)
    expect((await gateway.getPayment(asked)).status).toBe('failed')
    expect(unionpayGateway(client).channels).toEqual(['qr', 'page', 'wap', 'app'])
  })

  it.each([
    [15 * minute, []],
    [15 * minute + 1, ['expiresAt']],
  ])('and no order has longer: %d', async (milliseconds, paths) => {
    const { gateway } = await open()
    const given = { channel: 'qr', ...order, expiresAt: new Date(noon.getTime() + milliseconds) } as const
    const { issues = [] } = gateway.limits.createPayment['~standard'].validate(given)
    expect(issues.map(({ path }) => path[0])).toEqual(paths)
    if (paths.length > 0) expect(await codeOf(gateway.createPayment(given))).toBe('PARAMETERS_INVALID')
  })

  it.each([59_999, 90_000.5, Number.NaN, '900000'])('%j is none', async (payWithin) => {
    const { client } = await openUnionpayShop()
    expect(thrown(() => unionpayGateway(client, { payWithin: payWithin as number })).code).toBe('CONFIG_INVALID')
  })
})

describe('a refund', () => {
  it('of what was not paid is refused before it is asked for', async () => {
    const { gateway } = await open()
    await gateway.createPayment({ channel: 'qr', ...order })
    const error = await failure(gateway.refundPayment(refund))
    expect(error).toMatchObject({ code: 'REFUND_REFUSED', outcome: 'rejected', action: 'refundPayment' })
    expect(await codeOf(gateway.getRefund(refund))).toBe('REFUND_NOT_FOUND')
  })

  it('is refused by no authentic word where both sides hold the key', async () => {
    const { client } = await openUnionpayShop({ signMethod: '11' })
    const gateway = unionpayGateway(client)
    await gateway.createPayment({ channel: 'qr', ...order })
    const error = await failure(gateway.refundPayment(refund))
    expect(error).toMatchObject({ code: 'REFUND_REFUSED', outcome: 'rejected', authentic: false })
  })

  it('of an order that is not there says whose answer it is', async () => {
    const { gateway } = await open()
    expect(await failure(gateway.refundPayment(refund))).toMatchObject({
      code: 'ORDER_NOT_FOUND',
      action: 'refundPayment',
      // Nothing of the refund was: a shop that looks for one would look in vain.
      outcome: 'not-sent',
    })
  })

  it('finds UnionPay’s number of the payment, or is told it', async () => {
    const { gateway, mock } = await paid()
    const { paymentId } = await gateway.getPayment(asked)
    const before = mock.journal.length
    const { orderPlacedAt: _, ...told } = { ...refund, paymentId: paymentId!, refundId: 'G0001001R2' }
    expect(await gateway.refundPayment(told)).toMatchObject({ refundId: 'G0001001R2', status: 'pending' })
    expect(mock.journal.length).toBe(before + 1)
    expect(await gateway.refundPayment(refund)).toEqual({
      orderId: order.orderId,
      refundId: refund.refundId,
      status: 'pending',
      amount: refund.amount,
    })
    await settleRefund(mock, { provider, refundId: refund.refundId })
    expect(await gateway.getRefund(refund)).toMatchObject({ status: 'succeeded', amount: refund.amount })
  })

  it('of another order is not told as one of this', async () => {
    const { gateway, mock } = await paid()
    await gateway.refundPayment(refund)
    const other = { ...order, orderId: 'G0001002' }
    await gateway.createPayment({ channel: 'qr', ...other })
    await pay(mock, { provider, orderId: other.orderId })
    expect(await failure(gateway.getRefund({ ...refund, orderId: other.orderId }))).toMatchObject({
      code: 'REPLY_MISMATCH',
      provider,
      action: 'getRefund',
    })
    expect(await codeOf(gateway.getRefund({ ...refund, orderId: 'G0009999' }))).toBe('ORDER_NOT_FOUND')
  })
})

it('sends a mobile browser by a form, which its own html posts', async () => {
  const { gateway, mock } = await open()
  const wap = {
    channel: 'wap',
    ...order,
    payerClientIp: '203.0.113.7',
    returnUrl: 'https://shop.example/back',
  } as const
  const { nextAction } = await gateway.createPayment({ ...wap, payerOs: 'ios' })
  expect(nextAction).toMatchObject({ type: 'form', fields: { frontUrl: wap.returnUrl, channelType: '08' } })
  expect(mock.journal).toHaveLength(0)
  const { returnUrl: _, ...without } = wap
  expect((await failure(gateway.createPayment(without))).fields).toMatchObject([{ path: 'returnUrl' }])
})

it('prepares a payment in an app', async () => {
  const { gateway } = await open()
  const { nextAction } = await gateway.createPayment({ channel: 'app', ...order })
  expect(nextAction.payload).toMatchObject({ tn: expect.stringMatching(/^\d{21}$/), mode: '00' })
})

it('charges a payer’s code without a webhook, and undoes it by the reversal', async () => {
  const { gateway, mock } = await open()
  const payerCode = presentCode(mock, { provider })
  const sale = { ...asked, payerCode, amount: order.amount, description: 'Oolong tea', payerClientIp: '203.0.113.7' }
  expect(await gateway.settlePayment({ ...sale, storeId: 'S1' })).toMatchObject({ result: 'paid' })
  await deliverWebhooks(mock, { to: () => Promise.reject(new Error('nobody asked for it')) })
  expect(await gateway.cancelPayment(asked)).toEqual({ orderId: order.orderId })
  expect((await gateway.getPayment(asked)).status).toBe('failed')
})

it('waits for a payment, and tells of it', async () => {
  const { gateway, mock } = await paid()
  expect(await gateway.awaitPayment(asked)).toMatchObject({ orderId: order.orderId, status: 'paid' })
  const events: unknown[] = []
  await deliverWebhooks(mock, {
    async to(request) {
      events.push(await gateway.receiveWebhook(request))
      return gateway.acknowledge('received')
    },
  })
  expect(events).toMatchObject([{ type: 'payment.paid', orderId: order.orderId, placedAt: noon, provider }])
})

it.each([
  ['6220000000000000018', true],
  [' 6220000000000000018\n', true],
  ['622000000000000001', false],
  ['62200000000000000180', false],
  ['134579823487512345', false],
  ['286123456789012345', false],
])('%j is a payer’s code: %j', (code, is) => {
  expect(isPayerCode(code)).toBe(is)
})

it('finds what the action placed, and the other way round', async () => {
  const { gateway, client } = await open()
  await createPayment(client, { ...order, channel: 'qr' })
  expect((await gateway.getPayment(asked)).orderId).toBe(order.orderId)
})
