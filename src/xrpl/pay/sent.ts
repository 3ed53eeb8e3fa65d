import { sha256 } from '#crypto'
import { undocumented } from '../../core/read.js'
import type { TokenAmount } from '../../core/token-amount.js'
import { toHex, utf8 } from '../../crypto/bytes.js'
import type { XrplAccount } from '../account.js'
import { deliveredOf, finalOf, type Told } from '../transfer.js'
import type { XrplAsset } from '../wire.js'

/** A transfer of the account's own, in a validated ledger. */
export type SentTransfer = {
  readonly hash: string
  readonly ledger: number
  readonly place: number
  readonly at: Date
  /** `tesSUCCESS`, or why it has moved nothing and cost its fee. */
  readonly result: string
  /** What was delivered; nothing where it failed. */
  readonly amount: TokenAmount<XrplAsset>
}

/** What names a refund on the ledger: nobody else can tell which refund it is, and we find it again. */
export const invoiceIdOf = async (refundId: string): Promise<string> => toHex(await sha256(utf8(refundId)))

/** Reads the account's own transfers of this `InvoiceID`, and nothing else. */
export const sentAs =
  (invoiceId: string) =>
  (account: XrplAccount, told: Told): SentTransfer | undefined => {
    const { TransactionType, Account, InvoiceID } = told.transaction
    const isOurs = told.validated && TransactionType === 'Payment' && Account === account.address
    if (!isOurs || typeof InvoiceID !== 'string' || InvoiceID.toUpperCase() !== invoiceId) return undefined
    const { delivered, ...final } = finalOf(told)
    const amount = final.result === 'tesSUCCESS' ? deliveredOf(account, delivered) : nothing
    if (typeof amount === 'string') throw undocumented('a refund without what it delivered')
    return { hash: told.hash, ...final, amount }
  }

const nothing = { asset: 'XRP', value: '0' } as const
