import type { CallOptions, Client } from '../core/client.js'
import type { Refusal } from '../core/refusals.js'
import type { UnionpayAccount } from './account.js'
import { call } from './call.js'
import { toTime } from './fields.js'
import { type AskedTransaction, toTransaction } from './payment.js'
import { kinds, paths } from './wire.js'

/** Asks where a transaction stands: a payment, a hold, a refund, an undoing, each by its own number and time. */
export const query = <T>(
  client: Client<UnionpayAccount>,
  action: string,
  asked: AskedTransaction,
  refusals: readonly Refusal[],
  toResult: (transaction: ReturnType<typeof toTransaction>) => T,
  options?: CallOptions,
): Promise<T> =>
  call(
    client,
    {
      action,
      refusals,
      path: paths.query,
      fields: { ...kinds.query, orderId: asked.number, txnTime: toTime(asked.placedAt) },
      query: true,
      repeat: 'always',
      resolve: 'Ask again: a query changes nothing.',
      decode: (verified) => toResult(toTransaction(asked, verified)),
    },
    options,
  )
