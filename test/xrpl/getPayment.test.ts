import { tokenAmount } from 'shroff'
import { advanceClock, failNext } from 'shroff/mock'
import { awaitPayment, getPayment } from 'shroff/xrpl'
import { sendTransfer, setServer } from 'shroff/xrpl/mock'
import { describe, expect, it } from 'vitest'
import { codeOf, failure } from '../support/failure.js'
import { cluster, openAnswering, openXrpl, s1, s2, tea } from '../support/xrpl.js'

const right = { tag: 1001, amount: tea.amount }

describe('getPayment', () => {
  it('asks from the newest on, and no further back than the order', async () => {
    const { mock, client, asked } = await openXrpl({ pageSize: 2 })
    for (let count = 0; count < 9; count += 1) {
      sendTransfer(mock, { tag: count, amount: tea.amount })
      advanceClock(mock, 4000)
    }
    advanceClock(mock, 600_000)
    sendTransfer(mock, right)
    const placedAt = new Date(mock.clock.now())
    advanceClock(mock, 4000)
    expect(await getPayment(client, { ...tea, placedAt })).toMatchObject({ status: 'paid' })
    expect(asked.map(({ method, params }) => [method, params.forward, params.ledger_index_min])).toEqual([
      ['account_tx', false, -1],
    ])
    expect(await getPayment(client, tea)).toMatchObject({ status: 'paid', transfers: [{ tag: 1001 }] })
    // Ten, two to a page, and when the server's first ledger was closed.
    expect(asked.slice(1).map(({ method }) => method)).toEqual([...Array(5).fill('account_tx'), 'ledger'])
  })

  it('counts what stands on two pages once', async () => {
    const { mock, client, asked } = await openXrpl({ pageSize: 2 })
    for (const value of ['1', '2', '3', '4']) sendTransfer(mock, { tag: 1001, amount: tokenAmount(value, 'RLUSD') })
    advanceClock(mock, 4000)
    const { transport } = client
    // While the first page is read, another ledger closes: what was on it moves on to the next.
    const moving = {
      ...client,
      transport: async (...given: Parameters<typeof transport>) => {
        const reply = await transport(...given)
        const last = asked.at(-1)!
        if (last.params.marker === undefined || last.method !== 'account_tx') return reply
        const first = await transport(
          { ...given[0], body: asBody(last, { ...last.params, marker: undefined }) },
          given[1],
        )
        const pages = [first, reply].map(({ body }) => JSON.parse(new TextDecoder().decode(body)).result)
        const both = { ...pages[1], transactions: [...pages[0].transactions.slice(1), ...pages[1].transactions] }
        return { ...reply, body: new TextEncoder().encode(JSON.stringify({ result: both })) }
      },
    }
    const payment = await getPayment(moving, tea)
    expect(payment).toMatchObject({ status: 'paid', coverage: 'exact', received: { value: '10' } })
    expect(payment.transfers.map(({ amount }) => amount.value)).toEqual(['1', '2', '3', '4'])
  })

  it('takes the next host where one has lost what came since the order, and says so where all have', async () => {
    const { mock, client } = await openXrpl()
    sendTransfer(mock, right)
    advanceClock(mock, 3_600_000)
    setServer(mock, { host: s2, holds: 100 })
    expect(await getPayment(client, tea)).toMatchObject({ status: 'paid', hosts: [cluster] })
    for (const host of [cluster, s1]) setServer(mock, { host, holds: 100 })
    const error = await failure(getPayment(client, tea))
    expect(error).toMatchObject({ code: 'PROVIDER_UNAVAILABLE', authentic: false })
    expect(error.message).toContain('s1.ripple.com:51234 does not have the ledgers to answer getPayment')
    // What came after that first ledger can be told all the same.
    const placedAt = new Date(mock.clock.now())
    expect(await getPayment(client, { ...tea, placedAt })).toMatchObject({ status: 'pending' })
  })

  it('gives up on a server whose pages do not end', async () => {
    const { client } = openAnswering(({ params }) => ({
      result: {
        ...{ account: params.account, ledger_index_min: 1, ledger_index_max: 9, transactions: [], validated: true },
        ...{ marker: { ledger: 1, seq: 1 }, status: 'success' },
      },
    }))
    const error = await failure(getPayment(client, tea))
    expect([error.code, error.message]).toEqual(['BODY_INVALID', expect.stringContaining('gave 100 pages')])
  })

  it.each<[string, object, RegExp]>([
    ['orderId', { orderId: '' }, /1 to 128/],
    ['tag', { tag: -1 }, /0 to 4294967295/],
    ['tag', { tag: 4_294_967_296 }, /0 to 4294967295/],
    ['tag', { tag: 1.5 }, /0 to 4294967295/],
    ['tag', { tag: '1001' }, /a number/],
    ['amount.value', { amount: { asset: 'RLUSD', value: '0' } }, /more than 0/],
    ['amount.value', { amount: { asset: 'RLUSD', value: '1e3' } }, /more than 0/],
    ['amount.value', { amount: { asset: 'RLUSD', value: '1.000000000000001' } }, /15 significant digits/],
    ['amount.value', { amount: { asset: 'XRP', value: '0.0000001' } }, /6 decimals/],
    ['amount.value', { amount: { asset: 'XRP', value: '100000000000.000001' } }, /100000000000/],
    ['amount.asset', { amount: { asset: 'USDC', value: '1' } }, /RLUSD/],
    ['amount', { amount: '10' }, /tokenAmount/],
    ['placedAt', { placedAt: '2026-03-04' }, /Date/],
    ['paid', { paid: true }, /not a parameter/],
  ])('refuses a wrong %s: %j', async (path, change, problem) => {
    const { client, asked } = await openXrpl()
    for (const ask of [getPayment, awaitPayment]) {
      const error = await failure(ask(client, { ...tea, ...change } as typeof tea))
      expect(error).toMatchObject({ code: 'PARAMETERS_INVALID', outcome: 'not-sent' })
      expect(error.fields).toEqual([{ path, problem: expect.stringMatching(problem) }])
    }
    expect(asked).toEqual([])
  })

  it('takes the largest and the smallest that the ledger has', async () => {
    const { client } = await openXrpl()
    for (const [asset, value] of [
      ['XRP', '100000000000'],
      ['XRP', '0.000001'],
      ['RLUSD', '123456789012345'],
      ['RLUSD', '0.000000123456789012345'],
    ] as const)
      expect(await getPayment(client, { ...tea, amount: tokenAmount(value, asset) })).toMatchObject({
        status: 'pending',
      })
  })

  it('refuses RLUSD where there is none', async () => {
    const { client } = openAnswering(() => '', { network: 'devnet' })
    const error = await failure(getPayment(client, tea))
    expect(error.fields).toEqual([{ path: 'amount.asset', problem: 'must be XRP: there is no RLUSD on devnet' }])
  })
})

