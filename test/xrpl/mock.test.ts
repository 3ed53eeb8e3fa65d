import { tokenAmount } from 'shroff'
import { advanceClock, createMockGateway, failNext, pay } from 'shroff/mock'
import { getPayment } from 'shroff/xrpl'
import { mockXrpl, sendTransfer, setServer } from 'shroff/xrpl/mock'
import { describe, expect, it } from 'vitest'
import { codeOf } from '../support/failure.js'
import { cluster, openXrpl, rlusd, rlusdIssuer, s2, tea } from '../support/xrpl.js'

const merchant = 'rMVnfpAZ8kRTj1xKkAVMn2b39uN1PXDFfL'
type Json = Record<string, unknown>

async function open(options: Parameters<typeof mockXrpl>[0] = {}) {
  const { mock } = await openXrpl(options)
  const post = async (body: unknown, host: string = s2, method = 'POST') => {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const reply = await mock.fetch(new Request(host, { method, ...(method === 'POST' && { body: text }) }))
    return { status: reply.status, text: await reply.text() }
  }
  const ask = async (method: string, params: object = {}, host: string = s2) =>
    JSON.parse((await post({ method, params: [params] }, host)).text).result as Json
  const history = (params: object = {}, host?: string) => ask('account_tx', { account: merchant, ...params }, host)
  const send = (tag: number) => sendTransfer(mock, { tag, amount: tokenAmount('1.5', 'XRP'), sourceTag: 3 })
  return { mock, post, ask, history, send }
}

describe('the ledger', () => {
  it('closes every four seconds, and tells of nothing before', async () => {
    const { mock, ask, send } = await open()
    const { hash } = send(1)
    const index = async () => (await ask('ledger', { ledger_index: 'validated' })).ledger_index as number
    const before = await index()
    expect(await ask('tx', { transaction: hash, api_version: 2 })).toMatchObject({ validated: false, hash })
    advanceClock(mock, 3999)
    expect(await index()).toBe(before)
    advanceClock(mock, 1)
    expect(await index()).toBe(before + 1)
    expect(await ask('tx', { transaction: hash })).toMatchObject({ validated: true, ledger_index: before + 1 })
  })

  it('tells a transaction as each version does', async () => {
    const { mock, ask, history, send } = await open()
    const { hash } = send(7)
    advanceClock(mock, 4000)
    const own = { Account: expect.stringMatching(/^r/), Destination: merchant, DestinationTag: 7, SourceTag: 3 }
    const meta = { TransactionResult: 'tesSUCCESS', TransactionIndex: 0, delivered_amount: '1500000' }
    const closed = { close_time_iso: '2026-03-04T04:00:04Z', ledger_hash: expect.stringMatching(/^[0-9A-F]{64}$/) }
    const date = Date.UTC(2026, 2, 4, 4, 0, 4) / 1000 - 946_684_800
    expect((await history({ api_version: 2 })).transactions).toEqual([
      expect.objectContaining({
        tx_json: expect.objectContaining({ ...own, DeliverMax: '1500000', date }),
        ...{ hash, meta: expect.objectContaining(meta), validated: true, ...closed },
      }),
    ])
    const tx = expect.objectContaining({ ...own, Amount: '1500000', DeliverMax: '1500000', hash, date })
    expect((await history()).transactions).toEqual([{ tx, meta: expect.objectContaining(meta), validated: true }])
    expect(await ask('tx', { transaction: hash })).toMatchObject({ Amount: '1500000', hash, validated: true })
  })

  it('says that a partial payment is one', async () => {
    const { mock, history } = await open()
    const token = (value: string) => ({ currency: rlusd, issuer: rlusdIssuer, value })
    sendTransfer(mock, { tag: 1, amount: tokenAmount('10', 'RLUSD'), delivers: tokenAmount('1', 'RLUSD') })
    advanceClock(mock, 4000)
    const [{ tx_json, meta }] = (await history({ api_version: 2 })).transactions as [{ tx_json: Json; meta: Json }]
    expect(tx_json).toMatchObject({ Flags: 131_072, DeliverMax: token('10') })
    expect(meta).toMatchObject({ delivered_amount: token('1'), DeliveredAmount: token('1') })
  })

  it('takes nothing without a tag, or of a token that the account does not hold, but the fee', async () => {
    const { mock, history } = await open({ trustLine: false })
    sendTransfer(mock, { amount: tokenAmount('1', 'XRP') })
    sendTransfer(mock, { tag: 1, amount: tokenAmount('1', 'RLUSD') })
    advanceClock(mock, 4000)
    const metas = ((await history({ forward: true })).transactions as { meta: Json }[]).map(({ meta }) => meta)
    expect(metas.map((meta) => [meta.TransactionResult, 'delivered_amount' in meta])).toEqual([
      ['tecDST_TAG_NEEDED', false],
      ['tecPATH_DRY', false],
    ])
  })
})

