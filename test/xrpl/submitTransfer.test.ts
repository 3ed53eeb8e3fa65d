import { tokenAmount } from 'shroff'
import { delayNext, setServer } from 'shroff/xrpl/mock'
import { getRefund, type PreparedTransfer, prepareRefund, submitTransfer } from 'shroff/xrpl/pay'
import { describe, expect, it } from 'vitest'
import { failure } from '../support/failure.js'
import { cluster, s1, s2 } from '../support/xrpl.js'
import { openPaid, openPaying, preparedOf, refund, sentBy, tea } from '../support/xrplPay.js'

async function openPrepared(...given: Parameters<typeof openPaid>) {
  const shop = await openPaid(...given)
  const prepared = preparedOf(await prepareRefund(shop.client, { ...refund, transfer: shop.transfer }))
  shop.asked.length = 0
  return { ...shop, prepared }
}

describe('submitTransfer', () => {
  it('sends the very blob, as often as it is asked to, and calls each answer a hint', async () => {
    const { mock, client, asked, close, prepared } = await openPrepared()
    const hints: (string | undefined)[] = []
    for (let time = 0; time < 3; time += 1) {
      const { hint, ...rest } = await submitTransfer(client, prepared)
      expect(rest).toEqual({
        ...{ refundId: refund.refundId, hash: prepared.hash, status: 'pending' },
        explanation: expect.stringMatching(/\.$/),
      })
      hints.push(hint)
      if (time === 1) close()
    }
    expect(hints).toEqual(['tesSUCCESS', 'tefALREADY', 'tefPAST_SEQ'])
    expect(asked.map(({ method, params }) => [method, params.tx_blob])).toEqual(
      Array(3).fill(['submit', prepared.blob]),
    )
    expect(sentBy(mock).sent).toHaveLength(1)
    close(20)
    expect((await submitTransfer(client, prepared)).hint).toBe('tefPAST_SEQ')
  })

  it('goes to the next server where one does not answer, and remembers that the first may have taken it', async () => {
    const { client, line, asked, prepared } = await openPrepared()
    line.script = ['unavailable', 'timeout-after']
    expect((await submitTransfer(client, prepared)).hint).toBe('tefALREADY')
    expect(asked.map(({ host }) => host)).toEqual([s2, cluster, s1])
    const refusal = { status: 400, code: 'invalidTransaction' }
    line.script = ['timeout-after', refusal, refusal]
    expect(await failure(submitTransfer(client, prepared))).toMatchObject({
      code: 'REQUEST_REFUSED',
      outcome: 'unknown',
    })
    line.script = [refusal, refusal, refusal]
    expect(await failure(submitTransfer(client, prepared))).toMatchObject({
      code: 'REQUEST_REFUSED',
      outcome: 'rejected',
    })
  })

  it.each<[string, string]>([
    ['tesSUCCESS', 'passes it on'],
    ['terQUEUED', 'queue'],
    ['terPRE_SEQ', 'go in later'],
    ['tecUNFUNDED_PAYMENT', 'would fail'],
    ['tefPAST_SEQ', 'number is used'],
    ['tefNO_TICKET', 'may be in already'],
    ['telCAN_NOT_QUEUE', 'submit it again'],
    ['temBAD_FEE', 'malformed'],
    ['somethingNew', 'no result'],
  ])('says what %s means, and that nothing of it is final', async (engine_result, words) => {
    const { client, line, prepared } = await openPrepared()
    line.alter = (reply) => ({ ...reply, body: answer({ engine_result }) })
    expect(await submitTransfer(client, prepared)).toMatchObject({
      ...{ status: 'pending', hint: engine_result, explanation: expect.stringContaining(words) },
    })
    line.alter = (reply) => ({ ...reply, body: answer({}) })
    expect(await submitTransfer(client, prepared)).not.toHaveProperty('hint')
    line.alter = (reply) => ({ ...reply, body: answer({ engine_result, tx_json: { hash: 'A'.repeat(64) } }) })
    expect((await failure(submitTransfer(client, prepared))).code).toBe('REPLY_MISMATCH')
  })

  it('ends at once by its signal', async () => {
    const { client, asked, prepared } = await openPrepared()
    const error = await failure(submitTransfer(client, prepared, { signal: AbortSignal.abort() }))
    expect([error.code, asked.length]).toEqual(['ABORTED', 0])
  })

  it.each<[string, (prepared: PreparedTransfer, other: PreparedTransfer) => object, RegExp]>([
    ['blob', () => ({ blob: 'AB' }), /prepareRefund gave/],
    ['blob', () => ({ blob: 'AB'.repeat(50) }), /no transaction/],
    ['refundId', () => ({ refundId: 'T-9' }), /not what is signed/],
    ['lastLedger', ({ lastLedger }) => ({ lastLedger: lastLedger + 1 }), /not what is signed/],
    ['hash', ({ hash }) => ({ hash: hash.replace(/^./, (digit) => (digit === '0' ? '1' : '0')) }), /not that of blob/],
    ['refundId', (_, { blob }) => ({ blob }), /not what is signed/],
  ])('refuses what does not fit together: %s', async (path, change, problem) => {
    const { client, asked, transfer, prepared } = await openPrepared()
    const other = preparedOf(await prepareRefund(client, { ...refund, refundId: 'T-2', transfer }))
    asked.length = 0
    for (const ask of [submitTransfer, getRefund]) {
      const error = await failure(ask(client, { ...prepared, ...change(prepared, other) }))
      expect(error.fields).toEqual([{ path, problem: expect.stringMatching(problem) }])
    }
    expect(asked).toEqual([])
  })

  it('refuses what another account has signed', async () => {
    const { prepared } = await openPrepared()
    const { client } = await openPaying({}, { address: 'rU6K7V3Po4snVhBBaU29sesqs2qTQJWDw1' })
    const error = await failure(submitTransfer(client, prepared))
    expect(error.fields).toEqual([{ path: 'blob', problem: 'is of another account' }])
  })
})

