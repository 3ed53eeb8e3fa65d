import { resolveOrder } from 'shroff/life'
import { advanceClock, decline, settleRefund } from 'shroff/mock'
import { memoryStore } from 'shroff/store'
import { describe, expect, it } from 'vitest'
import { nextAsk } from '../../src/life/attempt.js'
import { noon } from '../support/noon.js'
import { railNames } from '../support/rails.js'
import { limited, lost, minute, openSale, openSaleAt, price } from './shop.js'

const at = ({ attempts }: Awaited<ReturnType<typeof resolveOrder>>) => attempts.map((attempt) => attempt.at)

/** A process that dies when it has begun to tell: it never goes on. */
const dieTelling = ({ resolve }: Awaited<ReturnType<typeof openSale>>) =>
  new Promise<void>((died) => {
    const onPaid = () => {
      died()
      return new Promise(() => {})
    }
    void resolve({ onPaid })
  })

describe.each(railNames)('a second payment at %s', (provider) => {
  const other = provider === 'wechatpay' ? 'alipay' : 'wechatpay'
  const refundId = 'T0001002TWICE'

  /** Until the refund has come to its end, as far as that takes anything. */
  async function toTheEnd(sale: Awaited<ReturnType<typeof openSale>>) {
    await settleRefund(sale.mock, { provider, refundId }).catch((error) => expect(error.message).toMatch(/succeeded/))
    advanceClock(sale.mock, minute)
    return sale.resolve()
  }

  it('is given back, the first is told, once, and in the end nothing is asked any more', async () => {
    const sale = await openSale(other, provider)
    await sale.payFor(0)
    await sale.payFor(1)
    const first = await sale.resolve()
    expect(first).toMatchObject({ saleId: 'S1', result: 'paid', paid: { provider: other, orderId: 'T0001001' } })
    expect(at(await toTheEnd(sale))).toEqual(['paid', 'refunded'])
    const { length } = sale.made
    const last = await sale.resolve()
    expect(last).not.toHaveProperty('nextAt')
    expect(sale.made).toHaveLength(length)
    expect(sale.told).toMatchObject([{ provider: other, orderId: 'T0001001', amount: price }])
    expect(sale.made.filter(([action]) => action === 'refundPayment')).toHaveLength(1)
  })

  it.each(['before', 'after'] as const)('is given back once where the refund is lost %s it was made', async (when) => {
    const sale = await openSale(other, provider)
    await sale.payFor(0)
    await sale.payFor(1)
    sale.line[when] = (action) => {
      if (action === 'refundPayment') throw lost()
    }
    const first = await sale.resolve()
    expect(first.attempts[1]).toMatchObject({ at: 'refunding', error: { code: 'TIMEOUT' } })
    sale.line[when] = () => undefined
    advanceClock(sale.mock, minute)
    await sale.resolve()
    expect(at(await toTheEnd(sale))).toEqual(['paid', 'refunded'])
    // It is asked for again only where nothing is known of it.
    expect(sale.made.filter(([action]) => action === 'refundPayment')).toHaveLength(when === 'before' ? 2 : 1)
  })

  it('that comes while the order is being closed is given back', async () => {
    const sale = await openSale(other, provider)
    await sale.payFor(0)
    await decline(sale.mock, { provider, orderId: 'T0001002' })
    sale.line.before = async (action) => {
      if (action !== 'endPayment') return
      sale.line.before = () => undefined
      await sale.payFor(1)
    }
    const [, second] = at(await sale.resolve())
    // A cancelling gives back by itself; where there is no closing it is found by the next call.
    const ends = { alipay: 'refunded', lakala: 'refunded', antom: 'closed', unionpay: 'open' }
    expect(second).toBe({ wechatpay: 'refunding', qqpay: 'refunding', yeepay: 'refunding', ...ends }[provider])
    advanceClock(sale.mock, minute)
    await sale.resolve()
    if (second !== 'closed') expect(at(await toTheEnd(sale))).toEqual(['paid', 'refunded'])
    expect(sale.told).toHaveLength(1)
  })
})

