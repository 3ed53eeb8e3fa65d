import { advanceClock } from 'shroff/mock'
import { explainTransfer, getPayment } from 'shroff/xrpl'
import { type SendTransferParameters, sendTransfer } from 'shroff/xrpl/mock'
import { describe, expect, it } from 'vitest'
import { openXrpl, rlusd, rlusdIssuer, tea } from '../support/xrpl.js'

const ten = tea.amount
const stranger = 'rMHZ2rvGq2Y8hzZFybvh7JZnUmQ5SSFHqF'
const merchant = 'rMVnfpAZ8kRTj1xKkAVMn2b39uN1PXDFfL'

// Each as a payer, or a thief, may send it. The right tag is 1001, what is asked for 10 RLUSD.
const wrong: [name: string, sent: SendTransferParameters, reason: string, received: string][] = [
  ['a token that is only called RLUSD', { tag: 1001, amount: { currency: rlusd, issuer: stranger, value: '10' } }, 'other-issuer', '0'],
  ['another token of the right issuer', { tag: 1001, amount: { currency: 'USD', issuer: rlusdIssuer, value: '10' } }, 'other-asset', '0'],
  ['XRP in place of RLUSD', { tag: 1001, amount: { asset: 'XRP', value: '10' } }, 'other-asset', '0'],
  ['a multi-purpose token', { tag: 1001, amount: { mpt_issuance_id: '0'.repeat(48), value: '10' } }, 'other-asset', '0'],
  ['RLUSD of any issuer that the destination accepts', { tag: 1001, amount: { currency: rlusd, issuer: merchant, value: '10' } }, 'issuer-unclear', '0'],
  ['the tag of another order', { tag: 1002, amount: ten }, 'other-tag', '0'],
  ['the tag 0', { tag: 0, amount: ten }, 'other-tag', '0'],
  ['no tag', { amount: ten }, 'no-tag', '0'],
  ['a partial payment of next to nothing', { tag: 1001, amount: { asset: 'RLUSD', value: '1000000' }, delivers: { asset: 'RLUSD', value: '0.000000000000001' } }, 'partial', '0.000000000000001'],
  ['a partial payment of which nobody knows what came', { tag: 1001, amount: ten, delivers: 'unavailable' }, 'delivered-unknown', '0'],
  ['a little less', { tag: 1001, amount: { asset: 'RLUSD', value: '9.99999999999999' } }, 'too-little', '9.99999999999999'],
  ['one that failed', { tag: 1001, amount: ten, result: 'tecPATH_DRY' }, 'failed', '0'],
  ['one to somebody else', { tag: 1001, amount: ten, to: stranger }, 'other-destination', '0'],
  ['a conversion of the merchant’s own', { tag: 1001, amount: ten, from: merchant }, 'own-conversion', '0'],
  ['a cheque', { tag: 1001, amount: ten, type: 'CheckCash' }, 'not-a-payment', '0'],
] // biome-ignore format: a table