describe('awaitPayment', () => {
  it('asks every four seconds until enough has come, also over a server that fails on the way', async () => {
    const { mock, client, asked } = await openXrpl({}, { hosts: [s2] })
    const { sleep } = mock.clock
    let slept = 0
    const clock = {
      now: mock.clock.now,
      async sleep(milliseconds: number, signal?: AbortSignal) {
        await sleep(milliseconds, signal)
        slept += 1
        if (slept === 2) failNext(mock, { provider: 'xrpl', fault: 'unavailable' })
        if (slept === 3) sendTransfer(mock, right)
      },
    }
    const account = { ...client.account, clock }
    expect(await awaitPayment({ ...client, account }, tea)).toMatchObject({ status: 'paid' })
    expect(mock.clock.now() - tea.placedAt.getTime()).toBe(16_000)
    expect(asked.length).toBeGreaterThanOrEqual(4)
  })

  it('gives the last answer after a minute, and ends at once by its signal', async () => {
    const { mock, client } = await openXrpl()
    sendTransfer(mock, { tag: 1001, amount: tokenAmount('4', 'RLUSD') })
    expect(await awaitPayment(client, tea)).toMatchObject({ status: 'pending', coverage: 'under' })
    expect(mock.clock.now() - tea.placedAt.getTime()).toBe(60_000)
    expect(await codeOf(awaitPayment(client, tea, { signal: AbortSignal.abort() }))).toBe('ABORTED')
  })
})

const asBody = ({ method }: { method: string }, params: object) =>
  new TextEncoder().encode(JSON.stringify({ method, params: [params] }))
