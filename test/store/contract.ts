import { randomUUID } from 'node:crypto'
import { type Claimed, journalOf, type Store } from 'shroff/store'
import { beforeEach, describe, expect, it } from 'vitest'
import { tills } from '../settle/shops.js'

/** A store as the contract sees it. */
export type Subject = {
  /** Two ways to the same store: two connections, where it has them. */
  stores: readonly [Store, Store]
  /** Ends the lease of a key, as time would. */
  lapse(key: string): Promise<void>
  /** Lets the store forget a key that nobody holds, as its own expiry, bound or purge does. */
  forget(key: string): Promise<void>
  /** Waits, with a bound, until so many milliseconds have passed by the store's time. */
  pass(milliseconds: number): Promise<void>
}

const minute = 60_000

/** What every store does. `open` is called once for each test. */
export function storeContract(name: string, open: () => Promise<Subject>) {
  describe(`the store in ${name}`, () => {
    let subject: Subject
    let one: Store
    let other: Store
    // Stores outlive a test: each has keys of its own.
    let key: string
    beforeEach(async () => {
      subject = await open()
      ;[one, other] = subject.stores
      key = `test/${randomUUID()}`
    })

    it('gives a key to one holder', async () => {
      const token = await claimed(one, key)
      expect(token).toMatch(/^[1-9]\d*$/)
      expect(Number(token)).toBeLessThan(2 ** 53)
      expect(await other.claim(key, minute)).toEqual({ state: 'busy' })
      expect(await one.claim(key, minute)).toEqual({ state: 'busy' })
      await claimed(other, `${key} 2`)
    })

    it('gives a key to one of fifty that want it at once', async () => {
      const wanted = Array.from({ length: 50 }, (_, place) => (place % 2 ? one : other).claim(key, minute))
      expect((await Promise.all(wanted)).map(({ state }) => state).sort()).toEqual([
        ...new Array<Claimed['state']>(49).fill('busy'),
        'claimed',
      ])
    })

    it('takes a key from a holder whose lease has ended, who can then do nothing', async () => {
      const first = await claimed(one, key)
      await one.write(key, first, 'first')
      await subject.lapse(key)
      const next = await other.claim(key, minute)
      expect(next).toEqual({ state: 'claimed', token: expect.any(String), value: 'first' })
      const { token: second } = next as { token: string }
      expect(Number(second)).toBeGreaterThan(Number(first))
      await expectPowerless(one, key, first)
      expect(await one.claim(key, minute)).toEqual({ state: 'busy' })
      // And what the second does stands.
      expect(await other.write(key, second, 'second')).toBe(true)
      await expectPowerless(one, key, first)
      await other.release(key, second)
      expect(await one.claim(key, minute)).toMatchObject({ state: 'claimed', value: 'second' })
    })

    it('lets a holder do nothing once its lease has ended, though nobody has taken the key', async () => {
      const token = await claimed(one, key)
      await subject.lapse(key)
      await expectPowerless(one, key, token)
      expect(await other.claim(key, minute)).toEqual({ state: 'claimed', token: expect.any(String) })
    })

    it('ends a lease by its own time, and not the one that was prolonged', async () => {
      const kept = await claimed(one, `${key} kept`, 200)
      expect(await one.renew(`${key} kept`, kept, minute)).toBe(true)
      await claimed(one, key, 200)
      await subject.pass(200)
      await claimed(other, key)
      expect(await other.claim(`${key} kept`, minute)).toEqual({ state: 'busy' })
      expect(await one.confirm(`${key} kept`, kept)).toBe(true)
    })

    it('keeps what is done for good', async () => {
      const token = await claimed(one, key)
      expect(await one.confirm(key, token)).toBe(true)
      for (const store of [one, other]) expect(await store.claim(key, minute)).toEqual({ state: 'done' })
      await subject.lapse(key)
      expect(await other.claim(key, minute)).toEqual({ state: 'done' })
    })

    it('takes confirm and renew again from who confirmed, and nothing else', async () => {
      const token = await claimed(one, key)
      await one.confirm(key, token)
      // Whoever confirmed within its own transaction is still in the middle of its work.
      expect(await one.renew(key, token, minute)).toBe(true)
      expect(await one.confirm(key, token)).toBe(true)
      expect(await one.write(key, token, 'late')).toBe(false)
      expect(await one.release(key, token)).toBe(false)
      await expectPowerless(other, key, String(Number(token) + 1))
      expect(await other.claim(key, minute)).toEqual({ state: 'done' })
    })

    it('gives back a key at once, with what was written under it', async () => {
      const token = await claimed(one, key)
      expect(await one.write(key, token, '{"step":"charging"}')).toBe(true)
      expect(await one.release(key, token)).toBe(true)
      await expectPowerless(one, key, token)
      expect(await other.claim(key, minute)).toMatchObject({ state: 'claimed', value: '{"step":"charging"}' })
    })

    it('changes nothing for a token that never was', async () => {
      await expectPowerless(one, key, '1')
      await claimed(one, key)
      for (const token of ['1', '', 'x', '1 or true', '9007199254740991']) await expectPowerless(one, key, token)
      expect(await other.claim(key, minute)).toEqual({ state: 'busy' })
    })

    it('has a token that grows, also where the key was forgotten meanwhile', async () => {
      const tokens: number[] = []
      for (const end of ['release', 'release', 'forget', 'lapse', 'confirm', 'forget', 'release'] as const) {
        const token = await claimed(tokens.length % 2 ? one : other, key)
        tokens.push(Number(token))
        if (end === 'release') await one.release(key, token)
        else if (end === 'confirm') await one.confirm(key, token)
        else if (end === 'lapse') await subject.lapse(key)
        else {
          await one.release(key, token)
          await subject.forget(key)
        }
        if (end === 'confirm') await subject.forget(key)
      }
      expect(tokens).toEqual([...new Set(tokens)].sort((a, b) => a - b))
    })

    it('keeps keys and texts as they are', async () => {
      const texts = ['', '茶 乌龙', '{"a":"\'\\"`"}', '😀\n\t', '; drop table shroff_store', 'x'.repeat(100_000)]
      for (const text of texts) {
        const own = `${key} {tag} ${text.slice(0, 99)}`
        const token = await claimed(one, own)
        await one.write(own, token, text)
        await one.release(own, token)
        expect(await other.claim(own, minute)).toMatchObject({ state: 'claimed', value: text })
      }
    })
  })

  describe(`the journal of settlePayment in ${name}`, () => {
    const paid = { step: 'paid', chargedAt: 1 } as const
    let order: { provider: string; account: string; orderId: string }
    beforeEach(() => {
      order = { provider: 'bank', account: 'M1', orderId: `T_${randomUUID().replaceAll('-', '')}`.slice(0, 24) }
    })

    it('gives an order to one call, and what was last written of it to the next', async () => {
      const [one, other] = (await open()).stores.map((store) => journalOf(store))
      const first = await one!.acquire(order)
      expect(first!.entry).toBeUndefined()
      expect(await other!.acquire(order)).toBeUndefined()
      await one!.write(order, first!.owner, { step: 'charging', chargedAt: 0 })
      await one!.write(order, first!.owner, paid)
      await one!.release(order, first!.owner)
      const next = await other!.acquire(order)
      expect(next!.entry).toEqual(paid)
      await expect(one!.write(order, first!.owner, paid)).rejects.toThrow('The order has passed to another owner.')
      await one!.release(order, first!.owner)
      expect(await one!.acquire(order)).toBeUndefined()
      await other!.release(order, next!.owner)
    })

    it('gives the order of a holder that died to the next, and refuses the dead', async () => {
      const { stores, lapse } = await open()
      const [one, other] = stores.map((store) => journalOf(store))
      const first = await one!.acquire(order)
      await one!.write(order, first!.owner, paid)
      await lapse(`settle/${JSON.stringify(['bank', 'M1', order.orderId])}`)
      const next = await other!.acquire(order)
      expect(next!.entry).toEqual(paid)
      await expect(one!.write(order, first!.owner, paid)).rejects.toThrow('The order has passed to another owner.')
      await other!.release(order, next!.owner)
    })

    it('serves settlePayment: one call at a time, and never undoes what was paid', async () => {
      const till = await tills['Alipay over V3']()
      const [one, other] = (await open()).stores.map((store) => journalOf(store))
      const { orderId } = order
      const code = till.code('types-password')
      const first = till.settle(code, undefined, { journal: one!, orderId })
      const busy = till.settle(code, undefined, { journal: other!, orderId })
      const ends = (await Promise.allSettled([first, busy])).map((end) =>
        end.status === 'fulfilled' ? end.value.result : end.reason.code,
      )
      // By now the one that was first has undone what nobody confirmed.
      expect(ends.sort()).toEqual(['ORDER_BUSY', 'reversed'])

      const sold = { journal: one!, orderId: `${orderId}_2` }
      expect((await till.settle(till.code('pays'), undefined, sold)).result).toBe('paid')
      const again = { ...sold, journal: other!, undoing: true, cancel: AbortSignal.abort() }
      expect((await till.settle(undefined, undefined, again)).result).toBe('paid')
      expect(till.book(sold.orderId)).toBe('paid')
    })
  })
}

async function claimed(store: Store, key: string, lease = minute): Promise<string> {
  const found = await store.claim(key, lease)
  if (found.state !== 'claimed') throw new Error(`${key} is ${found.state}`)
  return found.token
}

async function expectPowerless(store: Store, key: string, token: string): Promise<void> {
  expect(await store.renew(key, token, minute)).toBe(false)
  expect(await store.write(key, token, 'lost')).toBe(false)
  expect(await store.confirm(key, token)).toBe(false)
  expect(await store.release(key, token)).toBe(false)
}
