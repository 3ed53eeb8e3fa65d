import type { CallOptions, Client } from '../../core/client.js'
import { parameterSchema } from '../../core/parameters.js'
import type { XrplAccount } from '../account.js'
import { agreeOn } from '../agree.js'
import { type Entry, readSince } from '../history.js'
import { checkOrder, orderSchema, type XrplOrder } from '../order.js'
import { notFor, since, toPayment, type XrplPayment } from '../payment.js'
import type { TransferReason } from '../reasons.js'
import { transferOf, type XrplTransfer } from '../transfer.js'

export type GetPaymentParameters = XrplOrder
export type GetPaymentResult = XrplPayment

/**
 * What has come for an order: adds up the validated transfers under its tag, from its `placedAt` on. Another asset, another issuer
 * and another tag do not count, and of a partial payment what was delivered does.
 *
 * With `confirmWith: 2` two servers must tell the same, whether of something or of nothing.
 *
 * @throws `REPLY_MISMATCH` where two servers contradict each other, naming both; `PROVIDER_UNAVAILABLE` where none has the
 * ledgers since `placedAt`; the codes of the pipeline.
 * @see https://xrpl.org/docs/references/http-websocket-apis/public-api-methods/account-methods/account_tx
 * @example
 * const { status, coverage, received } = await getPayment(client, { orderId, tag, amount, placedAt })
 */
export async function getPayment(
  client: Client<XrplAccount>,
  parameters: GetPaymentParameters,
  options?: CallOptions,
): Promise<GetPaymentResult> {
  const order = checkGetPayment(client.account, 'getPayment', parameters)
  const { until, transfers, ...vouched } = await agreeOn(client, 'getPayment', async (host) => {
    const { until, entries } = await readSince(client, host, transferOf, 'getPayment', since(order), options)
    return { host, until, transfers: itsOwn(order, entries) }
  })
  return toPayment(order, transfers, { ...vouched, ledger: until })
}

/** @throws `PARAMETERS_INVALID` naming the field; also for awaitPayment, which must refuse before it waits. */
export const checkGetPayment = (account: XrplAccount, action: string, parameters: GetPaymentParameters) =>
  checkOrder(account, action, getPaymentParameters, parameters)

/** What getPayment accepts. */
export const getPaymentParameters = /* @__PURE__ */ parameterSchema<GetPaymentParameters>(orderSchema)

/** Those of this order, the oldest first, each once: while pages are read, others move from one into the next. */
function itsOwn(order: XrplOrder, entries: readonly Entry<XrplTransfer | TransferReason>[]): XrplTransfer[] {
  const found = new Map<string, XrplTransfer>()
  for (const { transfer } of entries) {
    if (typeof transfer !== 'string' && !notFor(order, transfer)) found.set(transfer.hash, transfer)
  }
  return [...found.values()].sort((a, b) => a.ledger - b.ledger || a.place - b.place)
}
