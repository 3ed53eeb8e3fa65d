import { createHash } from 'node:crypto'
import { tokenAmount } from 'shroff'
import { getPayment } from 'shroff/xrpl'
import { delayNext, sendTransfer, setAccount, setServer } from 'shroff/xrpl/mock'
import { prepareRefund, seedSigner, submitTransfer } from 'shroff/xrpl/pay'
import { describe, expect, it } from 'vitest'
import { addressOf, idOf, isSigned, readBlob } from '../oracle/xrpl.js'
import { failure } from '../support/failure.js'
import { cluster, rlusd, rlusdIssuer, s1, s2 } from '../support/xrpl.js'
import { merchant, openPaid, openPaying, payer, preparedOf, refund, sentBy, tea } from '../support/xrplPay.js'

const ed25519 = 'sEdSKaCy2JT7JaM7v95H9SxkhP9wS2r'
const invoiceId = createHash('sha256').update(refund.refundId).digest('hex').toUpperCase()
const exchange = 'rMHZ2rvGq2Y8hzZFybvh7JZnUmQ5SSFHqF'

describe('prepareRefund', () => {
  it('signs a transfer back to the payer, and sends nothing', async () => {
    const { mock, client, asked, transfer } = await openPaid()
    const prepared = preparedOf(await prepareRefund(client, { ...refund, transfer }))
    const { blob, hash, firstLedger, lastLedger } = prepared
    expect(readBlob(blob)).toEqual({
      ...{ TransactionType: 'Payment', Flags: 0, Account: merchant, Destination: payer, DestinationTag: 77 },
      ...{ Amount: '10000000', Fee: '10', Sequence: 1, LastLedgerSequence: lastLedger, InvoiceID: invoiceId },
      SigningPubKey: await seedSigner(ed25519).publicKey(),
      TxnSignature: expect.stringMatching(/^[0-9A-F]{128}$/),
    })
    expect([isSigned(blob), idOf(blob), lastLedger - firstLedger]).toEqual([true, hash, 20])
    expect(prepared).toMatchObject({ refundId: refund.refundId, amount: tea.amount, firstLedger: transfer.ledger })
    // Plain data: what a database gives back is as good.
    expect(JSON.parse(JSON.stringify(prepared))).toEqual(prepared)
    expect(asked.map(({ method }) => method)).toEqual([
      ...['account_info', 'account_info', 'account_tx', 'ledger', 'account_info', 'fee'],
    ])
    expect(sentBy(mock).sent).toEqual([])
  })

  it('gives back a part, in RLUSD too, to where the payer wants it, for as long as it is asked for', async () => {
    const { mock, client, close } = await openPaying()
    const order = { ...tea, amount: tokenAmount('10', 'RLUSD') }
    sendTransfer(mock, { tag: tea.tag, amount: order.amount })
    close()
    const [transfer] = (await getPayment(client, order)).transfers
    setAccount(mock, { address: exchange, rlusd: '0', requiresTag: true })
    const amount = tokenAmount('2.5', 'RLUSD')
    const to = { address: exchange, tag: 0 }
    const asked = { ...refund, transfer: transfer!, amount, to, ledgers: 900 }
    const { blob, firstLedger } = preparedOf(await prepareRefund(client, asked))
    expect(readBlob(blob)).toMatchObject({
      ...{ Destination: exchange, DestinationTag: 0, LastLedgerSequence: firstLedger + 900 },
      Amount: { currency: rlusd, issuer: rlusdIssuer, value: '2.5' },
    })
  })

  it('signs with secp256k1 as well, by the key of the account itself', async () => {
    const signer = seedSigner('sp5fghtJtpUorTwvof1NpDXAzNwf5')
    const address = addressOf(await signer.publicKey())
    const { mock, client, close } = await openPaying({}, { address, signer })
    setAccount(mock, { address, xrp: '50' })
    sendTransfer(mock, { to: address, tag: tea.tag, amount: tea.amount })
    close()
    const [transfer] = (await getPayment(client, tea)).transfers
    const { blob } = preparedOf(await prepareRefund(client, { ...refund, transfer: transfer! }))
    expect([isSigned(blob), readBlob(blob).Account]).toEqual([true, address])
  })

  it('needs somebody to ask where an account that wants tags told none, and where it is gone', async () => {
    const { mock, client, close } = await openPaying()
    setAccount(mock, { address: exchange, requiresTag: true })
    sendTransfer(mock, { tag: tea.tag, amount: tea.amount, from: exchange })
    close()
    const [transfer] = (await getPayment(client, tea)).transfers
    expect(await prepareRefund(client, { ...refund, transfer: transfer! })).toEqual({
      status: 'needs-action',
      refundId: refund.refundId,
      reason: 'tag-needed',
      explanation: expect.stringContaining('for the tag'),
    })
    const gone = { ...transfer!, payer: 'rUeEBYXHo8vF86Rqir3zWGRQ84W9efdAQd' }
    expect(await prepareRefund(client, { ...refund, transfer: gone })).toMatchObject({ reason: 'no-account' })
    const to = { address: exchange, tag: 4711 }
    expect(await prepareRefund(client, { ...refund, transfer: transfer!, to })).toMatchObject({ status: 'pending' })
    expect(sentBy(mock).sent).toEqual([])
  })

  it('finds what was made before, and signs anew only what has failed', async () => {
    const { mock, client, close, transfer } = await openPaid()
    const first = preparedOf(await prepareRefund(client, { ...refund, transfer }))
    await submitTransfer(client, first)
    close(3)
    // What it gave was lost: nothing but the number and the moment is left.
    expect(await prepareRefund(client, { ...refund, transfer })).toEqual({
      ...{ status: 'succeeded', refundId: refund.refundId, amount: tea.amount, hash: first.hash },
      ...{ ledger: first.firstLedger + 1, succeededAt: expect.any(Date), by: 'connection', hosts: [s2] },
    })
    const other = { ...refund, refundId: 'T-1001-R2' }
    setAccount(mock, { address: exchange, requiresTag: false })
    const to = { address: exchange }
    const second = preparedOf(await prepareRefund(client, { ...other, transfer, to }))
    setAccount(mock, { address: exchange, requiresTag: true })
    await submitTransfer(client, second)
    close()
    expect(sentBy(mock).sent.map(({ result }) => result)).toEqual(['tesSUCCESS', 'tecDST_TAG_NEEDED'])
    const third = preparedOf(await prepareRefund(client, { ...other, transfer, to: { ...to, tag: 1 } }))
    expect([readBlob(second.blob).Sequence, readBlob(third.blob).Sequence]).toEqual([2, 3])
  })

  it('waits while an earlier transaction of the account is under way', async () => {
    const { mock, client, close, transfer } = await openPaid()
    await submitTransfer(client, preparedOf(await prepareRefund(client, { ...refund, transfer })))
    const another = { ...refund, refundId: 'T-1001-R2', transfer }
    expect(await failure(prepareRefund(client, another))).toMatchObject({
      ...{ code: 'TRANSFER_IN_FLIGHT', outcome: 'not-sent', provider: 'xrpl', action: 'prepareRefund' },
      next: expect.stringContaining('same refundId'),
    })
    close()
    expect(await prepareRefund(client, another)).toMatchObject({ status: 'pending' })
    expect(sentBy(mock).sent).toHaveLength(1)
  })

  it('takes the fee of the server, and no more than the account allows', async () => {
    const { mock, client, transfer } = await openPaid({}, { maxFee: 500, hosts: [s2, s1] })
    setServer(mock, { host: s2, openLedgerFee: 501 })
    setServer(mock, { host: s1, openLedgerFee: 500 })
    const { blob } = preparedOf(await prepareRefund(client, { ...refund, transfer }))
    expect(readBlob(blob).Fee).toBe('500')
    setServer(mock, { host: s1, openLedgerFee: 501 })
    const error = await failure(prepareRefund(client, { ...refund, transfer }))
    expect([error.code, error.outcome]).toEqual(['PROVIDER_UNAVAILABLE', 'not-sent'])
    expect(error.message).toContain('wants 501 drops')
  })
})

