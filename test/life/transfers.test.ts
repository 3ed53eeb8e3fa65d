import { type Amount, amount, createClient, type TokenAmount, tokenAmount } from 'shroff'
import { type Attempt, type OpenOrder, type PaidAttempt, resolveOrder, sweep } from 'shroff/life'
import { advanceClock, createMockGateway, pay } from 'shroff/mock'
import { memoryStore } from 'shroff/store'
import { wechatpay, wechatpayGateway } from 'shroff/wechatpay'
import { mockWechatpay } from 'shroff/wechatpay/mock'
import { xrpl, xrplGateway } from 'shroff/xrpl'
import { mockXrpl, sendTransfer } from 'shroff/xrpl/mock'
import { describe, expect, it } from 'vitest'
import { leaseClock } from '../support/lease-clock.js'
import { noon } from '../support/noon.js'

const minute = 60_000
const quote = tokenAmount('3.5', 'RLUSD')
const price = amount('25.00', 'CNY')
const expiresAt = new Date(noon.getTime() + 10 * minute)
const order = { placedAt: noon, expiresAt }
const inTokens = { provider: 'xrpl', orderId: 'T0001001', ...order, transfer: { amount: quote, tag: 1001 } }
const inMoney = { provider: 'wechatpay', orderId: 'T0001002', ...order }

/** A shop that takes WeChat Pay and RLUSD; the wallet's order is placed, and for the other there is nobody to place it with. */
async function openShop() {
  const mock = await createMockGateway({ providers: [mockWechatpay(), mockXrpl()], now: noon })
  const { transport } = mock
  const clock = leaseClock(mock)
  const wallet = wechatpayGateway(createClient({ account: wechatpay(mock.credentials('wechatpay')), transport }))
  const rail = xrplGateway(createClient({ account: xrpl(mock.credentials('xrpl')), transport }))
  const notifyUrl = 'https://shop.example/notify'
  const { provider: _, ...numbers } = inMoney
  await wallet.createPayment({ channel: 'qr', ...numbers, amount: price, description: 'Oolong tea', notifyUrl })
  const store = memoryStore({ clock })
  const gateways = [wallet, rail]
  const paid: PaidAttempt<Amount | TokenAmount>[] = []
  const told: object[] = []
  return {
    mock,
    paid,
    told,
    async send(value: string) {
      sendTransfer(mock, { tag: 1001, amount: tokenAmount(value, 'RLUSD') })
      await advanceClock(mock, 4000)
    },
    payByWallet: () => pay(mock, { provider: 'wechatpay', orderId: inMoney.orderId }),
    wait: (minutes: number) => advanceClock(mock, minutes * minute),
    wallet,
    resolve: (attempts: Attempt[] = [inTokens, inMoney]) =>
      resolveOrder(gateways, { saleId: 'S1', attempts }, { store, clock, onPaid: (sale) => void paid.push(sale.paid) }),
    sweep: (orders: OpenOrder[] = [inTokens]) =>
      sweep({ gateways, orders, store, clock, onEvent: (event) => void told.push(event) }),
  }
}

const standings = ({ attempts }: Awaited<ReturnType<typeof resolveOrder>>) => attempts.map(({ at }) => at)

