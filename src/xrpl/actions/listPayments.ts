import * as z from 'zod/mini'
import type { CallOptions, Client } from '../../core/client.js'
import { checkParameters, parameterSchema, unless } from '../../core/parameters.js'
import type { XrplAccount } from '../account.js'
import { passing } from '../agree.js'
import { pagesSince } from '../history.js'
import * as limits from '../limits.js'
import { movementOf, type XrplMovement } from '../movement.js'

export type ListPaymentsParameters = {
  /** What ledgers that closed at or after this moment have. */
  from: Date
  /** What ledgers that closed before this moment have. Default: until now. */
  to?: Date
}
export type ListPaymentsResult = XrplMovement

/**
 * What has come and what has left, the newest first: the statement. Pages are read as they are needed, of one server as long as it
 * answers, and of the next one from there on; leave the loop to end it. Whose a transfer is says its tag.
 *
 * @throws `PARAMETERS_INVALID`; `PROVIDER_UNAVAILABLE` where no server has the ledgers since `from`; the codes of the pipeline, in the
 * middle of the list too.
 * @see https://xrpl.org/docs/references/http-websocket-apis/public-api-methods/account-methods/account_tx
 * @example
 * for await (const { type, tag, amount, hash } of listPayments(client, { from, to })) console.log(type, tag, amount.value, hash)
 */
export function listPayments(
  client: Client<XrplAccount>,
  parameters: ListPaymentsParameters,
  options?: CallOptions,
): AsyncGenerator<ListPaymentsResult, void, undefined> {
  return list(client, checkParameters('listPayments', listPaymentsParameters, parameters), options)
}

/** What listPayments accepts. */
export const listPaymentsParameters = /* @__PURE__ */ parameterSchema<ListPaymentsParameters>(() =>
  z
    .strictObject({ from: limits.when(), to: z.optional(limits.when()) })
    .check(unless(({ from, to }) => (to && to <= from ? 'must be after from' : undefined), ['to'])),
)

async function* list(
  client: Client<XrplAccount>,
  { from, to }: ListPaymentsParameters,
  options?: CallOptions,
): AsyncGenerator<ListPaymentsResult, void, undefined> {
  // Over pages that move while they are read, and from one server to the next.
  const told = new Set<string>()
  let failure: unknown
  for (const host of client.account.hosts) {
    const pages = pagesSince(
      client,
      host,
      movementOf,
      'listPayments',
      from.getTime(),
      Number.POSITIVE_INFINITY,
      options,
    )
    for (;;) {
      const next = await pages.next().catch((error: unknown) => {
        failure = passing(error)
      })
      if (!next) break
      if (next.done) return
      for (const { transfer } of next.value.entries) {
        if (!transfer || told.has(transfer.hash) || transfer.at < from || (to && transfer.at >= to)) continue
        told.add(transfer.hash)
        yield transfer
      }
    }
  }
  throw failure
}