describe('the other orders', () => {
  it('are closed as soon as one has paid', async () => {
    const sale = await openSale('alipay', 'wechatpay')
    await sale.payFor(0)
    expect(at(await sale.resolve())).toEqual(['paid', 'closed'])
    await expect(sale.payFor(1)).rejects.toThrow('closed')
  })

  it('that nobody has scanned are watched until they have expired, and no longer', async () => {
    const sale = await openSale('wechatpay', 'alipay')
    await sale.payFor(0)
    let result = await sale.resolve()
    const asked: number[] = []
    while (result.nextAt) {
      advanceClock(sale.mock, result.nextAt.getTime() - sale.mock.clock.now())
      asked.push((sale.mock.clock.now() - noon.getTime()) / 1000)
      result = await sale.resolve()
    }
    expect(at(result)).toEqual(['paid', 'expired'])
    // Alipay's rhythm, every 5 s for a minute; then after as long again each time; and once right after the end.
    expect(asked).toEqual([...Array.from({ length: 12 }, (_, place) => 5 * (place + 1)), 120, 240, 480, 960, 1201])
  })

  it('that are scanned and paid after all are given back', async () => {
    const sale = await openSale('wechatpay', 'alipay')
    await sale.payFor(0)
    expect(at(await sale.resolve())).toEqual(['paid', 'open'])
    advanceClock(sale.mock, 9 * minute)
    await sale.payFor(1)
    expect(at(await sale.resolve())).toEqual(['paid', 'refunded'])
  })

  it('are left alone while nobody has paid, and closed once their time is over', async () => {
    const sale = await openSale('wechatpay', 'antom')
    await decline(sale.mock, { provider: 'antom', orderId: 'T0001002' })
    const open = await sale.resolve()
    expect([open.result, at(open)]).toEqual(['open', ['open', 'open']])
    expect(open.nextAt).toEqual(new Date(noon.getTime() + 2000))
    expect(sale.made.filter(([action]) => action === 'endPayment')).toEqual([])
    advanceClock(sale.mock, 20 * minute + 1)
    const last = await sale.resolve()
    expect([last.result, at(last)]).toEqual(['unpaid', ['closed', 'closed']])
    expect(last).not.toHaveProperty('nextAt')
    expect(sale.told).toEqual([])
  })

  it('that come later are closed as well, and paid ones given back', async () => {
    const sale = await openSale('wechatpay', 'alipay')
    const late = sale.attempts.pop()!
    await sale.payFor(0)
    await sale.resolve()
    sale.attempts.push(late)
    await sale.payFor(1)
    expect(at(await sale.resolve())).toEqual(['paid', 'refunded'])
  })

  it('whose provider gives no answer hold up neither the telling nor the rest', async () => {
    const sale = await openSale('wechatpay', 'alipay', 'wechatpay')
    await sale.payFor(0)
    sale.line.before = (_, orderId) => {
      if (orderId === 'T0001002') throw lost()
    }
    const result = await sale.resolve()
    expect(at(result)).toEqual(['paid', 'open', 'closed'])
    expect(result.attempts[1]).toMatchObject({ error: { code: 'TIMEOUT' } })
    expect(sale.told).toHaveLength(1)
  })
})

describe('an order that Lakala calls missing while nobody has paid', () => {
  async function openMissing() {
    const sale = await openSaleAt({ lakala: { unconfirmed: { unpaidState: 'missing' } } }, 'lakala')
    // Our end is over, and the wallet's is not.
    sale.attempts[0] = { ...sale.attempts[0]!, expiresAt: new Date(noon.getTime() - 11 * minute) }
    return sale
  }

  it('is closed at its end', async () => {
    const sale = await openMissing()
    expect(await sale.resolve()).toMatchObject({ result: 'unpaid', attempts: [{ at: 'closed' }] })
    await expect(sale.payFor(0)).rejects.toThrow()
  })

  it('is open while nobody knows whether it was closed', async () => {
    const sale = await openMissing()
    sale.line.before = (action) => {
      if (action === 'endPayment') throw lost()
    }
    const first = await sale.resolve()
    expect(first).toMatchObject({ result: 'open', attempts: [{ at: 'open', error: { code: 'TIMEOUT' } }] })
    sale.line.before = () => undefined
    await sale.payFor(0)
    expect(await sale.resolve()).toMatchObject({ result: 'paid', attempts: [{ at: 'paid' }] })
  })
})

