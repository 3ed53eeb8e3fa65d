import type { Client, TokenAmount, TransferAction } from 'shroff'
import { tokenAmount } from 'shroff'
import { createPayment, getPayment, type XrplAccount, type XrplTransfer, type XrplTransferAction } from 'shroff/xrpl'
import {
  type PreparedTransfer,
  prepareRefund,
  setTrustLine,
  submitTransfer,
  type XrplPayingAccount,
} from 'shroff/xrpl/pay'
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

declare const paying: Client<XrplPayingAccount>
declare const transfer: XrplTransfer
declare const prepared: PreparedTransfer

test('an account that only watches cannot pay', () => {
  const refund = { refundId: 'R-1', placedAt: new Date(), transfer }
  prepareRefund(paying, refund)
  // @ts-expect-error It has no key.
  prepareRefund(client, refund)
  // @ts-expect-error Nor does it send what another has signed.
  submitTransfer(client, prepared)
  // @ts-expect-error Nor can it set anything.
  setTrustLine(client)
})

test('one that pays watches as well', () => {
  getPayment(paying, { orderId: 'T-1', tag: 1, placedAt: new Date(), amount: tokenAmount('1', 'XRP') })
  expectTypeOf<XrplPayingAccount>().toExtend<XrplAccount>()
})

test('what was prepared is there only where something was', async () => {
  const refund = await prepareRefund(paying, { refundId: 'R-1', placedAt: new Date(), transfer })
  // @ts-expect-error It may need somebody to ask, or have been made before.
  void refund.prepared
  if (refund.status === 'pending') expectTypeOf(refund.prepared).toEqualTypeOf<PreparedTransfer>()
})