describe.each([1, 2] as const)('at servers of version %i, an order for 10 RLUSD', (version) => {
  it.each(wrong)('is not paid by %s', async (_, sent, reason, received) => {
    const { mock, client } = await openXrpl({ version, requiresTag: false })
    const { hash } = sendTransfer(mock, sent)
    expect(await explainTransfer(client, { ...tea, hash })).toMatchObject({ counts: false, reason: 'not-validated' })
    advanceClock(mock, 4000)
    expect(await getPayment(client, tea)).toMatchObject({ status: 'pending', received: { value: received } })
    const explained = await explainTransfer(client, { ...tea, hash: hash.toLowerCase() })
    expect(explained).toMatchObject({ hash, reason, counts: received !== '0' })
    expect(explained.explanation).toMatch(/^(It|Its|The) .{15,}\.$/)
  })

  it('is left unpaid by all of them together, and paid by two right ones', async () => {
    const { mock, client } = await openXrpl({ version, requiresTag: false, pageSize: 3 })
    for (const [, sent] of wrong) sendTransfer(mock, sent)
    advanceClock(mock, 4000)
    expect(await getPayment(client, tea)).toMatchObject({ status: 'pending', coverage: 'under' })
    const right = await openXrpl({ version })
    sendTransfer(right.mock, { tag: 1001, amount: { asset: 'RLUSD', value: '9.99999999999999' } })
    advanceClock(right.mock, 8000)
    sendTransfer(right.mock, { tag: 1001, amount: { asset: 'RLUSD', value: '0.00000000000001' }, sourceTag: 7 })
    advanceClock(right.mock, 4000)
    const paid = await getPayment(right.client, tea)
    expect(paid).toMatchObject({
      status: 'paid',
      coverage: 'exact',
      received: { asset: 'RLUSD', value: '10' },
      paidAt: new Date(tea.placedAt.getTime() + 12_000),
      by: 'connection',
    })
    expect(paid.transfers.map(({ sourceTag }) => sourceTag)).toEqual([undefined, 7])
    expect(paid.paymentId).toBe(paid.transfers[1]!.hash)
  })
})

describe('a transfer', () => {
  it('of more than was asked for pays, and is said to be too much', async () => {
    const { mock, client } = await openXrpl()
    const { hash } = sendTransfer(mock, { tag: 1001, amount: { asset: 'RLUSD', value: '10.000001' } })
    advanceClock(mock, 4000)
    expect(await getPayment(client, tea)).toMatchObject({
      status: 'paid',
      coverage: 'over',
      received: { value: '10.000001' },
    })
    expect(await explainTransfer(client, { ...tea, hash })).toEqual({
      hash,
      counts: true,
      explanation: 'It counts, and is all that was asked for.',
      transfer: expect.objectContaining({ hash, tag: 1001, amount: { asset: 'RLUSD', value: '10.000001' } }),
      raw: expect.anything(),
    })
  })

  it('of XRP is counted in drops', async () => {
    const { mock, client } = await openXrpl()
    const order = { ...tea, tag: 0, amount: { asset: 'XRP', value: '0.000003' } } as const
    for (const tag of [0, 0, 0]) sendTransfer(mock, { tag, amount: { asset: 'XRP', value: '0.000001' } })
    advanceClock(mock, 4000)
    expect(await getPayment(client, order)).toMatchObject({ status: 'paid', coverage: 'exact', received: order.amount })
  })

  it('of before the order is not its own, but one whose ledger’s clock is behind the shop’s is', async () => {
    const { mock, client } = await openXrpl()
    const early = sendTransfer(mock, { tag: 1001, amount: ten })
    advanceClock(mock, 4000)
    const at = (seconds: number) => ({ ...tea, placedAt: new Date(tea.placedAt.getTime() + seconds * 1000) })
    expect(await getPayment(client, at(300))).toMatchObject({ status: 'paid' })
    const later = await getPayment(client, at(310))
    expect([later.status, later.received.value, 'coverage' in later]).toEqual(['pending', '0', false])
    expect(await explainTransfer(client, { ...at(310), ...early })).toMatchObject({
      counts: false,
      reason: 'too-early',
    })
  })

  it('that nobody has is explained too, also where one of the servers could not be asked', async () => {
    const { mock, client, asked } = await openXrpl()
    const hash = 'A'.repeat(64)
    expect(await explainTransfer(client, { ...tea, hash })).toMatchObject({ counts: false, reason: 'not-found' })
    expect(asked).toHaveLength(3)
    // One server alone has it: that it is there is known.
    const hidden = sendTransfer(mock, { tag: 1001, amount: ten, toldBy: [client.account.hosts[2]!] })
    advanceClock(mock, 4000)
    expect(await explainTransfer(client, { ...tea, ...hidden })).toMatchObject({ counts: true })
  })
})
