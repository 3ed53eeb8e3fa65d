import type { Client, TokenAmount, TransferAction } from 'shroff'
import { tokenAmount } from 'shroff'
import { createPayment, type XrplAccount, type XrplTransferAction } from 'shroff/xrpl'
import { expectTypeOf, test } from 'vitest'

declare const client: Client<XrplAccount>
const order = { channel: 'transfer', orderId: 'T-1', tag: 1, placedAt: new Date() } as const

test('what the payer is shown is what every chain’s payer is', () => {
  expectTypeOf<XrplTransferAction>().toExtend<TransferAction>()
})

test('an amount is of one asset, and of one that the ledger has', () => {
  expectTypeOf(tokenAmount('1', 'RLUSD')).toEqualTypeOf<TokenAmount<'RLUSD'>>()
  createPayment(client, { ...order, amount: tokenAmount('1', 'XRP') })
  // @ts-expect-error There is no USDC here.
  createPayment(client, { ...order, amount: tokenAmount('1', 'USDC') })
  // @ts-expect-error Nor are there minor units.
  createPayment(client, { ...order, amount: { currency: 'USD', value: 100 } })
})