describe('with confirmWith 2', () => {
  const two = { confirmWith: 2, hosts: [s2, cluster] } as const

  it('one server cannot hide what was made before', async () => {
    const { mock, client, close, transfer } = await openPaid({}, two)
    await submitTransfer(client, preparedOf(await prepareRefund(client, { ...refund, transfer })))
    close()
    // It tells of the ledgers, and not of what is in them.
    const { transport } = client
    const lying = {
      ...client,
      transport: async (...given: Parameters<typeof transport>) => {
        const reply = await transport(...given)
        const text = new TextDecoder().decode(reply.body)
        const isTold = !given[0].url.startsWith(s2) || !text.includes('"transactions"')
        const said = isTold ? text : text.replace(/"InvoiceID":"[0-9A-F]{64}"/, '"InvoiceID":null')
        return { ...reply, body: new TextEncoder().encode(said) }
      },
    }
    const error = await failure(prepareRefund(lying, { ...refund, transfer }))
    expect([error.code, error.message]).toEqual(['REPLY_MISMATCH', expect.stringContaining('pay nothing')])
    expect(sentBy(mock).sent).toHaveLength(1)
  })

  it('nothing is signed where only one could be asked', async () => {
    const { mock, client, line, transfer } = await openPaid({}, two)
    // The account twice at each, the history at one and when that begins; then the other server is out.
    line.script = [...Array<'good'>(6).fill('good'), 'unavailable']
    const error = await failure(prepareRefund(client, { ...refund, transfer }))
    expect([error.code, error.outcome]).toEqual(['PROVIDER_UNAVAILABLE', 'not-sent'])
    expect(error.message).toContain('do not tell for sure')
    expect(sentBy(mock).sent).toEqual([])
  })

  it('nor where one tells a number that is too high, under which a transfer would wait unseen', async () => {
    const { mock, client, transfer } = await openPaid({}, two)
    const { transport } = client
    const lying = {
      ...client,
      transport: async (...given: Parameters<typeof transport>) => {
        const reply = await transport(...given)
        if (!given[0].url.startsWith(s2)) return reply
        const text = new TextDecoder().decode(reply.body).replace(/"Sequence":1\b/, '"Sequence":4')
        return { ...reply, body: new TextEncoder().encode(text) }
      },
    }
    const error = await failure(prepareRefund(lying, { ...refund, transfer }))
    expect([error.code, error.outcome]).toEqual(['TRANSFER_IN_FLIGHT', 'not-sent'])
    expect(error.message).toContain('tell different numbers')
    expect(sentBy(mock).sent).toEqual([])
  })

  it('nor where the history of one ends before the ledger that the number is of', async () => {
    const { mock, client, transfer } = await openPaid({}, two)
    setServer(mock, { host: cluster, behind: 2 })
    expect(await failure(prepareRefund(client, { ...refund, transfer }))).toMatchObject({
      ...{ code: 'PROVIDER_UNAVAILABLE', outcome: 'not-sent' },
    })
  })
})

