import { advanceClock, failNext } from 'shroff/mock'
import { awaitPayment, getPayment, xrpl } from 'shroff/xrpl'
import { sendTransfer, setServer } from 'shroff/xrpl/mock'
import { describe, expect, it } from 'vitest'
import { codeOf, failure, thrown } from '../support/failure.js'
import { cluster, openXrpl, s1, s2, tea } from '../support/xrpl.js'

const right = { tag: 1001, amount: tea.amount }
const two = { confirmWith: 2, hosts: [s2, cluster] } as const
const names = ['s2.ripple.com:51234', 'xrplcluster.com']

async function shop(more: Parameters<typeof openXrpl>[1], sent: Parameters<typeof sendTransfer>[1] = right) {
  const opened = await openXrpl({}, more)
  sendTransfer(opened.mock, sent)
  advanceClock(opened.mock, 4000)
  return opened
}

describe('with confirmWith 2 and two servers', () => {
  it('an order is paid where both say so', async () => {
    const { client, asked } = await shop(two)
    expect(await getPayment(client, tea)).toMatchObject({ status: 'paid', by: 'quorum', hosts: [s2, cluster] })
    expect(new Set(asked.map(({ host }) => host))).toEqual(new Set([s2, cluster]))
  })

  it.each([
    ['first', s2],
    ['second', cluster],
  ])('the %s cannot invent a payment', async (_, liar) => {
    const { client } = await shop(two, { ...right, toldBy: [liar] })
    const error = await failure(getPayment(client, tea))
    expect(error).toMatchObject({ code: 'REPLY_MISMATCH', outcome: 'unknown', authentic: false, action: 'getPayment' })
    for (const name of names) expect(error.message).toContain(name)
    expect(await codeOf(awaitPayment(client, tea))).toBe('REPLY_MISMATCH')
  })

  it.each([
    ['first', s2, cluster],
    ['second', cluster, s2],
  ])('the %s cannot hide one in silence, and once it is replaced the order is paid', async (_, liar, honest) => {
    const { mock, client } = await shop(two, { ...right, toldBy: [honest, s1] })
    const error = await failure(getPayment(client, tea))
    expect([error.code, error.outcome]).toEqual(['REPLY_MISMATCH', 'unknown'])
    for (const name of names) expect(error.message).toContain(name)
    const hosts = two.hosts.map((host) => (host === liar ? s1 : host)) as [string, string]
    const account = xrpl({ ...mock.credentials('xrpl'), confirmWith: 2, hosts })
    expect(await getPayment({ ...client, account }, tea)).toMatchObject({ status: 'paid', by: 'quorum' })
  })

  it('nor can one tell of more than came', async () => {
    const { mock, client } = await shop(two, { tag: 1001, amount: { asset: 'RLUSD', value: '4' } })
    sendTransfer(mock, { tag: 1001, amount: { asset: 'RLUSD', value: '6' }, toldBy: [cluster] })
    advanceClock(mock, 4000)
    expect(await codeOf(getPayment(client, tea))).toBe('REPLY_MISMATCH')
  })

  it('nothing is paid that only one could be asked about, and nothing is wrong where it tells of nothing', async () => {
    const { mock, client } = await shop(two)
    failNext(mock, { provider: 'xrpl', fault: 'unavailable' })
    expect(await codeOf(getPayment(client, tea))).toBe('PROVIDER_UNAVAILABLE')
    failNext(mock, { provider: 'xrpl', fault: 'unavailable' })
    expect(await getPayment(client, { ...tea, tag: 5 })).toMatchObject({ status: 'pending', by: 'connection' })
    expect(await getPayment(client, { ...tea, tag: 5 })).toMatchObject({ status: 'pending', by: 'quorum' })
  })

  it.each([s2, cluster])('%s may be some ledgers behind: that is no contradiction', async (late) => {
    const { mock, client } = await openXrpl({}, two)
    advanceClock(mock, 60_000)
    setServer(mock, { host: late, behind: 2 })
    sendTransfer(mock, right)
    advanceClock(mock, 4000)
    expect(await getPayment(client, tea)).toMatchObject({ status: 'pending', by: 'connection', hosts: [late] })
    expect(await awaitPayment(client, tea)).toMatchObject({ status: 'paid', by: 'quorum' })
  })
})

describe('with confirmWith 2 and three servers', () => {
  const three = { confirmWith: 2, hosts: [s2, cluster, s1] } as const

  it.each(three.hosts)('%s cannot invent a payment', async (liar) => {
    const { client } = await shop(three, { ...right, toldBy: [liar] })
    expect(await getPayment(client, tea)).toMatchObject({ status: 'pending', by: 'quorum', received: { value: '0' } })
  })

  it.each(three.hosts)('%s cannot hide one', async (liar) => {
    const honest = three.hosts.filter((host) => host !== liar)
    const { client } = await shop(three, { ...right, toldBy: honest })
    expect(await getPayment(client, tea)).toMatchObject({ status: 'paid', by: 'quorum', hosts: honest })
  })

  it('one that does not answer, or has lost the past, is left out', async () => {
    const { mock, client } = await shop(three)
    failNext(mock, { provider: 'xrpl', fault: 'reset-before' })
    expect(await getPayment(client, tea)).toMatchObject({ status: 'paid', by: 'quorum', hosts: [cluster, s1] })
    setServer(mock, { host: s2, holds: 1 })
    setServer(mock, { host: cluster, holds: 1 })
    advanceClock(mock, 4000)
    expect(await codeOf(getPayment(client, tea))).toBe('PROVIDER_UNAVAILABLE')
  })
})

describe('with confirmWith 1', () => {
  it('the first that answers is believed, whatever it says', async () => {
    const { client } = await shop({}, { ...right, toldBy: [s2] })
    expect(await getPayment(client, tea)).toMatchObject({ status: 'paid', by: 'connection', hosts: [s2] })
  })
})

it('confirmWith 2 needs two hosts that are not one', () => {
  const address = 'r9cZA1mLK5R5Am25ArfXFmqgNwjZgnfk59'
  const refused = (more: object) => thrown(() => xrpl({ address, confirmWith: 2, ...more })).message
  expect(refused({ hosts: [s2, s2] })).toContain('confirmWith 2 needs two hosts')
  expect(refused({ network: 'testnet' })).toContain('confirmWith 2 needs two hosts')
})
