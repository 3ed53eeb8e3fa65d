import type { CallOptions, Client } from '../../core/client.js'
import { ShroffError } from '../../core/errors.js'
import { undocumented } from '../../core/read.js'
import { inShape } from '../../core/shape.js'
import { firstOf } from '../agree.js'
import { call } from '../call.js'
import { nameOf } from '../open.js'
import { feeShape } from '../wire.js'
import type { XrplPayingAccount } from './account.js'

/**
 * What a place in the next ledger costs, in drops: never more than the account's `maxFee`, whatever a server says.
 *
 * @throws `PROVIDER_UNAVAILABLE` where all want more.
 */
export const feeOf = (client: Client<XrplPayingAccount>, action: string, options?: CallOptions): Promise<string> =>
  firstOf(client, async (host) => {
    const fee = await call(
      client,
      host,
      {
        action,
        method: 'fee',
        params: {},
        decode({ value }) {
          const { base_fee, open_ledger_fee } = inShape(feeShape, value).drops
          if (![base_fee, open_ledger_fee].every((drops) => /^\d{1,15}$/.test(drops)))
            throw undocumented('a strange fee')
          return Math.max(Number(base_fee), Number(open_ledger_fee))
        },
      },
      options,
    )
    const { maxFee } = client.account
    if (fee <= maxFee) return String(fee)
    throw new ShroffError('PROVIDER_UNAVAILABLE', {
      problem: `${nameOf(host)} wants ${fee} drops for a transaction, and the account’s maxFee is ${maxFee}; ${action} has signed nothing.`,
      outcome: 'not-sent',
      next: 'The ledger is crowded, or the server is wrong: try later, or raise maxFee.',
      provider: 'xrpl',
      action,
    })
  })
