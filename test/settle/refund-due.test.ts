import { advanceClock } from 'shroff/mock'
import { describe, expect, it } from 'vitest'
import { tills } from './shops.js'

const day = 24 * 3_600_000

// Alipay cancels within 24 hours, WeChat Pay reverses within 7 days (whether APIv3 ends there is unconfirmed), UnionPay until
// 23:00 of the day, which is noon, and Lakala until its midnight.
const ends = {
  'Alipay over V2': day,
  'Alipay over V3': day,
  'WeChat Pay over APIv2': 7 * day,
  UnionPay: 11 * 3_600_000,
  Lakala: 12 * 3_600_000,
}

describe.each(Object.entries(ends))('an undoing at %s that comes too late', (name, limit) => {
  const open = tills[name as keyof typeof tills]

  it('says that the money is there and must be refunded, and is no endless wait', async () => {
    const till = await open()
    expect((await till.settle(till.code('pays'))).result).toBe('paid')
    advanceClock(till.mock, limit + 60_000)
    expect(await till.settle(undefined, undefined, { undoing: true })).toMatchObject({
      result: 'refund-due',
      orderId: 'T0001001',
      payment: { status: 'paid' },
      error: { code: 'REFUND_REFUSED', outcome: 'rejected' },
    })
    expect(till.book()).toBe('paid')
  })

  it('and in time gives it back', async () => {
    const till = await open()
    await till.settle(till.code('pays'))
    advanceClock(till.mock, limit - 60_000)
    expect((await till.settle(undefined, undefined, { undoing: true })).result).toBe('reversed')
    expect(till.book()).toBe('refunded')
  })
})
