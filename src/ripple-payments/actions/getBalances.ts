import * as z from 'zod/mini'
import type { CallOptions, Client } from '../../core/client.js'
import { checkParameters, parameterSchema } from '../../core/parameters.js'
import { dateOf } from '../../core/read.js'
import { inShape } from '../../core/shape.js'
import type { RipplePaymentsAccount } from '../account.js'
import { decimalOf, type RippleAmount } from '../amount.js'
import { call } from '../call.js'
import * as limits from '../limits.js'
import { balancesShape } from '../wire.js'

export type GetBalancesParameters = {
  /** Of this currency only. Default: of all. */
  currency?: string
}
export type GetBalancesResult = {
  /** When Ripple has looked. */
  readonly at: Date
  /** One for each currency. */
  readonly balances: readonly RippleBalance[]
}

/** What there is of a currency. */
export type RippleBalance = {
  /** What you can pay with. */
  readonly available: RippleAmount
  /** What payments under way hold. */
  readonly reserved: RippleAmount
}

/**
 * Asks for the funds that you have put in at Ripple.
 *
 * @throws `PARAMETERS_INVALID`; the codes of the pipeline.
 * @see https://docs.ripple.com/products/payments-direct-2/api-docs
 * @example
 * const { balances } = await getBalances(client, { currency: 'USD' })
 */
export async function getBalances(
  client: Client<RipplePaymentsAccount>,
  parameters: GetBalancesParameters = {},
  options?: CallOptions,
): Promise<GetBalancesResult> {
  const { currency } = checkParameters('getBalances', getBalancesParameters, parameters)
  return call(
    client,
    {
      action: 'getBalances',
      path: `/v2/balances${currency ? `?currency=${currency}` : ''}`,
      query: true,
      repeat: 'always',
      resolve: 'Ask again: a query changes nothing.',
      decode({ value }) {
        const { timestamp, balances } = inShape(balancesShape, value)
        return { at: dateOf(timestamp), balances: balances.map(toBalance) }
      },
    },
    options,
  )
}

const toBalance = ({ currency, availableBalance, reservedBalance }: WireBalance): RippleBalance => ({
  available: { currency, value: decimalOf(availableBalance) },
  reserved: { currency, value: decimalOf(reservedBalance) },
})

type WireBalance = { currency: string; availableBalance: string; reservedBalance: string }

/** What getBalances accepts. */
export const getBalancesParameters = /* @__PURE__ */ parameterSchema<GetBalancesParameters>(() =>
  z.strictObject({ currency: z.optional(limits.currency()) }),
)
