import * as z from 'zod/mini'
import type { CallOptions, Client } from '../../core/client.js'
import { compareDecimals, parseDecimal } from '../../core/decimal.js'
import { parametersError } from '../../core/errors.js'
import { checkParameters, parameterSchema } from '../../core/parameters.js'
import { inShape } from '../../core/shape.js'
import type { TokenAmount } from '../../core/token-amount.js'
import { accountOf } from '../address.js'
import { firstOf } from '../agree.js'
import { call } from '../call.js'
import * as limits from '../limits.js'
import type { XrplPayingAccount } from '../pay/account.js'
import { toWire } from '../pay/amount.js'
import { lookBack, prepare } from '../pay/prepare.js'
import { type PreparedTransfer, toRefund, type XrplRefund } from '../pay/refund.js'
import { invoiceIdOf } from '../pay/sent.js'
import { stateOf } from '../pay/state.js'
import type { XrplTransfer } from '../transfer.js'
import { accountShape, flags, type XrplAsset } from '../wire.js'

export type PrepareRefundParameters = {
  /** The merchant's number of the refund; it stays with the shop. One number moves the money once, however often it is prepared. */
  refundId: string
  /** When you have stored the refund, before the first call: from then on the account's history is looked through for it. */
  placedAt: Date
  /** What came, from `getPayment` or `watchPayments`: who paid, how much, and which tag has to be on what goes back. */
  transfer: Pick<XrplTransfer, 'payer' | 'amount' | 'sourceTag'>
  /** What to give back: of the asset that came, and no more of it. Default: all that came. */
  amount?: TokenAmount<XrplAsset>
  /** Where the payer wants it, where that is somewhere else: ask the payer, and for proof that it is the payer who says so. */
  to?: {
    /** A classic address, `r…`. */
    address: string
    /** The destination tag. */
    tag?: number
  }
  /** How many ledgers it can wait, of about 4 s each: 4 to 900. Default 20. More where a person has to approve it. */
  ledgers?: number
}

export type PrepareRefundResult =
  /** It cannot go back as it is: ask the payer where to, and call again with `to`. */
  | {
      readonly status: 'needs-action'
      readonly refundId: string
      /** `tag-needed`: the account wants a tag on everything, and told none. `no-account`: it is not there any more. */
      readonly reason: 'tag-needed' | 'no-account'
      /** The same as a sentence. */
      readonly explanation: string
    }
  /** It was made before: nothing was signed. */
  | (XrplRefund & { readonly status: 'succeeded' })
  /** It is signed: store `prepared`, then submit it. */
  | {
      readonly status: 'pending'
      readonly refundId: string
      /** Signed, and not sent. */
      readonly prepared: PreparedTransfer
    }

/**
 * Signs a transfer back to the payer, **and sends nothing**: store `prepared` first, then hand it to `submitTransfer` as often as you
 * like. Where the payer's account has a tag of its own (`sourceTag`) that is put on; where it wants one and none is known, as with
 * exchanges, the answer is `needs-action`.
 *
 * Call it again with the same `refundId` where what it gave is lost, or where `getRefund` says `closed`: it finds what was made
 * before, and no two of its transfers can both move money.
 *
 * @throws `TRANSFER_IN_FLIGHT` while an earlier transaction of the account is under way; `PROVIDER_UNAVAILABLE` where the servers do not
 * tell for sure whether it was made before, or want more than `maxFee`; `CONFIG_INVALID` where the key may not sign for the account.
 * @see https://xrpl.org/docs/concepts/transactions/reliable-transaction-submission
 * @example
 * const refund = await prepareRefund(client, { refundId: 'T-1001-R1', placedAt, transfer: payment.transfers[0]! })
 * if (refund.status === 'pending') await store(refund.prepared)
 */