describe('money that comes after the end, as for a clock that runs ahead', () => {
  /** Its end, as it is said here, comes before that of the order. */
  async function openEarly(...wallets: Parameters<typeof openSale>) {
    const sale = await openSale(...wallets)
    for (const [place, attempt] of sale.attempts.entries())
      sale.attempts[place] = { ...attempt, expiresAt: new Date(noon.getTime() - 5 * minute) }
    return sale
  }

  it('is told, though the sale was unpaid', async () => {
    const sale = await openEarly('alipay', 'alipay')
    advanceClock(sale.mock, 6 * minute)
    expect(await sale.resolve()).toMatchObject({ result: 'unpaid' })
    await sale.payFor(1)
    const late = await sale.resolve()
    expect([late.result, at(late)]).toEqual(['paid', ['expired', 'paid']])
    expect(sale.told).toMatchObject([{ orderId: 'T0001002' }])
  })

  it('is given back where another is kept', async () => {
    const sale = await openEarly('wechatpay', 'alipay')
    await sale.payFor(0)
    advanceClock(sale.mock, 6 * minute)
    expect(at(await sale.resolve())).toEqual(['paid', 'expired'])
    await sale.payFor(1)
    expect(at(await sale.resolve())).toEqual(['paid', 'refunded'])
    expect(sale.told).toHaveLength(1)
  })
})

describe('a provider that says there were too many calls', () => {
  it('gets no further one from this call, and is left alone for a minute', async () => {
    const sale = await openSale('wechatpay', 'wechatpay', 'alipay')
    sale.line.before = (_, orderId) => {
      if (orderId !== 'T0001003') throw limited()
    }
    advanceClock(sale.mock, 1000)
    await sale.payFor(2)
    const result = await sale.resolve()
    expect(sale.made).toEqual([
      ['getPayment', 'wechatpay', 'T0001001'],
      ['getPayment', 'alipay', 'T0001003'],
    ])
    expect(result.attempts.map(({ error }) => error?.code)).toEqual(['RATE_LIMITED', 'RATE_LIMITED', undefined])
    expect(result.nextAt).toEqual(new Date(sale.mock.clock.now() + minute))
  })
})

describe('the telling', () => {
  it('that fails is made good by the next call, and holds up nothing', async () => {
    const sale = await openSale('wechatpay', 'alipay')
    await sale.payFor(0)
    await decline(sale.mock, { provider: 'alipay', orderId: 'T0001002' })
    const away = new Error('the database is away')
    const onPaid = () => Promise.reject(away)
    await expect(sale.resolve({ onPaid })).rejects.toBe(away)
    await expect(sale.payFor(1)).rejects.toThrow('closed')
    expect(at(await sale.resolve())).toEqual(['paid', 'closed'])
    await sale.resolve()
    expect(sale.told).toHaveLength(1)
  })

  it('that a process died at is made good once its lease has run out', async () => {
    const sale = await openSale('wechatpay', 'alipay')
    await sale.payFor(0)
    await dieTelling(sale)
    await expect(sale.resolve()).rejects.toMatchObject({ code: 'ORDER_BUSY', outcome: 'unknown' })
    advanceClock(sale.mock, 30_001)
    expect((await sale.resolve()).result).toBe('paid')
    expect(sale.told).toMatchObject([{ orderId: 'T0001001' }])
  })

  it('is of the one that was kept, also after a crash in which the other had paid first', async () => {
    const sale = await openSale('wechatpay', 'alipay')
    await sale.payFor(1)
    await dieTelling(sale)
    await sale.payFor(0)
    advanceClock(sale.mock, 30_001)
    expect(await sale.resolve()).toMatchObject({ paid: { orderId: 'T0001002' } })
    expect(sale.told).toMatchObject([{ orderId: 'T0001002' }])
  })
})

