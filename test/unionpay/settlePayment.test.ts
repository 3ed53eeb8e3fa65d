import { memoryJournal } from 'shroff'
import { settlePayment, settlePaymentParameters } from 'shroff/unionpay'
import { describe, expect, it } from 'vitest'
import { codeOf, failure } from '../support/failure.js'
import { noon } from '../support/noon.js'
import { accountOf, openUnionpay, paidTea, placedAt, tea } from '../support/unionpay.js'

const payerCode = '6220000000000000018'
const { notifyUrl: _, ...order } = tea
const sale = { ...order, payerCode, description: 'Oolong tea' }
const again = { orderId: tea.orderId, placedAt }

type Answer = Record<string, string> | 'lost'
const paid: Answer = { ...paidTea, txnSubType: '06' }
const open = (origRespCode = '05') => ({ txnType: '01', txnSubType: '06', txnAmt: '2500', origRespCode })
const missing = { respCode: '34' }

/** A UnionPay that answers each kind in turn, the last one again and again. Waits move its clock, and are kept in seconds. */
function till({
  charges = [{}],
  queries,
  reversals = [{}],
}: {
  charges?: Answer[]
  queries: Answer[]
  reversals?: Answer[]
}) {
  const waits: number[] = []
  let now = noon.getTime()
  const clock = {
    now: () => now,
    sleep: async (milliseconds: number) => {
      waits.push(milliseconds / 1000)
      now += milliseconds
    },
  }
  const lists: Record<string, Answer[]> = { '01': [...charges], '00': [...queries], '99': [...reversals] }
  const opened = openUnionpay(({ txnType = '' }) => {
    const list = lists[txnType]!
    const answer = list.length > 1 ? list.shift()! : list[0]!
    if (answer === 'lost') throw new DOMException('no answer', 'TimeoutError')
    return answer
  }, accountOf({ clock }))
  const kinds = () => opened.sent.map(({ txnType }) => txnType)
  return { ...opened, waits, kinds, charged: () => kinds().filter((kind) => kind === '01').length }
}

describe('a charge', () => {
  it('whose answer is lost is found again by what the shop had before it', async () => {
    const { client, sent, charged } = till({ charges: ['lost'], queries: [missing, missing, paid] })
    expect(await settlePayment(client, sale)).toMatchObject({ result: 'paid', payment: { status: 'paid' } })
    expect(charged()).toBe(1)
    for (const { orderId, txnTime } of sent) expect([orderId, txnTime]).toEqual([tea.orderId, '20260304120000'])
  })

  it.each(['12', '04'])('of which nobody knows (%s) is asked about, and never sent again', async (respCode) => {
    const { client, charged } = till({ charges: [{ respCode }], queries: [missing, open(), paid] })
    expect(await settlePayment(client, sale)).toMatchObject({ result: 'paid' })
    expect(charged()).toBe(1)
  })

  it('that is refused has charged nothing', async () => {
    const { client, kinds } = till({ charges: [{ respCode: '64' }], queries: [missing] })
    expect(await failure(settlePayment(client, sale))).toMatchObject({ code: 'PAYER_REFUSED', outcome: 'rejected' })
    expect(kinds()).not.toContain('99')
  })

  it('that is refused later on leaves nothing to undo', async () => {
    const { client, kinds } = till({ queries: [missing, open(), open('64')] })
    const end = await settlePayment(client, sale)
    expect(end).toMatchObject({ result: 'reversed', payment: { status: 'failed', providerCode: '64' } })
    expect(kinds()).not.toContain('99')
  })

  it('that is another sale is never undone', async () => {
    const { client, kinds } = till({ queries: [{ ...paid, txnAmt: '9900' }] })
    expect(await codeOf(settlePayment(client, sale))).toBe('ORDER_ID_USED')
    expect(kinds()).toEqual(['00'])
  })

  it('is told of no webhook', async () => {
    const { client, sent } = till({ queries: [missing, paid] })
    await settlePayment(client, sale)
    expect(sent.find(({ txnType }) => txnType === '01')).toMatchObject({
      qrNo: payerCode,
      backUrl: 'http://www.specialUrl.com',
    })
  })
})

describe('the waiting', () => {
  it('is the documented one, and ends with the patience', async () => {
    const { client, waits, kinds } = till({ queries: [missing, open()] })
    expect(await settlePayment(client, sale)).toMatchObject({ result: 'reversed' })
    expect(waits).toEqual([1, 2, 4, 8, 16, 29])
    expect(kinds().at(-1)).toBe('99')
  })

  it('is no rarer than every 32 seconds where the payer has longer', async () => {
    const { client, waits } = till({ queries: [missing, open()] })
    await settlePayment(client, { ...sale, patience: 120_000 })
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 32, 25])
  })
})

