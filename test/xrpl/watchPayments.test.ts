import { tokenAmount } from 'shroff'
import { advanceClock, failNext } from 'shroff/mock'
import { type WatchPaymentsResult, watchPayments } from 'shroff/xrpl'
import { sendTransfer, setServer } from 'shroff/xrpl/mock'
import { describe, expect, it } from 'vitest'
import { codeOf, failure, thrown } from '../support/failure.js'
import { cluster, openXrpl, s1, s2 } from '../support/xrpl.js'

type Opened = Awaited<ReturnType<typeof openXrpl>>

const send = ({ mock }: Opened, tag: number) => sendTransfer(mock, { tag, amount: tokenAmount('1', 'XRP') })

/** Follows for so many batches, and then leaves as a process that dies. */
async function follow({ client }: Opened, cursor: string | undefined, batches: number, each = (_batch: number) => {}) {
  const told: number[] = []
  let last: WatchPaymentsResult | undefined
  let count = 0
  for await (const batch of watchPayments(client, cursor === undefined ? {} : { cursor })) {
    last = batch
    told.push(...batch.transfers.map(({ tag }) => tag!))
    each(count)
    count += 1
    if (count === batches) break
  }
  return { told, cursor: last!.cursor }
}

describe('watchPayments', () => {
  it.each([1, 2] as const)('tells each transfer once, in its order, from now on, version %i', async (version) => {
    const shop = await openXrpl({ version })
    send(shop, 1)
    advanceClock(shop.mock, 4000)
    const { told } = await follow(shop, undefined, 6, (batch) => {
      if (batch < 4) send(shop, 10 + batch)
      if (batch === 2) send(shop, 20)
    })
    expect(told).toEqual([10, 11, 12, 20, 13])
  })

  it('goes on from its cursor after a restart, wherever that was', async () => {
    for (const batches of [1, 2, 3, 4, 5]) {
      const shop = await openXrpl({ pageSize: 2 })
      const start = await follow(shop, undefined, 1)
      // Seven in three ledgers, two to a page, so that pages end within ledgers.
      for (const tags of [[1, 2, 3], [4], [5, 6, 7]]) {
        for (const tag of tags) send(shop, tag)
        advanceClock(shop.mock, 4000)
      }
      const before = await follow(shop, start.cursor, batches)
      advanceClock(shop.mock, 86_400_000)
      const rest = await follow(shop, before.cursor, 6)
      expect([...before.told, ...rest.told], `after ${batches}`).toEqual([1, 2, 3, 4, 5, 6, 7])
      // The same again where what was told was not stored.
      expect((await follow(shop, start.cursor, 5)).told).toEqual([1, 2, 3, 4, 5, 6, 7])
    }
  })

  it('goes on at another host where one fails, on a page’s way too, without telling anything twice', async () => {
    const shop = await openXrpl({ pageSize: 2 })
    const { cursor } = await follow(shop, undefined, 1)
    for (const tag of [1, 2, 3, 4, 5]) send(shop, tag)
    advanceClock(shop.mock, 4000)
    // Another host begins the ledger again: two batches bring nothing new.
    const { told } = await follow(shop, cursor, 5, (batch) => {
      if (batch < 2) failNext(shop.mock, { provider: 'xrpl', fault: batch ? 'rate-limited' : 'reset-before' })
    })
    expect(told).toEqual([1, 2, 3, 4, 5])
    expect(new Set(shop.asked.map(({ host }) => host))).toEqual(new Set([s2, cluster, s1]))
  })

  it('does not go back where another host is behind', async () => {
    const shop = await openXrpl()
    send(shop, 1)
    const first = await follow(shop, undefined, 1)
    advanceClock(shop.mock, 4000)
    setServer(shop.mock, { host: cluster, behind: 1 })
    const { told } = await follow(shop, first.cursor, 4, (batch) => {
      if (batch === 0) failNext(shop.mock, { provider: 'xrpl', fault: 'unavailable' })
      if (batch === 1) send(shop, 2)
    })
    expect(told).toEqual([1, 2])
  })

  it.each([1, 2] as const)('throws where nobody has the ledgers since its cursor, version %i', async (version) => {
    const shop = await openXrpl({ version })
    const { cursor } = await follow(shop, undefined, 1)
    advanceClock(shop.mock, 3_600_000)
    for (const host of [s2, cluster]) setServer(shop.mock, { host, holds: 100 })
    send(shop, 1)
    advanceClock(shop.mock, 4000)
    // One that has them is enough.
    expect((await follow(shop, cursor, 1)).told).toEqual([1])
    setServer(shop.mock, { host: s1, holds: 100 })
    shop.asked.length = 0
    const error = await failure(follow(shop, cursor, 1))
    expect(error.code).toBe('PROVIDER_UNAVAILABLE')
    expect(shop.asked).toHaveLength(10)
  })

  it('tells of transfers without a tag, and of none that brought nothing', async () => {
    const shop = await openXrpl({ requiresTag: false })
    const { cursor } = await follow(shop, undefined, 1)
    sendTransfer(shop.mock, { amount: tokenAmount('1', 'XRP') })
    sendTransfer(shop.mock, { amount: tokenAmount('1', 'XRP'), result: 'tecUNFUNDED_PAYMENT' })
    sendTransfer(shop.mock, { tag: 1, amount: { currency: 'USD', issuer: shop.account.address, value: '1' } })
    advanceClock(shop.mock, 4000)
    expect((await follow(shop, cursor, 1)).told).toEqual([undefined])
  })

  it('ends by its signal, while it waits too', async () => {
    const { client } = await openXrpl()
    expect(await codeOf(watchPayments(client, {}, { signal: AbortSignal.abort() }).next())).toBe('ABORTED')
    const controller = new AbortController()
    const watched = watchPayments(client, {}, { signal: controller.signal })
    await watched.next()
    const waiting = watched.next()
    controller.abort()
    expect(await failure(waiting)).toMatchObject({ code: 'ABORTED', action: 'watchPayments', provider: 'xrpl' })
  })

  it.each(['', 'x', '1.', '-1', '1.2.3', '12345678901'])('refuses the cursor %j at once', async (cursor) => {
    const { client, asked } = await openXrpl()
    expect(thrown(() => watchPayments(client, { cursor }))).toMatchObject({
      code: 'PARAMETERS_INVALID',
      fields: [{ path: 'cursor', problem: 'must be a cursor as watchPayments gave it' }],
    })
    expect(asked).toEqual([])
  })
})