describe('a store that does not answer', () => {
  it.each(['claim', 'write'] as const)('at %s stops it before anything is told or undone', async (step) => {
    const sale = await openSale('wechatpay', 'alipay')
    await sale.payFor(0)
    await sale.payFor(1)
    const store = { ...sale.options.store, [step]: () => Promise.reject(new Error('away')) }
    await expect(sale.resolve({ store })).rejects.toMatchObject({ code: 'JOURNAL_FAILED', outcome: 'unknown' })
    expect(sale.told).toEqual([])
    expect(sale.made.every(([action]) => action === 'getPayment')).toBe(true)
  })

  it('or has given the sale to another stops it before the refund', async () => {
    const sale = await openSale('wechatpay', 'alipay')
    await sale.payFor(0)
    await sale.payFor(1)
    const answers = [true, false]
    const store = { ...sale.options.store, write: async () => answers.shift()! }
    await expect(sale.resolve({ store })).rejects.toMatchObject({ code: 'JOURNAL_FAILED' })
    expect(sale.made.filter(([action]) => action === 'refundPayment')).toEqual([])
  })
})

describe('a refund that does not go through by itself', () => {
  it('is for a person, and looked at again', async () => {
    const sale = await openSale('alipay', 'wechatpay')
    await sale.payFor(0)
    await sale.payFor(1)
    await sale.resolve()
    const refund = { provider: 'wechatpay', refundId: 'T0001002TWICE' } as const
    await settleRefund(sale.mock, { ...refund, status: 'needs-action' })
    advanceClock(sale.mock, minute)
    const stuck = await sale.resolve()
    expect(at(stuck)).toEqual(['paid', 'needs-action'])
    expect(stuck.nextAt).toEqual(new Date(sale.mock.clock.now() + 30 * minute))
    await settleRefund(sale.mock, refund)
    advanceClock(sale.mock, 30 * minute)
    expect(at(await sale.resolve())).toEqual(['paid', 'refunded'])
  })
})

describe('refuses before anything is asked', () => {
  const [placedAt, orderId] = [noon, 'T0001001']
  const good = { provider: 'wechatpay', orderId, placedAt }

  it.each([
    ['no sale', undefined, 'saleId'],
    ['an empty number', { saleId: '', attempts: [good] }, 'saleId'],
    ['no attempts', { saleId: 'S1', attempts: [] }, 'attempts'],
    ['another provider', { saleId: 'S1', attempts: [{ ...good, provider: 'paypal' }] }, 'attempts.0.provider'],
    ['a long number', { saleId: 'S1', attempts: [{ ...good, orderId: 'T'.repeat(33) }] }, 'attempts.0.orderId'],
    ['one twice', { saleId: 'S1', attempts: [good, { ...good, placedAt: new Date() }] }, 'attempts.1.orderId'],
    ['no time', { saleId: 'S1', attempts: [{ provider: 'wechatpay', orderId }] }, 'attempts.0.placedAt'],
    ['a time of JSON', { saleId: 'S1', attempts: [{ ...good, placedAt: noon.toJSON() }] }, 'attempts.0.placedAt'],
    [
      'no last moment',
      { saleId: 'S1', attempts: [{ ...good, expiresAt: new Date(Number.NaN) }] },
      'attempts.0.expiresAt',
    ],
    ['nothing', { saleId: 'S1', attempts: [null] }, 'attempts.0.provider'],
  ])('%s', async (_, parameters, path) => {
    const { gateways, options, made } = await openSale()
    const refused = expect(resolveOrder(gateways, parameters as never, options)).rejects
    await refused.toMatchObject({ code: 'PARAMETERS_INVALID', outcome: 'not-sent' })
    const { fields } = await resolveOrder(gateways, parameters as never, options).catch((error) => error)
    expect(fields.map((field: { path: string }) => field.path)).toContain(path)
    expect(made).toEqual([])
  })

  it.each([
    ['no store', { store: undefined }, 'store'],
    ['nobody to tell', { onPaid: undefined }, 'onPaid'],
    ['a short lease', { lease: 2999 }, 'lease'],
    ['what it does not know', { onpaid: () => {} }, 'onPaid'],
  ])('%s', async (_, more, name) => {
    const { resolve } = await openSale('wechatpay')
    const refused = expect(resolve(more as never)).rejects
    await refused.toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringContaining(name) })
  })

  it.each([
    ['one gateway twice', (all: readonly unknown[]) => [...all, all[0]]],
    ['what is none', () => [{}]],
    ['no list', () => undefined],
  ])('%s', async (_, change) => {
    const { gateways, options } = await openSale()
    const resolving = resolveOrder(change(gateways) as never, { saleId: 'S1', attempts: [good] }, options)
    await expect(resolving).rejects.toMatchObject({ code: 'CONFIG_INVALID' })
  })
})

