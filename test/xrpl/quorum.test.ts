import { advanceClock, failNext } from 'shroff/mock'
import { awaitPayment, getPayment, xrpl } from 'shroff/xrpl'
import { sendTransfer, setServer } from 'shroff/xrpl/mock'
import { describe, expect, it } from 'vitest'
import { codeOf, failure, thrown } from '../support/failure.js'
import { cluster, openAnswering, openXrpl, rlusd, rlusdIssuer, s1, s2, tea } from '../support/xrpl.js'

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

describe('a server that lies in its own words', () => {
  type Transfer = { ledger?: number; payer?: string; sourceTag?: number; place?: number; seconds?: number }
  const address = 'r9cZA1mLK5R5Am25ArfXFmqgNwjZgnfk59'
  const payer = 'r4bGB2S79wgRKWnciExj86jPQKp35HYRUs'
  const noonOfRipple = tea.placedAt.getTime() / 1000 - 946_684_800

  const transferOf = ({ ledger = 95, payer: Account = payer, sourceTag = 7, place = 0, seconds = 0 }: Transfer) => ({
    hash: 'A'.repeat(64),
    ledger_index: ledger,
    validated: true,
    tx_json: {
      ...{ Account, Destination: address, DestinationTag: 1001, SourceTag: sourceTag, TransactionType: 'Payment' },
      date: noonOfRipple + seconds,
    },
    meta: {
      ...{ TransactionIndex: place, TransactionResult: 'tesSUCCESS' },
      delivered_amount: { currency: rlusd, issuer: rlusdIssuer, value: '10' },
    },
  })

  /** Each host with its newest ledger, and the one transfer that it tells of. */
  const asking = (words: Record<string, { until: number; transfer?: Transfer }>) =>
    openAnswering(
      ({ host, method }) => {
        if (method === 'ledger') return { result: { ledger: { close_time: 0 }, status: 'success' } }
        const { until, transfer } = words[host]!
        const transactions = transfer ? [transferOf(transfer)] : []
        const range = { ledger_index_min: 1, ledger_index_max: until }
        return { result: { account: address, ...range, transactions, status: 'success' } }
      },
      { address, ...two },
    ).client

  it.each([
    ['first', s2, cluster],
    ['second', cluster, s2],
  ])('cannot invent a payment behind its own last ledger: the %s', async (_, liar, honest) => {
    for (const until of [10, 94, 100]) {
      const client = asking({ [liar]: { until, transfer: { ledger: 101 } }, [honest]: { until: 100 } })
      expect(await getPayment(client, tea)).toMatchObject({
        status: 'pending',
        received: { value: '0' },
        transfers: [],
      })
    }
  })

  it.each<[string, Transfer]>([
    ['who paid', { payer: 'rLUEXYuLiQptky37CqLcm9USQpPiz5rkpD' }],
    ['the tag of who paid', { sourceTag: 8 }],
    ['when', { seconds: 1 }],
  ])('cannot say in its own way %s, for that is where a refund goes', async (_, lie) => {
    for (const [liar, honest] of [
      [s2, cluster],
      [cluster, s2],
    ] as const) {
      const client = asking({ [liar]: { until: 100, transfer: lie }, [honest]: { until: 100, transfer: {} } })
      expect(await codeOf(getPayment(client, tea))).toBe('REPLY_MISMATCH')
    }
    const both = asking({ [s2]: { until: 100, transfer: lie }, [cluster]: { until: 101, transfer: lie } })
    expect(await getPayment(both, tea)).toMatchObject({ status: 'paid', by: 'quorum' })
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
  for (const again of ['https://XrplCluster.com', 'https://xrplcluster.com:443', 'HTTPS://xrplcluster.com'])
    expect(refused({ hosts: [cluster, again] })).toMatch(/confirmWith 2 needs two hosts|hosts must be/)
  expect(refused({ network: 'testnet' })).toContain('confirmWith 2 needs two hosts')
})