describe('account_tx', () => {
  const tagsOf = ({ transactions }: Json) =>
    (transactions as { tx: { DestinationTag: number } }[]).map(({ tx }) => tx.DestinationTag)

  it('comes in pages, either way, whose marker is good at its own server', async () => {
    const { mock, history, send } = await open({ pageSize: 2 })
    for (const tag of [1, 2, 3, 4, 5]) send(tag)
    advanceClock(mock, 4000)
    for (const forward of [true, false]) {
      const first = await history({ forward })
      const second = await history({ forward, marker: first.marker })
      const third = await history({ forward, marker: second.marker, limit: 1 })
      const all = [first, second, third].flatMap(tagsOf)
      expect([all, third.marker]).toEqual([forward ? [1, 2, 3, 4, 5] : [5, 4, 3, 2, 1], undefined])
      expect((await history({ forward, marker: first.marker }, cluster)).error).toBe('invalidParams')
    }
  })

  it('refuses what is outside of what the server has in version 2, and makes do in version 1', async () => {
    const { mock, ask, history, send } = await open()
    send(1)
    advanceClock(mock, 4_000_000)
    setServer(mock, { host: s2, holds: 10 })
    const newest = (await ask('ledger', { ledger_index: 'validated' })).ledger_index as number
    const range = async (from: number, until: number, api_version: number) => {
      const { error, ledger_index_min, ledger_index_max } = await history({
        ...{ ledger_index_min: from, ledger_index_max: until, api_version },
      })
      return error ?? [ledger_index_min, ledger_index_max]
    }
    expect(await range(-1, -1, 2)).toEqual([newest - 9, newest])
    expect(await range(newest - 10, -1, 2)).toBe('lgrIdxMalformed')
    expect(await range(newest - 10, newest + 5, 1)).toEqual([newest - 9, newest])
    expect(await range(newest + 1, -1, 2)).toBe('invalidLgrRange')
    expect(await range(newest + 1, newest + 2, 1)).toBe('lgrIdxsInvalid')
    expect(await range(newest - 1, newest - 2, 2)).toBe('invalidLgrRange')
  })
})

describe('a question that is refused', () => {
  it.each<[string, object, string, number]>([
    ['tx', { transaction: 'A'.repeat(64) }, 'txnNotFound', 29],
    ['tx', { transaction: 'A' }, 'invalidParams', 31],
    ['account_tx', { account: 'x' }, 'actMalformed', 35],
    ['account_tx', {}, 'invalidParams', 31],
    ['account_info', { account: rlusdIssuer }, 'actNotFound', 19],
    ['ledger', { ledger_index: 1 }, 'lgrNotFound', 21],
    ['ledger', { ledger_index: 'next' }, 'invalidParams', 31],
    ['submit', { tx_blob: '' }, 'unknownCmd', 32],
    ['fee', { api_version: 3 }, 'invalid_API_version', 6],
    ['account_tx', { account: merchant, limit: '10' }, 'invalidParams', 31],
  ])('%s %j', async (method, params, error, error_code) => {
    const { ask } = await open()
    expect(await ask(method, params)).toMatchObject({
      ...{ status: 'error', error, error_code, request: { ...params, command: method } },
    })
  })

  it('of a range that was searched whole says so', async () => {
    const { ask } = await open()
    const transaction = 'A'.repeat(64)
    const newest = (await ask('ledger', { ledger_index: 'validated' })).ledger_index as number
    const range = (min_ledger: number, max_ledger: number) => ask('tx', { transaction, min_ledger, max_ledger })
    expect(await range(newest - 9, newest)).toMatchObject({ searched_all: true })
    // Not there so far, and no longer there.
    expect(await range(newest, newest + 1)).toMatchObject({ searched_all: false })
    expect(await range(1, 2)).toMatchObject({ searched_all: false })
    expect(await ask('tx', { transaction })).not.toHaveProperty('searched_all')
  })

  it.each<[unknown, string]>([
    ['{', 'Unable to parse request'],
    [{ params: [{}] }, 'Null method'],
    [{ method: 'tx', params: [{}, {}] }, 'params unparsable'],
    [{ method: 'tx', params: [1] }, 'params unparsable'],
  ])('%j is none at all', async (body, said) => {
    const { post } = await open()
    const { status, text } = await post(body)
    expect([status, text.startsWith(said)]).toEqual([400, true])
  })

  it('by GET is none either', async () => {
    const { post } = await open()
    expect((await post('', s2, 'GET')).status).toBe(400)
  })
})

describe('its controls', () => {
  it('lose answers, refuse, and say what there is not', async () => {
    const { mock, client } = await openXrpl({}, { hosts: [s2] })
    const ends: string[] = []
    for (const fault of ['system-error-before', 'rate-limited', 'unavailable', 'proxy-page'] as const) {
      failNext(mock, { provider: 'xrpl', fault })
      ends.push(await codeOf(getPayment(client, tea)))
    }
    failNext(mock, { provider: 'xrpl', fault: { status: 400, code: 'noCurrent' } })
    ends.push(await codeOf(getPayment(client, tea)))
    expect(ends).toEqual([
      ...['PROVIDER_UNAVAILABLE', 'RATE_LIMITED', 'PROVIDER_UNAVAILABLE', 'PROVIDER_ERROR', 'PROVIDER_UNAVAILABLE'],
    ])
    expect(() => failNext(mock, { provider: 'xrpl', fault: 'unsigned' })).toThrow('has no fault "unsigned"')
    await expect(pay(mock, { provider: 'xrpl', orderId: 'T-1001' })).rejects.toThrow('no order T-1001')
    expect(() => sendTransfer(mock, { amount: tokenAmount('0.0000001', 'XRP') })).toThrow('6 decimals')
  })

  it('are named where they are written wrong', () => {
    expect(() => mockXrpl({ pageSize: 0 })).toThrow('mockXrpl: pageSize must be an integer from 1 to 200')
    expect(() => mockXrpl({ tags: true } as never)).toThrow('mockXrpl has no option tags')
  })

  it('move nothing where the mock is not there', async () => {
    const mock = await createMockGateway({ providers: [] })
    expect(() => sendTransfer(mock, { amount: tokenAmount('1', 'XRP') })).toThrow('no provider xrpl')
  })
})
