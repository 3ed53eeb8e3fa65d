import type { CallOptions, Client } from '../../core/client.js'
import { ShroffError } from '../../core/errors.js'
import { agreeOn } from '../agree.js'
import { readSince } from '../history.js'
import { since } from '../payment.js'
import type { XrplPayingAccount } from './account.js'
import { feeOf } from './fee.js'
import { invoiceIdOf, type SentTransfer, sentAs } from './sent.js'
import { signTransaction } from './sign.js'
import type { State } from './state.js'

// A refund is never paid twice, for each transfer of it has the number (Sequence) that the account had in a validated ledger, and no
// number is taken twice. An earlier transfer of the same refund with the same number: one of the two at most. With a lower one: that
// number is used up, and if it was by the earlier transfer, then this is in the account's history, which is read up to that ledger
// at least. Who sends what, how often and how late does not matter.

export type Prepared = { readonly blob: string; readonly hash: string; readonly lastLedger: number }

/**
 * Looks for the refund in the account's history since `placedAt`.
 *
 * @returns the transfer that has moved its money, if there is one.
 * @throws `PROVIDER_UNAVAILABLE` where it cannot be told for sure, so that nothing may be signed.
 */
export async function lookBack(
  client: Client<XrplPayingAccount>,
  { refundId, placedAt }: { refundId: string; placedAt: Date },
  { ledger }: State,
  options?: CallOptions,
) {
  const read = sentAs(await invoiceIdOf(refundId))
  const { transfers, until, by, hosts } = await agreeOn<SentTransfer>(client, 'prepareRefund', async (host) => {
    const { until, entries } = await readSince(client, host, read, 'prepareRefund', since({ placedAt }), options)
    const found = new Map(entries.flatMap(({ transfer }) => (transfer ? [[transfer.hash, transfer]] : [])))
    return { host, until, transfers: [...found.values()].sort((a, b) => a.ledger - b.ledger || a.place - b.place) }
  })
  if (until < ledger || !isSure(client.account, by))
    throw new ShroffError('PROVIDER_UNAVAILABLE', {
      problem: 'The servers that could be asked do not tell for sure whether this refund was made; nothing was signed.',
      outcome: 'not-sent',
      next: 'Call again in some seconds; if it stays, name more hosts.',
      authentic: false,
      provider: 'xrpl',
      action: 'prepareRefund',
    })
  return { made: transfers.find(({ result }) => result === 'tesSUCCESS'), by, hosts }
}

/** Whether as many servers as are asked for have told the same. */
export const isSure = ({ confirmWith }: XrplPayingAccount, by: 'connection' | 'quorum'): boolean =>
  confirmWith === 1 || by === 'quorum'

/** Signs a transaction that can stand in one of the next `ledgers`, and in none after them. */
export async function prepare(
  client: Client<XrplPayingAccount>,
  action: string,
  { transaction, state, ledgers }: { transaction: object; state: State; ledgers: number },
  options?: CallOptions,
): Promise<Prepared> {
  const lastLedger = state.ledger + ledgers
  const signed = await signTransaction(client.account, action, {
    ...transaction,
    Account: client.account.address,
    Fee: await feeOf(client, action, options),
    Sequence: state.sequence,
    LastLedgerSequence: lastLedger,
  })
  return { ...signed, lastLedger }
}
