import { encode, encodeForSigning } from 'ripple-binary-codec'
import { deriveKeypair, sign } from 'ripple-keypairs'
import type { Client } from 'shroff'
import { mockSeed } from 'shroff/xrpl/mock'
import { getRefund, prepareRefund, submitTransfer, type XrplPayingAccount } from 'shroff/xrpl/pay'
import { describe, expect, it } from 'vitest'
import { request } from '../../src/core/request.js'
import { openReply } from '../../src/xrpl/open.js'
import { submitTransferRefusals } from '../../src/xrpl/refusals.js'
import type { Passage } from '../support/line.js'
import { s2 } from '../support/xrpl.js'
import { merchant, openPaid, payer, preparedOf, refund, sentBy } from '../support/xrplPay.js'

// What no seal may do: each attempt of it is an order of payment of its own.
async function refundInOneCall(client: Client<XrplPayingAccount>) {
  const ask = async (method: string, params: object) => {
    const body = new TextEncoder().encode(JSON.stringify({ method, params: [params] }))
    const reply = await client.transport(
      { method: 'POST', url: `${s2}/`, headers: {}, body },
      { signal: new AbortController().signal },
    )
    return JSON.parse(new TextDecoder().decode(reply.body)).result
  }
  return request(client, {
    action: 'refundPayment',
    hosts: [s2],
    query: false,
    repeat: 'always',
    resolve: '',
    requestIdHeader: '',
    async seal() {
      const { account_data } = await ask('account_info', { account: merchant, ledger_index: 'current' })
      const { publicKey, privateKey } = deriveKeypair(mockSeed)
      const transaction = {
        ...{
          TransactionType: 'Payment',
          Account: merchant,
          Destination: payer,
          DestinationTag: 77,
          Amount: '10000000',
        },
        ...{ Fee: '10', Flags: 0, Sequence: account_data.Sequence, SigningPubKey: publicKey },
      }
      const tx_blob = encode({ ...transaction, TxnSignature: sign(encodeForSigning(transaction), privateKey) })
      const body = new TextEncoder().encode(JSON.stringify({ method: 'submit', params: [{ tx_blob }] }))
      return { method: 'POST', url: `${s2}/`, headers: {}, body }
    },
    open: async (reply) => openReply({ action: 'refundPayment', refusals: submitTransferRefusals }, s2, reply),
    decode: ({ value }) => value,
  })
}

const moved = ({ mock }: Pick<Awaited<ReturnType<typeof openPaid>>, 'mock'>) =>
  sentBy(mock).sent.filter(({ result }) => result === 'tesSUCCESS').length

const lost: Passage[] = ['timeout-after', 'reset-after', 'system-error-after']

describe.each(lost)('an answer that is lost (%s), in a client that repeats by itself', (fault) => {
  it('pays twice where the seal signs', async () => {
    const shop = await openPaid({}, {}, 3)
    shop.line.script = ['good', fault]
    await refundInOneCall(shop.client)
    shop.close(2)
    expect(moved(shop)).toBe(2)
  })

  it('pays once where it was signed before', async () => {
    const shop = await openPaid({}, {}, 3)
    const prepared = preparedOf(await prepareRefund(shop.client, { ...refund, transfer: shop.transfer }))
    shop.line.script = [fault]
    await submitTransfer(shop.client, prepared)
    await submitTransfer(shop.client, prepared)
    shop.close(2)
    expect(moved(shop)).toBe(1)
    expect(await getRefund(shop.client, prepared)).toMatchObject({ status: 'succeeded' })
  })
})
