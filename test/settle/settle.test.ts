import { pay } from 'shroff/mock'
import { describe, expect, it } from 'vitest'
import { tills } from './shops.js'

describe.each(Object.entries(tills))('settlePayment at %s', (_, open) => {
  const seconds = (till: { requests: () => { at: number }[] }) => {
    const times = till.requests().map(({ at }) => at)
    return (times.at(-1)! - times[0]!) / 1000
  }

  it('throws a refusal, or finds it: nothing was charged', async () => {
    const till = await open()
    if (till.refusesLater) {
      const end = await till.settle(till.code('refuses'))
      expect(end).toMatchObject({ result: 'reversed', payment: { status: 'failed' } })
      return expect(till.book()).toBe('closed')
    }
    const end = till.settle(till.code('refuses'))
    await expect(end).rejects.toMatchObject({ code: 'PAYER_REFUSED', outcome: 'rejected' })
    expect(till.book()).toBe('nothing')
  })

  it.each([
    [undefined, 'parameters'],
    [null, 'parameters'],
    [{}, 'orderId'],
    [{ orderId: '订\n单' }, 'orderId'],
    [{ orderId: 'T0001001', undoing: 'yes' }, 'undoing'],
    [{ orderId: 'T0001001', paymentId: '1' }, 'paymentId'],
    [{ orderId: 'T0001001', payerCode: '' }, 'payerCode'],
  ])('refuses %j before anything is sent', async (parameters, path) => {
    const till = await open()
    const refusal = { code: 'PARAMETERS_INVALID', outcome: 'not-sent' }
    const error = await till.settleWith(parameters as never).catch((caught: unknown) => caught)
    expect(error).toMatchObject(refusal)
    expect((error as { fields: { path: string }[] }).fields.map((field) => field.path)).toContain(path)
    expect(till.requests()).toHaveLength(0)
  })

  it('reverses what the payer never confirms, after a minute', async () => {
    const till = await open()
    expect(await till.settle(till.code('types-password'))).toMatchObject({ result: 'reversed', orderId: 'T0001001' })
    expect(till.book()).toBe('closed')
    expect(seconds(till)).toBe(Math.max(60, till.undoesAfter))
  })

  it('is unresolved without an answer, and resolved by the next call', async () => {
    const till = await open()
    till.line.cut = true
    expect(await till.settle(till.code('pays'))).toMatchObject({ result: 'unresolved', error: { code: 'TIMEOUT' } })
    expect(till.charges()).toHaveLength(0)
    till.line.cut = false
    expect(await till.settle()).toMatchObject({ result: 'reversed' })
  })

  it.each(['timeout-after', 'reset-after', 'proxy-page', 'system-error-after', 'unsigned', 'wrong-signature'] as const)(
    'finds out by a query what the answer to the charge would have said, after %s',
    async (fault) => {
      const till = await open()
      till.line.script = ['good', fault]
      expect((await till.settle(till.code('pays'))).result).toBe('paid')
      expect(till.book()).toBe('paid')
      expect(till.charges().map((charge) => charge.fault)).toEqual([fault])
    },
  )

  it('reverses a charge that never arrived, and does not charge again', async () => {
    const till = await open()
    till.line.script = ['good', 'timeout-before']
    expect((await till.settle(till.code('pays'))).result).toBe('reversed')
    expect(till.book()).toBe('nothing')
    expect(till.charges()).toHaveLength(1)
  })

  it('repeats a reversal whose answer is lost', async () => {
    const till = await open()
    // A query, the charge and the queries of a minute; then the reversal, each call with its three attempts.
    till.line.script = [
      ...Array.from({ length: 2 + till.asks.length }, () => 'good' as const),
      'timeout-after',
      'reset-after',
      'timeout-after',
    ]
    expect((await till.settle(till.code('types-password'))).result).toBe('reversed')
    expect(till.book()).toBe('closed')
  })

  it('is paid when the payer pays at once, and when called again does not charge again', async () => {
    const till = await open()
    const code = till.code('pays')
    const end = await till.settle(code)
    expect(end).toMatchObject({ result: 'paid', payment: { orderId: 'T0001001', status: 'paid' } })
    expect('payment' in end && end.payment && 'paymentId' in end.payment && end.payment.paymentId).toMatch(
      /^[\dA-Za-z]{20,32}$/,
    )
    expect((await till.settle(code)).result).toBe('paid')
    expect((await till.settle()).result).toBe('paid')
    expect(till.charges()).toHaveLength(1)
    expect(till.book()).toBe('paid')
  })

  it('is paid when the payer types the password in time', async () => {
    const till = await open()
    const settling = till.settle(till.code('types-password'))
    while (till.book() === 'nothing') await new Promise((resolve) => setTimeout(resolve))
    await pay(till.mock, { provider: till.provider, orderId: 'T0001001' })
    expect((await settling).result).toBe('paid')
    expect(till.book()).toBe('paid')
  })

  it('gives each of many payers at once the time to type', async () => {
    const till = await open()
    const start = till.mock.clock.now()
    const one = async (orderId: string) => {
      const settling = till.settle(till.code('types-password'), undefined, { orderId })
      const hasCharged = () => till.book(orderId) !== 'nothing'
      while (!hasCharged() || till.mock.clock.now() < start + 10_000)
        await new Promise((resolve) => setTimeout(resolve))
      await pay(till.mock, { provider: till.provider, orderId })
      return (await settling).result
    }
    const ends = await Promise.all(Array.from({ length: 20 }, (_, place) => one(`T00020${place + 10}`)))
    expect(new Set(ends)).toEqual(new Set(['paid']))
    expect(till.mock.clock.now() - start).toBeLessThan(60_000)
  })

  it('never finds a sale of another amount to be this one', async () => {
    const till = await open()
    await till.settle(till.code('pays'))
    const other = { orderId: 'T0001001', amount: { currency: 'CNY', value: 1 } as const }
    await expect(till.settle(till.code('pays'), undefined, other)).rejects.toMatchObject({
      code: 'ORDER_ID_USED',
      provider: expect.any(String),
      action: 'settlePayment',
    })
    expect(till.charges()).toHaveLength(1)
  })

  it('ends with its signal, unresolved', async () => {
    const till = await open()
    const stop = new AbortController()
    const settling = till.settle(till.code('types-password'), { signal: stop.signal })
    while (till.book() === 'nothing') await new Promise((resolve) => setTimeout(resolve))
    stop.abort()
    expect(await settling).toMatchObject({ result: 'unresolved', error: { code: 'ABORTED', outcome: 'unknown' } })
    expect(await till.settle()).toMatchObject({ result: 'reversed' })
    expect(till.book()).toBe('closed')
  })
})