export async function prepareRefund(
  client: Client<XrplPayingAccount>,
  parameters: PrepareRefundParameters,
  options?: CallOptions,
): Promise<PrepareRefundResult> {
  const given = checkParameters('prepareRefund', prepareRefundParameters, parameters)
  const { refundId, placedAt, transfer, amount = transfer.amount, ledgers = 20 } = given
  mustBeWithin(amount, transfer.amount)
  const to = given.to ?? { address: transfer.payer, tag: transfer.sourceTag }
  await mustBeAnothers(client.account, given.to ? 'to.address' : 'transfer.payer', to.address)
  const state = await stateOf(client, 'prepareRefund', options)
  const { made, ...vouched } = await lookBack(client, { refundId, placedAt }, state, options)
  if (made) return { ...toRefund(refundId, amount, made, vouched), status: 'succeeded' }
  const reason = await obstacleTo(client, to, options)
  if (reason) return { status: 'needs-action', refundId, reason, explanation: explanations[reason] }
  const transaction = {
    TransactionType: 'Payment',
    Destination: to.address,
    ...(to.tag !== undefined && { DestinationTag: to.tag }),
    Amount: toWire(client.account, amount),
    InvoiceID: await invoiceIdOf(refundId),
    Flags: 0,
  }
  const signed = await prepare(client, 'prepareRefund', { transaction, state, ledgers }, options)
  return { status: 'pending', refundId, prepared: { refundId, amount, firstLedger: state.ledger, ...signed } }
}

const explanations = {
  'tag-needed':
    'The account that paid takes nothing without a tag, and its payment told none: it is an exchange’s, most likely. Ask the payer where to, and for the tag.',
  'no-account': 'The account is not on this network any more. Ask the payer where to.',
} as const

/** An account that wants a tag on everything would refuse the transfer; one that does not and is many people's would swallow it. */
async function obstacleTo(
  client: Client<XrplPayingAccount>,
  { address, tag }: { address: string; tag?: number | undefined },
  options?: CallOptions,
): Promise<keyof typeof explanations | undefined> {
  const Flags = await firstOf(client, (host) =>
    call(
      client,
      host,
      {
        action: 'prepareRefund',
        method: 'account_info',
        params: { account: address, ledger_index: 'validated' },
        answers: 'actNotFound',
        decode: ({ value }) =>
          (value as { error?: unknown }).error === undefined
            ? inShape(accountShape, value).account_data.Flags
            : undefined,
      },
      options,
    ),
  )
  if (Flags === undefined) return 'no-account'
  return tag === undefined && (Flags & flags.requireDestinationTag) !== 0 ? 'tag-needed' : undefined
}

function mustBeWithin(amount: TokenAmount<XrplAsset>, came: TokenAmount<XrplAsset>): void {
  const said = `must be at most ${came.value} ${came.asset}, which is what came`
  const problem = (path: string) => parametersError('prepareRefund', [{ path, problem: said }])
  if (amount.asset !== came.asset) throw problem('amount.asset')
  if (compareDecimals(parseDecimal(amount.value)!, parseDecimal(came.value)!) > 0) throw problem('amount.value')
}

async function mustBeAnothers({ address: own }: XrplPayingAccount, path: string, address: string): Promise<void> {
  const problem = address === own ? 'is the account itself' : (await accountOf(address)) ? '' : 'has a letter wrong'
  if (problem) throw parametersError('prepareRefund', [{ path, problem }])
}

/** What prepareRefund accepts. */
export const prepareRefundParameters = /* @__PURE__ */ parameterSchema<PrepareRefundParameters>(() =>
  z.strictObject({
    refundId: limits.orderId(),
    placedAt: limits.when(),
    // More of it is there, as it came.
    transfer: z.object({ payer: limits.address(), amount: limits.amount(16), sourceTag: z.optional(limits.tag()) }),
    amount: z.optional(limits.amount(16)),
    to: z.optional(z.strictObject({ address: limits.address(), tag: z.optional(limits.tag()) })),
    ledgers: z.optional(limits.ledgers()),
  }),
)
