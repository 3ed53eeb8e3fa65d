import { type Amount, amount, createClient, type TokenAmount, tokenAmount } from 'shroff'
import { circle, circleGateway, circleWebhooks, createPayment, fetchNotificationKey } from 'shroff/circle'
import { mockCircle, movePayment, sendPayment } from 'shroff/circle/mock'
import { type Attempt, type OpenOrder, type PaidAttempt, resolveOrder, sweep } from 'shroff/life'
import { advanceClock, createMockGateway, deliverWebhooks, failNext, pay } from 'shroff/mock'
import { memoryStore } from 'shroff/store'
import { webhookHandler } from 'shroff/webhook'
import { wechatpay, wechatpayGateway } from 'shroff/wechatpay'
import { mockWechatpay } from 'shroff/wechatpay/mock'
import { describe, expect, it } from 'vitest'
import { leaseClock } from '../support/lease-clock.js'
import { noon } from '../support/noon.js'

const minute = 60_000
const quote = tokenAmount('3.5', 'USDC')
const price = amount('25.00', 'CNY')
const order = { placedAt: noon, expiresAt: new Date(noon.getTime() + 10 * minute) }
const inMoney = { provider: 'wechatpay', orderId: 'T0001002', ...order }

/** A shop that takes WeChat Pay and USDC, both orders placed; Circle's intent is told by its own mock. */
async function openShop() {
  const mock = await createMockGateway({ providers: [mockWechatpay(), mockCircle()], now: noon })
  const { transport } = mock
  const clock = leaseClock(mock)
  const wallet = wechatpayGateway(createClient({ account: wechatpay(mock.credentials('wechatpay')), transport }))
  const account = circle({ ...mock.credentials('circle'), refreshNotificationKeys: fetchNotificationKey(transport) })
  const client = createClient({ account, transport, retry: { attempts: 1 } })
  const rail = circleGateway(client, { chain: 'BASE' })
  const notifyUrl = 'https://shop.example/notify'
  const { provider: _, ...numbers } = inMoney
  await wallet.createPayment({ channel: 'qr', ...numbers, amount: price, description: 'Oolong tea', notifyUrl })
  const tea = { channel: 'transfer', orderId: 'T0001001', amount: quote, chain: 'BASE' } as const
  const { reference } = await createPayment(client, tea)
  const inTokens = { provider: 'circle', orderId: tea.orderId, ...order, transfer: { amount: quote }, reference }
  const store = memoryStore({ clock })
  const paid: PaidAttempt<Amount | TokenAmount>[] = []
  const told: { type: string }[] = []
  const onEvent = (event: { type: string }) => void told.push(event)
  const handler = webhookHandler({ accounts: [circleWebhooks(account)], store, onEvent })
  return {
    mock,
    paid,
    told,
    inTokens,
    send: (value: string) => void sendPayment(mock, { reference, amount: tokenAmount(value, 'USDC') }),
    close: () => rail.endPayment({ ...tea, ...order, reference }),
    /** Of what was too little, and it arrives. */
    async refund() {
      const three = tokenAmount('3', 'USDC')
      const asked = { orderId: tea.orderId, refundId: 'R1', reference, amount: three, address: `0x${'ab'.repeat(20)}` }
      const refund = await rail.refundPayment(asked)
      movePayment(mock, { paymentId: refund.refundReference!, status: 'paid' })
      return refund
    },
    payByWallet: () => pay(mock, { provider: 'wechatpay', orderId: inMoney.orderId }),
    wait: (minutes: number) => advanceClock(mock, minutes * minute),
    deliver: () => deliverWebhooks(mock, { provider: 'circle', to: (request) => handler(request) }),
    resolve: (attempts: Attempt[] = [inTokens, inMoney]) =>
      resolveOrder(
        [wallet, rail],
        { saleId: 'S1', attempts },
        { store, clock, onPaid: (sale) => void paid.push(sale.paid) },
      ),
    sweep: (orders: OpenOrder[] = [inTokens]) => sweep({ gateways: [wallet, rail], orders, store, clock, onEvent }),
  }
}

const standings = ({ attempts }: Awaited<ReturnType<typeof resolveOrder>>) => attempts.map(({ at }) => at)