describe('a sale in a wallet and in tokens', () => {
  it('is paid by tokens, which are told as they are, and the wallet’s order is closed', async () => {
    const shop = await openShop()
    await shop.send('3.6')
    const { result, ...sale } = await shop.resolve()
    expect([result, standings({ result, ...sale })]).toEqual(['paid', ['paid', 'closed']])
    expect(shop.paid).toMatchObject([
      { provider: 'xrpl', amount: quote, received: { asset: 'RLUSD', value: '3.6' }, coverage: 'over' },
    ])
    expect(shop.paid[0]!.paymentId).toMatch(/^[0-9A-F]{64}$/)
    await expect(shop.payByWallet()).rejects.toThrow('closed')
  })

  it('is paid by the wallet; what comes in tokens besides is a person’s, and no call sends it anywhere', async () => {
    const shop = await openShop()
    await shop.payByWallet()
    expect(standings(await shop.resolve())).toEqual(['open', 'paid'])
    await shop.send('3.5')
    const { attempts } = await shop.resolve()
    expect(attempts[0]).toMatchObject({ at: 'needs-action', received: quote })
    expect(shop.paid).toMatchObject([{ provider: 'wechatpay', amount: price }])
  })

  it('that is paid twice at once keeps the first of its attempts', async () => {
    const shop = await openShop()
    await shop.send('3.5')
    await shop.payByWallet()
    expect(standings(await shop.resolve())).toEqual(['paid', 'refunding'])
    expect(shop.paid).toMatchObject([{ provider: 'xrpl' }])
  })

  it('is never closed by a ledger: it expires by our clock, and what comes later is found and kept', async () => {
    const shop = await openShop()
    expect(standings(await shop.resolve())).toEqual(['open', 'open'])
    await shop.wait(21)
    const over = await shop.resolve()
    expect([over.result, ...standings(over)]).toEqual(['unpaid', 'expired', 'closed'])
    expect(over).not.toHaveProperty('nextAt')
    await shop.wait(60)
    await shop.send('3.5')
    const late = await shop.resolve()
    expect([late.result, ...standings(late)]).toEqual(['paid', 'paid', 'closed'])
    expect(shop.paid[0]!.paidAt!.getTime()).toBeGreaterThan(expiresAt.getTime())
  })

  it('of which too little has come waits for the rest, and at its end for a person', async () => {
    const shop = await openShop()
    await shop.send('3')
    expect(standings(await shop.resolve())).toEqual(['open', 'open'])
    await shop.wait(21)
    const over = await shop.resolve()
    expect(over.result).toBe('unpaid')
    expect(over.attempts[0]).toMatchObject({ at: 'needs-action', received: { asset: 'RLUSD', value: '3' } })
    await shop.send('0.5')
    expect(standings(await shop.resolve())).toEqual(['paid', 'closed'])
  })

  it('that is void keeps no tokens, and gives none back by itself', async () => {
    const shop = await openShop()
    await shop.send('3.5')
    const { attempts } = await shop.resolve([{ ...inTokens, superseded: 'void' }, inMoney])
    expect(attempts[0]).toMatchObject({ at: 'needs-action', received: quote })
    expect(shop.paid).toEqual([])
  })
})

describe('a pass over orders of tokens', () => {
  it('tells what has come, once', async () => {
    const shop = await openShop()
    await shop.send('3.5')
    expect(await shop.sweep()).toEqual({ asked: 1, told: 1, limited: [], unresolved: [] })
    expect(shop.told).toMatchObject([
      {
        type: 'payment.paid',
        provider: 'xrpl',
        orderId: 'T0001001',
        amount: quote,
        received: quote,
        coverage: 'exact',
      },
    ])
    await shop.wait(5)
    expect(await shop.sweep()).toMatchObject({ asked: 0, told: 0, unresolved: [{ why: 'told' }] })
  })

  it('waits for the rest of too little, and lists it once its time is over', async () => {
    const shop = await openShop()
    await shop.send('3')
    expect(await shop.sweep()).toEqual({ asked: 1, told: 0, limited: [], unresolved: [] })
    await shop.wait(21)
    const { unresolved } = await shop.sweep()
    expect(unresolved).toMatchObject([{ why: 'needs-action', next: expect.stringContaining('3 of 3.5 RLUSD') }])
    await shop.send('0.5')
    await shop.wait(30)
    expect(await shop.sweep()).toMatchObject({ told: 1, unresolved: [] })
  })

  it('calls nothing closed, and finds what comes a day late', async () => {
    const shop = await openShop()
    await shop.wait(21)
    expect(await shop.sweep()).toMatchObject({ told: 0, unresolved: [{ why: 'late' }] })
    await shop.wait(1440)
    await shop.send('4')
    expect(await shop.sweep()).toMatchObject({ told: 1, unresolved: [] })
    expect(shop.told).toMatchObject([{ type: 'payment.paid', coverage: 'over' }])
  })

  it('asks by null as by nothing, and about no refund that there cannot be', async () => {
    const shop = await openShop()
    await shop.send('3.5')
    const row = { ...inTokens, expiresAt: null, reference: null } as unknown as OpenOrder
    const refund = { provider: 'xrpl', orderId: 'T0001001', refundId: 'R1', placedAt: noon }
    const { told, unresolved } = await shop.sweep([row, refund])
    expect([told, unresolved]).toMatchObject([1, [{ why: 'invalid', next: expect.stringContaining('nothing back') }]])
  })
})