describe('getRefund', () => {
  it('is pending until a validated ledger has it', async () => {
    const { client, close, prepared } = await openPrepared()
    const told = { refundId: refund.refundId, amount: tea.amount, hash: prepared.hash }
    const pending = { ...told, status: 'pending', by: 'connection', hosts: [s2] }
    expect(await getRefund(client, prepared)).toEqual(pending)
    await submitTransfer(client, prepared)
    expect(await getRefund(client, prepared)).toEqual(pending)
    close()
    expect(await getRefund(client, prepared)).toEqual({
      ...{ ...pending, status: 'succeeded', ledger: prepared.firstLedger + 1 },
      succeededAt: new Date(tea.placedAt.getTime() + 8000),
    })
  })

  it('is closed once the last ledger that it could stand in has passed, and not before', async () => {
    const { mock, client, close, prepared } = await openPrepared()
    delayNext(mock, { ledgers: 'never' })
    expect((await submitTransfer(client, prepared)).hint).toBe('tesSUCCESS')
    close(19)
    expect(await getRefund(client, prepared)).toMatchObject({ status: 'pending' })
    close()
    expect(await getRefund(client, prepared)).toMatchObject({ status: 'closed', providerCode: 'expired' })
    // Nor can anybody submit it any more.
    expect((await submitTransfer(client, prepared)).hint).toBe('tefMAX_LEDGER')
    close(3)
    expect(sentBy(mock).sent).toEqual([])
  })

  it('is closed where the ledger has it and it failed', async () => {
    const { client, close, transfer } = await openPaid()
    const amount = tokenAmount('10', 'XRP')
    const given = { ...refund, transfer: { ...transfer, amount: tokenAmount('200', 'XRP') }, amount }
    const all = preparedOf(await prepareRefund(client, { ...given, amount: tokenAmount('150', 'XRP') }))
    expect((await submitTransfer(client, all)).hint).toBe('tecUNFUNDED_PAYMENT')
    close()
    expect(await getRefund(client, all)).toEqual({
      ...{ status: 'closed', providerCode: 'tecUNFUNDED_PAYMENT', refundId: refund.refundId, hash: all.hash },
      ...{ amount: tokenAmount('150', 'XRP'), ledger: all.firstLedger + 1, by: 'connection', hosts: [s2] },
    })
  })

  it('is not closed by a server that has lost the ledgers, or has not got so far', async () => {
    const { mock, client, close, prepared } = await openPrepared()
    await submitTransfer(client, prepared)
    close(40)
    for (const host of [s2, cluster]) setServer(mock, { host, holds: 5 })
    expect(await getRefund(client, prepared)).toMatchObject({ status: 'succeeded', hosts: [s1] })
    setServer(mock, { host: s1, holds: 5 })
    const error = await failure(getRefund(client, prepared))
    expect([error.code, error.message]).toEqual([
      'PROVIDER_UNAVAILABLE',
      expect.stringContaining('does not have the ledgers'),
    ])
    setServer(mock, { host: s2, behind: 41 })
    expect(await getRefund(client, prepared)).toMatchObject({ status: 'pending' })
  })

  it('with confirmWith 2 is closed only where two servers say so', async () => {
    const { mock, client, close, line, prepared } = await openPrepared({}, { confirmWith: 2, hosts: [s2, cluster] })
    close(25)
    expect(await getRefund(client, prepared)).toMatchObject({ status: 'closed', by: 'quorum' })
    line.script = ['unavailable']
    expect(await getRefund(client, prepared)).toMatchObject({ status: 'pending', by: 'connection' })
    setServer(mock, { host: cluster, behind: 20 })
    expect(await getRefund(client, prepared)).toMatchObject({ status: 'pending' })
  })

  it('is refused an answer about another transaction', async () => {
    const { client, line, close, prepared } = await openPrepared()
    await submitTransfer(client, prepared)
    close()
    const other = 'A'.repeat(64)
    line.alter = (reply) => {
      const text = new TextDecoder().decode(reply.body).replaceAll(prepared.hash, other)
      return { ...reply, body: new TextEncoder().encode(text) }
    }
    expect((await failure(getRefund(client, prepared))).code).toBe('REPLY_MISMATCH')
  })
})

const answer = (result: object) =>
  new TextEncoder().encode(JSON.stringify({ result: { ...result, status: 'success' } }))