describe('a sale in a wallet and through Circle', () => {
  it('is paid by tokens, which are told as they are, and the wallet’s order is closed', async () => {
    const shop = await openShop()
    shop.send('3')
    expect(standings(await shop.resolve())).toEqual(['open', 'open'])
    shop.send('0.500001')
    const { result, ...sale } = await shop.resolve()
    expect([result, standings({ result, ...sale })]).toEqual(['paid', ['paid', 'closed']])
    const received = { asset: 'USDC', value: '3.500001' }
    expect(shop.paid).toMatchObject([{ provider: 'circle', amount: quote, received, coverage: 'over' }])
    await expect(shop.payByWallet()).rejects.toThrow('closed')
  })

  it('is paid by the wallet: the intent is closed, and what comes to it all the same is a person’s', async () => {
    const shop = await openShop()
    await shop.payByWallet()
    expect(standings(await shop.resolve())).toEqual(['closed', 'paid'])
    shop.send('3.5')
    const { attempts } = await shop.resolve()
    expect(attempts[0]).toMatchObject({ at: 'needs-action', received: quote })
    expect(shop.paid).toMatchObject([{ provider: 'wechatpay', amount: price }])
  })

  it('of which too little has come is closed at its end, with a person for what is there', async () => {
    const shop = await openShop()
    shop.send('3')
    shop.wait(21)
    const first = await shop.resolve()
    const received = { asset: 'USDC', value: '3' }
    expect(first).toMatchObject({ result: 'unpaid', attempts: [{ at: 'needs-action', received }, { at: 'closed' }] })
    // Circle has closed it, with the same money in it.
    expect((await shop.resolve()).attempts).toEqual(first.attempts)
    shop.send('0.5')
    expect(standings(await shop.resolve())).toEqual(['paid', 'closed'])
  })

  it('that was closed is found and kept when all of it comes later, and an unclear answer opens nothing again', async () => {
    const shop = await openShop()
    shop.wait(21)
    const over = await shop.resolve()
    expect([over.result, ...standings(over)]).toEqual(['unpaid', 'closed', 'closed'])
    expect(over).not.toHaveProperty('nextAt')
    failNext(shop.mock, { provider: 'circle', fault: 'timeout-after' })
    expect(await shop.resolve()).toEqual(over)
    shop.wait(60)
    shop.send('3.5')
    const late = await shop.resolve()
    expect([late.result, ...standings(late)]).toEqual(['paid', 'paid', 'closed'])
    expect(shop.paid[0]!.paidAt!.getTime()).toBeGreaterThan(order.expiresAt.getTime())
  })
})

describe('a pass over orders at Circle', () => {
  it('asks by what was stored, and tells what has come once, whoever tells it first', async () => {
    for (const first of ['webhook', 'pass'] as const) {
      const shop = await openShop()
      shop.send('3.5')
      shop.wait(1)
      if (first === 'webhook') await shop.deliver()
      expect(await shop.sweep()).toMatchObject({ asked: 1, unresolved: [] })
      if (first === 'pass') await shop.deliver()
      const paid = shop.told.filter((event) => (event as { type: string }).type === 'payment.paid')
      expect(paid, first).toMatchObject([{ provider: 'circle', received: quote, coverage: 'exact' }])
    }
  })

  it.each(['webhook', 'pass'] as const)('tells its closing, and a refund, once, by the %s first', async (first) => {
    const shop = await openShop()
    shop.send('3')
    shop.wait(21)
    await shop.deliver()
    const tell = async (row: OpenOrder) => {
      if (first === 'webhook') await shop.deliver()
      await shop.sweep([row])
      if (first === 'pass') await shop.deliver()
    }
    await shop.close()
    await tell(shop.inTokens)
    const { refundReference } = await shop.refund()
    const { orderId, reference } = shop.inTokens
    await tell({
      provider: 'circle',
      orderId,
      refundId: 'R1',
      placedAt: noon,
      reference,
      refundReference: refundReference!,
    })
    const ends = shop.told.filter(({ type }) => /closed|refund/.test(type))
    expect(ends).toMatchObject([
      { type: 'payment.closed', reference },
      { type: 'refund.succeeded', amount: { asset: 'USDC', value: '3' } },
    ])
  })

  it('waits for the rest of too little, closes it at its end, and lists what is there', async () => {
    const shop = await openShop()
    shop.send('3')
    shop.wait(1)
    expect(await shop.sweep()).toMatchObject({ asked: 1, told: 0, unresolved: [] })
    shop.wait(21)
    const { told, unresolved } = await shop.sweep()
    expect([told, unresolved]).toMatchObject([
      1,
      [{ why: 'needs-action', next: expect.stringContaining('3 of 3.5 USDC') }],
    ])
    const received = { asset: 'USDC', value: '3' }
    expect(shop.told).toMatchObject([{ type: 'payment.closed', orderId: 'T0001001', received, coverage: 'under' }])
  })

  it('calls an empty one closed, once, and finds what comes a day later', async () => {
    const shop = await openShop()
    shop.wait(21)
    expect(await shop.sweep()).toMatchObject({ told: 1, unresolved: [{ why: 'late' }] })
    shop.wait(60)
    expect(await shop.sweep()).toMatchObject({ told: 0, unresolved: [{ why: 'late' }] })
    shop.wait(1440)
    shop.send('4')
    expect(await shop.sweep()).toMatchObject({ told: 1, unresolved: [] })
    expect(shop.told).toMatchObject([
      { type: 'payment.closed', orderId: 'T0001001' },
      { type: 'payment.paid', orderId: 'T0001001', coverage: 'over' },
    ])
  })

  it('lists one whose reference was never stored, and says which call gives it', async () => {
    const shop = await openShop()
    const { reference: _, ...row } = shop.inTokens
    shop.wait(1)
    const { unresolved } = await shop.sweep([row])
    expect(unresolved).toMatchObject([{ why: 'unclear', next: expect.stringContaining('createPayment') }])
  })
})