describe('a parameter is refused before anything is asked', () => {
  it.each<[string, object, RegExp]>([
    ['refundId', { refundId: '' }, /1 to 128/],
    ['placedAt', { placedAt: undefined }, /Date/],
    ['transfer', { transfer: undefined }, /given/],
    ['transfer.payer', { transfer: { payer: 'X7', amount: tea.amount } }, /classic address/],
    [
      'transfer.payer',
      { transfer: { payer: 'r4bGB2S79wgRKWnciExj86jPQKp35HYRUz', amount: tea.amount } },
      /letter wrong/,
    ],
    ['transfer.payer', { transfer: { payer: merchant, amount: tea.amount } }, /the account itself/],
    ['to.address', { to: { address: merchant } }, /the account itself/],
    ['to.tag', { to: { address: payer, tag: -1 } }, /0 to 4294967295/],
    ['amount.value', { amount: tokenAmount('10.000001', 'XRP') }, /at most 10 XRP/],
    ['amount.asset', { amount: tokenAmount('1', 'RLUSD') }, /at most 10 XRP/],
    ['amount.value', { amount: { asset: 'XRP', value: '0' } }, /more than 0/],
    ['ledgers', { ledgers: 3 }, /4 to 900/],
    ['ledgers', { ledgers: 901 }, /4 to 900/],
    ['memo', { memo: 'x' }, /not a parameter/],
  ])('%s: %j', async (path, change, problem) => {
    const { client, asked } = await openPaying()
    const given = { ...refund, transfer: { payer, amount: tea.amount }, ...change }
    const error = await failure(prepareRefund(client, given as never))
    expect(error).toMatchObject({ code: 'PARAMETERS_INVALID', outcome: 'not-sent' })
    expect(error.fields).toEqual([{ path, problem: expect.stringMatching(problem) }])
    expect(asked).toEqual([])
  })

  it('but what the ledger worked out may have a digit more', async () => {
    const { mock, client, close } = await openPaying()
    const came = tokenAmount('9.980039920159681', 'RLUSD')
    sendTransfer(mock, { tag: tea.tag, amount: tokenAmount('10', 'RLUSD'), delivers: came })
    close()
    const [transfer] = (await getPayment(client, { ...tea, amount: tokenAmount('9', 'RLUSD') })).transfers
    const { blob } = preparedOf(await prepareRefund(client, { ...refund, transfer: transfer! }))
    expect(readBlob(blob).Amount).toMatchObject({ value: came.value })
  })
})

it('a transfer that waits unseen and a new one of the same refund have one number, so only one gets in', async () => {
  const { mock, client, close, transfer } = await openPaid()
  const first = preparedOf(await prepareRefund(client, { ...refund, transfer }))
  delayNext(mock, { ledgers: 5 })
  await submitTransfer(client, first)
  close(2)
  // No server shows it: the account looks as if nothing had been sent.
  const second = preparedOf(await prepareRefund(client, { ...refund, transfer }))
  expect(second.hash).not.toBe(first.hash)
  await submitTransfer(client, second)
  close(10)
  expect(sentBy(mock).sent.map(({ hash }) => hash)).toEqual([second.hash])
})