it.each(['S2', 'S1/paid'])('a store of one process is shared by S1 and %s without a word', async (saleId) => {
  const store = memoryStore()
  const [first, second] = [await openSale('wechatpay'), await openSale('wechatpay')]
  await first.payFor(0)
  await first.resolve({ store })
  await second.payFor(0)
  await resolveOrder(second.gateways, { saleId, attempts: second.attempts }, { ...second.options, store })
  expect([first.told, second.told].map(({ length }) => length)).toEqual([1, 1])
})

it('asks on the rhythm, then after as long again, half an hour at most, unless the rhythm is slower', () => {
  const seconds = (rhythm: number[], until: number) => {
    const asked: number[] = []
    for (let now = 0; now < until * 1000; now = asked.at(-1)! * 1000) asked.push(nextAsk(rhythm, 0, now) / 1000)
    return asked
  }
  expect(seconds([5, 30], 700)).toEqual([5, 35, 95, 190, 380, 760])
  expect(seconds([5, 1800], 7000)).toEqual([5, 1805, 3605, 5405, 7205])
  expect(seconds([300, 7200], 15_000)).toEqual([300, 7500, 14_700, 21_900])
})

describe('an attempt that is superseded', () => {
  it('is closed though nobody has paid, and counts where it was paid before', async () => {
    const sale = await openSale('wechatpay', 'wechatpay')
    Object.assign(sale.attempts[0]!, { superseded: 'replaced' })
    expect(at(await sale.resolve())).toEqual(['closed', 'open'])
    const other = await openSale('wechatpay', 'wechatpay')
    Object.assign(other.attempts[0]!, { superseded: 'replaced' })
    await other.payFor(0)
    expect(at(await other.resolve())).toEqual(['paid', 'closed'])
    expect(other.told).toMatchObject([{ orderId: 'T0001001' }])
  })

  it('counts where it was paid while it was being closed', async () => {
    const sale = await openSale('wechatpay')
    Object.assign(sale.attempts[0]!, { superseded: 'replaced' })
    sale.line.before = async (action) => {
      if (action !== 'endPayment') return
      sale.line.before = () => undefined
      await sale.payFor(0)
    }
    expect((await sale.resolve()).result).toBe('open')
    expect((await sale.resolve()).result).toBe('paid')
  })

  it('and void gives back what is paid there, and the goods stay', async () => {
    const sale = await openSale('alipay', 'wechatpay')
    Object.assign(sale.attempts[0]!, { superseded: 'void' })
    expect(at(await sale.resolve())).toEqual(['open', 'open'])
    await sale.payFor(0)
    expect(at(await sale.resolve())).toEqual(['refunded', 'open'])
    expect(sale.told).toEqual([])
    await sale.payFor(1)
    expect(at(await sale.resolve())).toEqual(['refunded', 'paid'])
    expect(sale.told).toMatchObject([{ orderId: 'T0001002' }])
  })

  it.each(['antom', 'wechatpay'] as const)('is not kept at %s once its ending may be on the way', async (provider) => {
    const sale = await openSale(provider)
    await decline(sale.mock, { provider, orderId: 'T0001001' })
    Object.assign(sale.attempts[0]!, { superseded: 'replaced' })
    sale.line.before = (action) => {
      if (action === 'endPayment') throw lost()
    }
    expect((await sale.resolve()).attempts).toMatchObject([{ at: 'open', error: { code: 'TIMEOUT' } }])
    sale.line.before = () => undefined
    await sale.payFor(0)
    expect((await sale.resolve()).result).not.toBe('paid')
    expect(sale.told).toEqual([])
    expect(sale.made.map(([action]) => action)).toContain('refundPayment')
  })

  it('is refused by any other word', async () => {
    const sale = await openSale('wechatpay')
    Object.assign(sale.attempts[0]!, { superseded: 'yes' })
    await expect(sale.resolve()).rejects.toThrow("attempts.0.superseded: must be 'replaced' or 'void'")
  })
})
