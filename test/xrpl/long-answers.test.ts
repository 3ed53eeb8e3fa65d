import { createClient, fetchTransport, type WireRequest } from 'shroff'
import { advanceClock, createMockGateway } from 'shroff/mock'
import { getPayment, listPayments, watchPayments, xrpl } from 'shroff/xrpl'
import { mockXrpl, sendTransfer } from 'shroff/xrpl/mock'
import { describe, expect, it } from 'vitest'
import { failure } from '../support/failure.js'
import { noon } from '../support/noon.js'
import { tea } from '../support/xrpl.js'

// A payment that takes what it delivers out of hundreds of offers changes as many nodes, and the answer has them all: how long it is
// whoever sends it decides.

const node = { ModifiedNode: { LedgerEntryType: 'Offer', LedgerIndex: 'A'.repeat(64), FinalFields: { Flags: 0 } } }
const kilobytesOf = (count: number) => Array(Math.ceil((count * 1000) / JSON.stringify(node).length)).fill(node)

/** A shop at a ledger where each transaction has so many kilobytes of changes. */
async function openHeavy(kilobytes: number) {
  const mock = await createMockGateway({ providers: [mockXrpl()], now: noon })
  const limits: number[] = []
  const AffectedNodes = kilobytesOf(kilobytes)
  const fetch: typeof globalThis.fetch = async (url, init) => {
    const body = init!.body as Uint8Array
    const request = { method: 'POST', url: String(url), headers: init!.headers, body } as WireRequest
    const { method, params } = JSON.parse(new TextDecoder().decode(body))
    if (method === 'account_tx') limits.push(params[0].limit)
    const reply = await mock.transport(request, { signal: init!.signal! })
    const answer = JSON.parse(new TextDecoder().decode(reply.body))
    for (const { meta } of answer.result.transactions ?? []) meta.AffectedNodes = AffectedNodes
    return new Response(JSON.stringify(answer))
  }
  const account = xrpl(mock.credentials('xrpl'))
  const client = createClient({ account, transport: fetchTransport({ fetch }), retry: { attempts: 1 } })
  for (let count = 0; count < 5; count += 1) sendTransfer(mock, { tag: count, amount: tea.amount })
  sendTransfer(mock, { tag: tea.tag, amount: tea.amount })
  advanceClock(mock, 4000)
  return { mock, client, limits }
}

describe('transactions that anybody has made long', () => {
  it.each([
    [200, [50]],
    [900, [50, 8, 2, 50]],
    [2200, [50, 8, 2, 1]],
  ])('of %d kB each hide no payment', async (kilobytes, asked) => {
    const { client, limits } = await openHeavy(kilobytes)
    expect(await getPayment(client, tea)).toMatchObject({ status: 'paid', transfers: [{ tag: 1001 }] })
    expect(limits.slice(0, 4)).toEqual(asked)
    const listed: unknown[] = []
    for await (const movement of listPayments(client, { from: noon })) listed.push(movement)
    expect(listed).toHaveLength(6)
  })

  it('do not hold up who follows the account', async () => {
    const { client } = await openHeavy(900)
    const start = String(Number((await first(client)).cursor) - 10)
    const tags: unknown[] = []
    for await (const { transfers } of watchPayments(client, { cursor: start })) {
      tags.push(...transfers.map(({ tag }) => tag))
      if (tags.length === 6) break
    }
    expect(new Set(tags).size).toBe(6)
  })

  it('of more than 4 MB, which no ledger makes, are an error', async () => {
    const { client, limits } = await openHeavy(4300)
    expect(await failure(getPayment(client, tea))).toMatchObject({ code: 'TRANSPORT_FAILED', outcome: 'unknown' })
    expect(limits.slice(0, 4)).toEqual([50, 8, 2, 1])
  })
})

async function first(client: Parameters<typeof watchPayments>[0]) {
  for await (const found of watchPayments(client)) return found
  throw new Error('it ended')
}
