import { createClient, fetchTransport, tokenAmount } from 'shroff'
import { createPayment, type XrplNetwork, xrpl } from 'shroff/xrpl'
import { expect } from 'vitest'
import { isPartial, toldOf, transferOf } from '../../src/xrpl/transfer.js'
import { networks, rlusdCurrency } from '../../src/xrpl/wire.js'
import { noon } from '../support/noon.js'
import { testSamples } from '../vectors/flip.js'
import { vectors, type XrplVector } from '../vectors/xrpl.js'

async function xAddress({ input, expected }: XrplVector) {
  for (const [network, address] of Object.entries(expected)) {
    const account = xrpl({ address: input.classic as string, network: network as XrplNetwork })
    const { nextAction } = await createPayment(createClient({ account, transport: fetchTransport() }), {
      ...{ channel: 'transfer', orderId: 'T-1', tag: input.tag as number, placedAt: noon },
      amount: tokenAmount('1', 'XRP'),
    })
    expect([nextAction.xAddress, nextAction.address, nextAction.tag]).toEqual([
      address,
      input.classic,
      String(input.tag),
    ])
  }
}

testSamples(vectors, {
  'x-address': xAddress,
  'x-address-of-a-transaction': xAddress,
  // A real one, of another token: what it is seen to deliver is told of RLUSD in its place.
  delivered({ input, expected }) {
    const { tx_json, meta } = input as unknown as {
      tx_json: Record<string, unknown>
      meta: { delivered_amount: object }
    }
    const { isPartial: partial, creditAmount } = expected as {
      isPartial: boolean
      creditAmount: Record<string, string>
    }
    const { hash, ...transaction } = tx_json
    const read = (delivered_amount: object) => {
      const told = toldOf({
        ...{ hash, tx_json: { ...transaction, date: 0 }, ledger_index: 1, validated: true },
        meta: { ...meta, delivered_amount, TransactionIndex: 0 },
      })
      expect(isPartial(told)).toBe(partial)
      return transferOf(xrpl({ address: transaction.Destination as string }), told)
    }
    // As it is, it is a token that nobody asked for.
    expect(read(meta.delivered_amount)).toBe('other-asset')
    const asRlusd = { ...meta.delivered_amount, currency: rlusdCurrency, issuer: networks.mainnet.rlusdIssuer }
    expect(read(asRlusd)).toMatchObject({ amount: { asset: 'RLUSD', value: creditAmount.value } })
    expect({ ...meta.delivered_amount }).toEqual(creditAmount)
  },
  currency({ input, expected }) {
    const hex = Buffer.from(input.code as string)
      .toString('hex')
      .toUpperCase()
      .padEnd(40, '0')
    expect({ hex, mainnetIssuer: networks.mainnet.rlusdIssuer, testnetIssuer: networks.testnet.rlusdIssuer }).toEqual(
      expected,
    )
    expect(rlusdCurrency).toBe(hex)
  },
})
