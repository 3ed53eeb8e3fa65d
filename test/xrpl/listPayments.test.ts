import { tokenAmount } from 'shroff'
import { advanceClock, failNext } from 'shroff/mock'
import { reconcile } from 'shroff/statement'
import { type ListPaymentsParameters, listPayments, type XrplMovement } from 'shroff/xrpl'
import { sendTransfer, setServer } from 'shroff/xrpl/mock'
import { describe, expect, it } from 'vitest'
import { codeOf, failure } from '../support/failure.js'
import { noon } from '../support/noon.js'
import { cluster, openXrpl, rlusd, s1, s2 } from '../support/xrpl.js'

const payer = 'r4bGB2S79wgRKWnciExj86jPQKp35HYRUs'
const rl = (value: string) => tokenAmount(value, 'RLUSD')

/** A morning of three payments and one that was sent back, a ledger each. */
async function openDay(options: { pageSize?: number } = {}) {
  const opened = await openXrpl(options)
  const { mock, account } = opened
  const hashes: string[] = []
  const send = async (given: Parameters<typeof sendTransfer>[1]) => {
    hashes.push(sendTransfer(mock, given).hash)
    await advanceClock(mock, 4000)
  }
  await send({ tag: 1, amount: rl('10') })
  await send({ tag: 2, amount: tokenAmount('2.5', 'XRP') })
  await send({ from: account.address, to: payer, tag: 77, amount: rl('4') })
  await send({ tag: 3, amount: rl('1000000'), delivers: rl('0.1') })
  const list = async (more: Partial<ListPaymentsParameters> = {}) => {
    const rows: XrplMovement[] = []
    for await (const row of listPayments(opened.client, { from: noon, ...more })) rows.push(row)
    return rows
  }
  return { ...opened, hashes, send, list }
}

describe('listPayments', () => {
  it('gives what came and what left, the newest first, by what was delivered', async () => {
    const { list, hashes } = await openDay()
    const rows = await list()
    expect(rows.map(({ hash }) => hash)).toEqual([...hashes].reverse())
    expect(rows).toMatchObject([
      { type: 'payment', tag: 3, payer, amount: rl('0.1') },
      { type: 'sent', tag: 77, payee: payer, amount: rl('4') },
      { type: 'payment', tag: 2, amount: { asset: 'XRP', value: '2.5' } },
      { type: 'payment', tag: 1, amount: rl('10'), at: new Date(noon.getTime() + 4000) },
    ])
  })

  it('leaves out what moved nothing here, and what is another token', async () => {
    const { list, send } = await openDay()
    await send({ amount: rl('1') })
    await send({ tag: 4, amount: { currency: rlusd, issuer: payer, value: '9' } })
    await send({ tag: 4, amount: rl('1'), type: 'CheckCash' })
    await send({ from: payer, to: 'rPDXxSZcuVL3ZWoyU82bcde3zwvmShkRyF', amount: rl('1') })
    expect(await list()).toHaveLength(4)
  })

  it('keeps to its times: the first is in, the last is not', async () => {
    const { list } = await openDay()
    const at = (seconds: number) => new Date(noon.getTime() + seconds * 1000)
    const tags = async (from: Date, to: Date) => (await list({ from, to })).map(({ tag }) => tag)
    expect(await tags(at(4), at(12))).toEqual([2, 1])
    expect(await tags(at(8), at(17))).toEqual([3, 77, 2])
    expect(await tags(at(17), at(18))).toEqual([])
  })

  it('tells each once over its pages, and goes on with the next server where one breaks', async () => {
    const { mock, client, asked, hashes } = await openDay({ pageSize: 1 })
    const rows: string[] = []
    for await (const { hash } of listPayments(client, { from: noon })) {
      rows.push(hash)
      if (rows.length === 2) failNext(mock, { provider: 'xrpl', fault: 'unavailable' })
    }
    expect(rows).toEqual([...hashes].reverse())
    expect(new Set(asked.map(({ host }) => host))).toEqual(new Set([s2, cluster]))
  })

  it('ends with what the last server failed with, never with a list that is too short', async () => {
    const { mock, client, list } = await openDay()
    await advanceClock(mock, 3_600_000)
    for (const host of client.account.hosts) setServer(mock, { host, holds: 100 })
    expect(await failure(list())).toMatchObject({
      code: 'PROVIDER_UNAVAILABLE',
      action: 'listPayments',
      authentic: false,
    })
    setServer(mock, { host: s1 })
    expect(await list()).toHaveLength(4)
  })

  it.each([{}, { from: 'today' }, { from: noon, to: noon }, { from: noon, until: noon }])(
    'refuses %j',
    async (given) => {
      const { client } = await openXrpl()
      const list = async () => listPayments(client, given as never).next()
      expect(await codeOf(list())).toBe('PARAMETERS_INVALID')
    },
  )

  it('is reconciled with the books by its tags', async () => {
    const { list } = await openDay()
    const orders = new Map([
      [1, 'T-1'],
      [2, 'T-2'],
      [3, 'T-3'],
    ])
    const lines = (await list()).map(({ type, tag, amount, hash }) =>
      type === 'payment'
        ? ({ kind: 'payment', orderId: orders.get(tag ?? -1) ?? '', amount, hash } as const)
        : ({ kind: 'refund', orderId: 'T-1', refundId: 'R-1', amount, hash } as const),
    )
    const { matched, ...rest } = await reconcile(lines, [
      { orderId: 'T-1', amount: rl('10.00') },
      { orderId: 'T-1', refundId: 'R-1', amount: rl('4') },
      { orderId: 'T-2', amount: tokenAmount('2.5', 'XRP') },
      { orderId: 'T-3', amount: rl('1') },
      { orderId: 'T-4', amount: rl('1') },
    ])
    expect(matched).toBe(3)
    expect(rest).toMatchObject({
      missing: [{ orderId: 'T-4' }],
      surplus: [],
      differing: [{ order: { orderId: 'T-3' }, row: { amount: rl('0.1'), hash: expect.any(String) } }],
    })
  })
})
