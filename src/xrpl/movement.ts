import type { TokenAmount } from '../core/token-amount.js'
import type { XrplAccount } from './account.js'
import { deliveredOf, finalOf, type Told, transferOf, type XrplTransfer } from './transfer.js'
import type { XrplAsset } from './wire.js'

/** Money that has left an account, in a validated ledger. */
export type XrplSent = {
  /** The transaction's id, 64 hexadecimal digits. */
  readonly hash: string
  /** Index of the ledger. */
  readonly ledger: number
  /** Its place among the transactions of that ledger. */
  readonly place: number
  /** When the ledger was closed. */
  readonly at: Date
  /** The account that got it. */
  readonly payee: string
  /** The destination tag that it went with. */
  readonly tag?: number
  /** What whoever sent it named it by: refunds of `shroff/xrpl/pay` have the SHA-256 of their `refundId` here, in capitals. */
  readonly invoiceId?: string
  /** What was delivered. */
  readonly amount: TokenAmount<XrplAsset>
}

/** A line of the account's statement: `payment` has come, `sent` has left, to give something back or for anything else. */
export type XrplMovement =
  | (XrplTransfer & { readonly type: 'payment' })
  /** The ledger's fee is not in it. */
  | (XrplSent & { readonly type: 'sent' })

/** What a transaction has moved, in or out; nothing where it moved no XRP and no RLUSD between this account and another. */
export function movementOf(account: XrplAccount, told: Told): XrplMovement | undefined {
  const transfer = transferOf(account, told)
  if (typeof transfer !== 'string') return { type: 'payment', ...transfer }
  const { TransactionType, Account, Destination, DestinationTag: tag, InvoiceID: invoice } = told.transaction
  const isSent = told.validated && TransactionType === 'Payment' && Account === account.address
  if (!isSent || typeof Destination !== 'string' || Destination === account.address) return undefined
  const { result, delivered, ...final } = finalOf(told)
  const amount = result === 'tesSUCCESS' ? deliveredOf(account, delivered) : undefined
  if (!amount || typeof amount === 'string') return undefined
  return {
    type: 'sent',
    hash: told.hash,
    ...final,
    payee: Destination,
    ...(typeof tag === 'number' && { tag }),
    ...(typeof invoice === 'string' && { invoiceId: invoice.toUpperCase() }),
    amount,
  }
}
