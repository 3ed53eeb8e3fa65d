import { tokenAmount } from 'shroff'
import { addRecipient, getRecipient, getTransfer, transferFunds } from 'shroff/circle'
import { judgeRecipient, settleTransfer } from 'shroff/circle/mock'
import { describe, expect, it } from 'vitest'
import { bodyOf, openCircle } from '../support/circle.js'
import { failure } from '../support/failure.js'

const recipient = { recipientId: 'S-3', chain: 'BASE', address: `0x${'Ab'.repeat(20)}`, nickname: 'Supplier' }
const missing = '00000000-0000-4000-8000-000000000000'

describe('a payout', () => {
  it('goes to a recipient of the address book', async () => {
    const { client, mock, sent } = await openCircle()
    const { providerRecipientId, status } = await addRecipient(client, recipient)
    expect(status).toBe('active')
    expect(await getRecipient(client, { providerRecipientId })).toMatchObject({
      chain: 'BASE',
      address: recipient.address,
    })
    const transfer = { transferId: 'P-7', providerRecipientId, amount: tokenAmount('100.000001', 'USDC') }
    const made = await transferFunds(client, transfer)
    expect(made).toMatchObject({ transferId: 'P-7', status: 'pending', providerRecipientId, amount: transfer.amount })
    expect(bodyOf(sent.at(-1)!)).toMatchObject({
      source: { type: 'wallet', id: '1000999922' },
      destination: { type: 'address_book', id: providerRecipientId },
      amount: { amount: '100.000001', currency: 'USD' },
      toAmount: { currency: 'USD' },
    })
    settleTransfer(mock, made)
    expect(await getTransfer(client, { providerTransferId: made.providerTransferId })).toMatchObject({
      status: 'succeeded',
      succeededAt: new Date(mock.clock.now()),
    })
  })

  it('that failed says why', async () => {
    const { client, mock } = await openCircle()
    const { providerRecipientId } = await addRecipient(client, recipient)
    const { providerTransferId } = await transferFunds(client, {
      transferId: 'P-7',
      providerRecipientId,
      amount: tokenAmount('1', 'EURC'),
    })
    settleTransfer(mock, { providerTransferId, errorCode: 'insufficient_funds' })
    expect(await getTransfer(client, { providerTransferId })).toMatchObject({
      status: 'failed',
      providerCode: 'insufficient_funds',
    })
  })

  it('is made once under one number, whatever the line does', async () => {
    const { client, line } = await openCircle({}, {}, 3)
    const { providerRecipientId } = await addRecipient(client, recipient)
    const transfer = { transferId: 'P-7', providerRecipientId, amount: tokenAmount('100', 'USDC') }
    line.script = ['timeout-after', 'reset-after']
    const { providerTransferId } = await transferFunds(client, transfer)
    expect((await transferFunds(client, transfer)).providerTransferId).toBe(providerTransferId)
  })

  it('of other content under the same number is told as such, whichever way Circle tells it', async () => {
    for (const answersFirst of [false, true]) {
      const { client } = await openCircle({ unconfirmed: { answersFirst } })
      const { providerRecipientId } = await addRecipient(client, recipient)
      const transfer = { transferId: 'P-7', providerRecipientId, amount: tokenAmount('100', 'USDC') }
      await transferFunds(client, transfer)
      const used = { code: 'ORDER_ID_USED', outcome: 'unknown' }
      expect(await failure(transferFunds(client, { ...transfer, amount: tokenAmount('101', 'USDC') }))).toMatchObject(
        used,
      )
      const other = await addRecipient(client, { ...recipient, recipientId: 'S-4' })
      const there = { ...transfer, providerRecipientId: other.providerRecipientId }
      expect(await failure(transferFunds(client, there))).toMatchObject(used)
      expect(await failure(addRecipient(client, { ...recipient, chain: 'ETH' }))).toMatchObject(used)
      // At an exchange it is the tag that says whose the money is.
      const tagged = { ...recipient, recipientId: 'S-5', chain: 'XLM', addressTag: '1001' }
      expect(await addRecipient(client, tagged)).toMatchObject({ addressTag: '1001' })
      for (const addressTag of ['1002', undefined])
        expect(await failure(addRecipient(client, { ...tagged, addressTag } as never))).toMatchObject(used)
      expect(await failure(addRecipient(client, { ...recipient, addressTag: '1001' }))).toMatchObject(used)
    }
  })

  it('goes to no recipient that is not active, and to none that is not there', async () => {
    const { client, mock } = await openCircle({ activatesRecipients: false })
    const { providerRecipientId, status } = await addRecipient(client, recipient)
    const transfer = { transferId: 'P-7', providerRecipientId, amount: tokenAmount('1', 'USDC') }
    expect(status).toBe('pending')
    expect(await failure(transferFunds(client, transfer))).toMatchObject({
      code: 'REQUEST_REFUSED',
      outcome: 'rejected',
    })
    for (const judged of ['denied', 'inactive', 'active'] as const) {
      judgeRecipient(mock, { providerRecipientId, status: judged })
      expect((await getRecipient(client, { providerRecipientId })).status).toBe(judged)
    }
    expect((await transferFunds(client, { ...transfer, transferId: 'P-8' })).status).toBe('pending')
    const nowhere = transferFunds(client, { ...transfer, transferId: 'P-9', providerRecipientId: missing })
    expect(await failure(nowhere)).toMatchObject({ code: 'REQUEST_REFUSED' })
    expect(await failure(getTransfer(client, { providerTransferId: missing }))).toMatchObject({
      code: 'ORDER_NOT_FOUND',
    })
    expect(await failure(getRecipient(client, { providerRecipientId: missing }))).toMatchObject({
      code: 'ORDER_NOT_FOUND',
    })
  })

  it.each([
    ['address', { address: '0x' }],
    ['chain', { chain: 'eth' }],
    ['recipientId', { recipientId: '' }],
    ['email', { email: '' }],
  ])('’s recipient is refused before anything is sent: %s', async (path, wrong) => {
    const { client, sent } = await openCircle()
    const error = await failure(addRecipient(client, { ...recipient, ...wrong }))
    expect([error.code, error.fields?.[0]?.path, sent.length]).toEqual(['PARAMETERS_INVALID', path, 0])
  })
})