describe('the undoing', () => {
  const cancelled = () => ({ cancel: AbortSignal.abort() })

  it('goes on where its answer is lost, and ends where it went back before', async () => {
    const { client, kinds } = till({ queries: [paid], reversals: ['lost', { respCode: '45' }] })
    expect(await settlePayment(client, { ...again, ...cancelled() })).toMatchObject({ result: 'reversed' })
    expect(kinds().filter((kind) => kind === '99')).toHaveLength(2)
  })

  it('of what cannot be undone any more leaves a refund to make', async () => {
    const { client } = till({ queries: [paid], reversals: [{ respCode: '35' }] })
    const end = await settlePayment(client, { ...again, undoing: true })
    expect(end).toMatchObject({ result: 'refund-due', payment: { status: 'paid' }, error: { code: 'REFUND_REFUSED' } })
  })

  it.each(['34', '35'])('of what is not there tells until when a late charge may come: %s', async (respCode) => {
    const { client } = till({ charges: ['lost'], queries: [missing], reversals: [{ respCode }] })
    const end = await settlePayment(client, sale)
    expect(end).toMatchObject({ result: 'reversed', error: { code: 'TIMEOUT' } })
    expect(end).toHaveProperty('lateChargePossibleUntil')
  })

  it('that nobody answers is unresolved, and goes on with the next call', async () => {
    const journal = memoryJournal()
    const first = till({ queries: [paid], reversals: ['lost'] })
    const end = await settlePayment(first.client, { ...again, ...cancelled(), journal })
    expect(end).toMatchObject({ result: 'unresolved', undoing: true, error: { outcome: 'unknown' } })
    // What looks paid may be given back a moment later.
    const next = till({ queries: [paid] })
    expect(await settlePayment(next.client, { ...again, journal })).toMatchObject({ result: 'reversed' })
    expect(next.charged()).toBe(0)
  })
})

describe('going on by number', () => {
  it('wants the time, too, and never charges', async () => {
    const { client, charged } = till({ queries: [paid] })
    const error = await failure(settlePayment(client, { orderId: tea.orderId } as never))
    expect(error).toMatchObject({ code: 'PARAMETERS_INVALID', fields: [{ path: 'placedAt' }] })
    expect(await settlePayment(client, again)).toMatchObject({ result: 'paid' })
    expect(charged()).toBe(0)
  })

  it.each([
    [again, undefined],
    [sale, undefined],
    [{ orderId: tea.orderId }, ['placedAt']],
    [{ ...sale, placedAt: undefined }, ['placedAt']],
    [{ ...again, amount: tea.amount }, ['amount']],
    [{ ...sale, patience: 1 }, ['patience']],
  ])('is what its schema says: %j', (given, paths) => {
    const { issues } = settlePaymentParameters['~standard'].validate(given)
    expect(issues?.map(({ path }) => path.join('.'))).toEqual(paths)
  })
})

describe('the same number under another time', () => {
  const later = new Date(placedAt.getTime() + 1_000)
  it('is refused by a journal that lasts, before anything is sent', async () => {
    const journal = memoryJournal()
    const first = till({ charges: ['lost'], queries: [missing, 'lost'], reversals: ['lost'] })
    expect((await settlePayment(first.client, { ...sale, journal })).result).toBe('unresolved')
    const second = till({ queries: [missing] })
    const error = await failure(settlePayment(second.client, { ...sale, placedAt: later, journal }))
    expect(error).toMatchObject({
      code: 'ORDER_ID_USED',
      outcome: 'unknown',
      provider: 'unionpay',
      action: 'settlePayment',
    })
    expect(error.next).toContain('2026-03-04T04:00:00.000Z')
    expect(second.sent).toEqual([])
    // Within the same second it is the same order, whose undoing goes on.
    const third = till({ queries: [paid] })
    const within = new Date(placedAt.getTime() + 999)
    expect((await settlePayment(third.client, { orderId: sale.orderId, placedAt: within, journal })).result).toBe(
      'reversed',
    )
  })

  it('is taken where nothing was charged', async () => {
    const journal = memoryJournal()
    const refused = till({ charges: [{ respCode: '64' }], queries: [missing] })
    expect(await codeOf(settlePayment(refused.client, { ...sale, journal }))).toBe('PAYER_REFUSED')
    const next = till({ queries: [missing, { ...(paid as object), txnTime: '20260304120001' } as Answer] })
    expect((await settlePayment(next.client, { ...sale, placedAt: later, journal })).result).toBe('paid')
  })
})
