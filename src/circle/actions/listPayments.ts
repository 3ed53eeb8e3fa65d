import * as z from 'zod/mini'
import type { CallOptions, Client } from '../../core/client.js'
import { checkParameters, parameterSchema, unless } from '../../core/parameters.js'
import { undocumented } from '../../core/read.js'
import { inShape } from '../../core/shape.js'
import type { CircleAccount } from '../account.js'
import { call } from '../call.js'
import * as limits from '../limits.js'
import { type CircleMovement, toMovement } from '../movement.js'
import { paymentShape } from '../wire.js'

export type ListPaymentsParameters = {
  /** Those that were made at or after this moment. Default: since ever. */
  from?: Date
  /** Those that were made before this moment. Default: until now. */
  to?: Date
  /** Those of this intent only. */
  reference?: string
  /** `payment`: what has come. `refund`: what goes back. Default: both. */
  type?: 'payment' | 'refund'
}
export type ListPaymentsResult = CircleMovement

/**
 * What has come and gone back, the newest first: the statement. Pages are read as they are needed; leave the loop to end it.
 *
 * @throws `PARAMETERS_INVALID`; the codes of the pipeline, in the middle of the list too.
 * @see https://developers.circle.com/api-reference/circle-mint/payments/list-payments
 * @example
 * for await (const { type, status, amount, reference } of listPayments(client, { from, to })) …
 */
export function listPayments(
  client: Client<CircleAccount>,
  parameters: ListPaymentsParameters = {},
  options?: CallOptions,
): AsyncGenerator<ListPaymentsResult, void, undefined> {
  return list(client, checkParameters('listPayments', listPaymentsParameters, parameters), options)
}

/** What Circle gives at most is not documented of this list; it gives less without a word. */
const pageSize = 50

async function* list(
  client: Client<CircleAccount>,
  { from, to, reference, type }: ListPaymentsParameters,
  options?: CallOptions,
): AsyncGenerator<ListPaymentsResult, void, undefined> {
  const seen = new Set<string>()
  for (let after: string | undefined; ; ) {
    const query = new URLSearchParams({
      ...(from && { from: from.toISOString() }),
      ...(to && { to: to.toISOString() }),
      ...(reference && { paymentIntentId: reference }),
      ...(type && { type }),
      pageSize: String(pageSize),
      ...(after && { pageAfter: after }),
    })
    const page = await call(
      client,
      {
        action: 'listPayments',
        path: `/v1/payments?${query}`,
        query: true,
        repeat: 'always',
        resolve: 'Ask again: a query changes nothing.',
        decode: ({ value }) => inShape([paymentShape] as const, value).map(toMovement),
      },
      options,
    )
    const rows = page.filter(({ paymentId }) => !seen.has(paymentId))
    // Not a page that is shorter than it might be: only an empty one is the last.
    if (page.length === 0) return
    if (rows.length === 0) throw undocumented('a page of what was on the one before')
    for (const row of rows) {
      seen.add(row.paymentId)
      yield row
    }
    after = page.at(-1)!.paymentId
  }
}

/** What listPayments accepts. */
export const listPaymentsParameters = /* @__PURE__ */ parameterSchema<ListPaymentsParameters>(() =>
  z
    .strictObject({
      from: z.optional(limits.when()),
      to: z.optional(limits.when()),
      reference: z.optional(limits.reference()),
      type: z.optional(z.enum(['payment', 'refund'])),
    })
    .check(unless(({ from, to }) => (from && to && to <= from ? 'must be after from' : undefined), ['to'])),
)
