import { type Amount, type TokenAmount, tokenAmount } from 'shroff'
import { type CircleMovement, circleGateway, listPayments } from 'shroff/circle'
import { sendPayment } from 'shroff/circle/mock'
import { type PaidAttempt, resolveOrder, sweep } from 'shroff/life'
import { advanceClock, expire, pay } from 'shroff/mock'
import { reconcile } from 'shroff/statement'
import { memoryStore } from 'shroff/store'
import { expect, it } from 'vitest'
import { destination, openCircle, tea } from '../support/circle.js'
import { failure } from '../support/failure.js'
import { noon } from '../support/noon.js'

const minute = 60_000
const usdc = (text: string) => tokenAmount(text, 'USDC')

/** A shop that has placed an order of tea, whose webhooks never arrive. */
async function openShop() {
  const { mock, client } = await openCircle()
  const gateway = circleGateway(client, { chain: 'BASE' })
  const order = { orderId: tea.orderId, placedAt: noon, amount: tea.amount }
  const { reference } = await gateway.createPayment({ channel: 'transfer', ...order })
  const attempt = {
    provider: 'circle',
    orderId: tea.orderId,
    placedAt: noon,
    expiresAt: new Date(noon.getTime() + 480 * minute),
    reference: reference!,
    transfer: { amount: tea.amount },
  }
  const store = memoryStore({ clock: mock.clock })
  const paid: PaidAttempt<Amount | TokenAmount>[] = []
  const told: { type: string }[] = []
  const { clock } = mock
  return {
    mock,
    client,
    gateway,
    order,
    reference: reference!,
    paid,
    told,
    sweep: () =>
      sweep({ gateways: [gateway], orders: [attempt], store, clock, onEvent: (event) => void told.push(event) }),
    resolve: (superseded?: 'void') =>
      resolveOrder(
        [gateway],
        { saleId: 'S1', attempts: [{ ...attempt, ...(superseded && { superseded }) }] },
        { store, clock, onPaid: (sale) => void paid.push(sale.paid) },
      ),
  }
}

it('a payment whose webhook is lost is found by a sweep, once', async () => {
  const shop = await openShop()
  await pay(shop.mock, { provider: 'circle', reference: shop.reference })
  advanceClock(shop.mock, 5 * minute)
  expect(await shop.sweep()).toMatchObject({ told: 1, unresolved: [] })
  expect(shop.told).toMatchObject([
    { type: 'payment.paid', orderId: tea.orderId, received: tea.amount, coverage: 'exact' },
  ])
  advanceClock(shop.mock, 5 * minute)
  expect(await shop.sweep()).toMatchObject({ asked: 0, told: 0 })
})

it('what is too little when its time is over is shown to a person, with the money that is there', async () => {
  const shop = await openShop()
  sendPayment(shop.mock, { reference: shop.reference, amount: usdc('5') })
  await expire(shop.mock, { provider: 'circle', reference: shop.reference })
  advanceClock(shop.mock, 500 * minute)
  const { unresolved } = await shop.sweep()
  expect(unresolved).toMatchObject([{ why: 'needs-action', next: expect.stringContaining('5 of 12.5 USDC') }])
})

it('an order that is given up is closed at Circle; what comes later is there, for who asks', async () => {
  const shop = await openShop()
  const given = await shop.resolve('void')
  expect(given.attempts.map(({ at }) => at)).toEqual(['closed'])
  sendPayment(shop.mock, { reference: shop.reference, amount: tea.amount })
  const found = await shop.gateway.getPayment({ ...shop.order, reference: shop.reference })
  expect([found.status, found.received, shop.paid]).toEqual(['paid', tea.amount, []])
})

it('a sale is told paid once, with what has come', async () => {
  const shop = await openShop()
  sendPayment(shop.mock, { reference: shop.reference, amount: usdc('12.500001') })
  for (const _ of [1, 2]) expect((await shop.resolve()).result).toBe('paid')
  expect(shop.paid).toMatchObject([
    { provider: 'circle', amount: tea.amount, received: usdc('12.500001'), coverage: 'over' },
  ])
})

it('money goes back through the gateway, found by what the shop has stored', async () => {
  const { gateway, order, reference, mock } = await openShop()
  await pay(mock, { provider: 'circle', reference })
  const { orderId } = order
  const refund = { orderId, refundId: 'R-1', reference, amount: usdc('5'), address: destination.address }
  const made = await gateway.refundPayment(refund)
  const { refundReference } = made
  expect(made).toEqual({
    orderId,
    refundId: 'R-1',
    refundReference: expect.any(String),
    status: 'pending',
    amount: usdc('5'),
  })
  expect(await gateway.getRefund({ orderId, refundId: 'R-1', reference, refundReference: refundReference! })).toEqual(
    made,
  )
  await expect(gateway.getRefund({ orderId, refundId: 'R-1' })).rejects.toThrow(
    'refundPayment with the same parameters',
  )
  await expect(gateway.getPayment(order)).rejects.toThrow('createPayment with the same parameters')
})

it('an order is not told paid by another order’s intent', async () => {
  const { gateway, order, reference, mock } = await openShop()
  await pay(mock, { provider: 'circle', reference })
  const other = { ...order, orderId: 'T-9', reference }
  for (const amount of [usdc('12.51'), tokenAmount('12.5', 'EURC')])
    expect(await failure(gateway.getPayment({ ...other, amount }))).toMatchObject({ code: 'REPLY_MISMATCH' })
  // Written otherwise it is the same.
  expect((await gateway.getPayment({ ...order, reference, amount: { asset: 'USDC', value: '12.50' } })).status).toBe(
    'paid',
  )
})

it('the statement agrees with the shop’s books, to the last digit', async () => {
  const shop = await openShop()
  sendPayment(shop.mock, { reference: shop.reference, amount: usdc('12.5') })
  const refund = { orderId: tea.orderId, refundId: 'R-1', reference: shop.reference, amount: usdc('0.000001') }
  const { refundReference } = await shop.gateway.refundPayment({ ...refund, address: destination.address })
  // Circle knows none of the shop's numbers: the shop has stored whose each of Circle's is.
  const rowOf = ({ type, paymentId, amount }: CircleMovement) => ({
    kind: type,
    orderId: tea.orderId,
    ...(paymentId === refundReference && { refundId: 'R-1' }),
    amount,
  })
  async function* rows() {
    for await (const movement of listPayments(shop.client)) yield rowOf(movement)
  }
  const books = [
    { orderId: tea.orderId, amount: usdc('12.5') },
    { orderId: tea.orderId, refundId: 'R-1', amount: usdc('0.000001') },
  ]
  expect(await reconcile(rows(), books)).toEqual({ matched: 2, missing: [], surplus: [], differing: [] })
  const wrong = [books[0]!, { ...books[1]!, amount: usdc('0.000002') }]
  expect((await reconcile(rows(), wrong)).differing).toHaveLength(1)
})
