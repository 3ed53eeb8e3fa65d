import { decode } from 'ripple-binary-codec'
import * as z from 'zod/mini'
import type { CallOptions, Client } from '../../core/client.js'
import { parametersError } from '../../core/errors.js'
import { checkParameters, parameterSchema } from '../../core/parameters.js'
import type { ParameterSchema } from '../../core/standard.js'
import * as limits from '../limits.js'
import type { XrplPayingAccount } from '../pay/account.js'
import { hintOf } from '../pay/hints.js'
import type { PreparedTransfer } from '../pay/refund.js'
import { invoiceIdOf } from '../pay/sent.js'
import { hashOf } from '../pay/sign.js'
import { submit } from '../pay/submit.js'

export type SubmitTransferParameters = PreparedTransfer

export type SubmitTransferResult = {
  readonly refundId: string
  /** The transaction's id. */
  readonly hash: string
  /** Always so, whatever the server says of it: `getRefund` tells what became of it. */
  readonly status: 'pending'
  /** The server's preliminary result, such as `tesSUCCESS` or `tefALREADY`: a hint for the log. Absent: it has none so far. */
  readonly hint?: string
  /** The same as a sentence. */
  readonly explanation: string
}

/**
 * Hands a prepared transfer to the ledger. Repeat it as often as you like, from wherever: the same bytes move the money once. No answer
 * of it is final, and none says that the money is gone or that it is not: ask `getRefund`, some seconds later.
 *
 * @throws `REQUEST_REFUSED` for what no server takes; the codes of the pipeline, `unknown` where it may have arrived.
 * @see https://xrpl.org/docs/references/http-websocket-apis/public-api-methods/transaction-methods/submit
 * @example
 * const { hint, explanation } = await submitTransfer(client, prepared)
 */
export async function submitTransfer(
  client: Client<XrplPayingAccount>,
  parameters: SubmitTransferParameters,
  options?: CallOptions,
): Promise<SubmitTransferResult> {
  const prepared = await checkPrepared(client.account, 'submitTransfer', submitTransferParameters, parameters)
  const hint = await submit(client, 'submitTransfer', prepared, options)
  const { refundId, hash } = prepared
  return { refundId, hash, status: 'pending', ...(hint && { hint }), explanation: hintOf(hint) }
}

/** What submitTransfer accepts. */
export const submitTransferParameters = /* @__PURE__ */ parameterSchema<SubmitTransferParameters>(() =>
  preparedSchema(),
)

export const preparedSchema = () =>
  z.strictObject({
    refundId: limits.orderId(),
    amount: limits.amount(16),
    hash: limits.hash(),
    blob: limits.blob(),
    firstLedger: limits.ledger(),
    lastLedger: limits.ledger(),
  })

/** @throws `PARAMETERS_INVALID` naming the field; also where what was stored is of another account, or does not fit together. */
export async function checkPrepared(
  { address }: XrplPayingAccount,
  action: string,
  schema: ParameterSchema<PreparedTransfer>,
  parameters: PreparedTransfer,
): Promise<PreparedTransfer> {
  const prepared = checkParameters(action, schema, parameters)
  const { Account, LastLedgerSequence, InvoiceID } = decoded(action, prepared.blob)
  const wanted = [address, prepared.lastLedger, await invoiceIdOf(prepared.refundId), prepared.hash]
  const found = [Account, LastLedgerSequence, InvoiceID, await hashOf(prepared.blob)]
  const wrong = wanted.findIndex((value, at) => value !== found[at])
  if (wrong < 0) return prepared
  const [path, problem] = misfits[wrong]!
  throw parametersError(action, [{ path, problem }])
}

const misfits = [
  ['blob', 'is of another account'],
  ['lastLedger', 'is not what is signed in blob'],
  ['refundId', 'is not what is signed in blob'],
  ['hash', 'is not that of blob'],
] as const

function decoded(action: string, blob: string): ReturnType<typeof decode> {
  try {
    return decode(blob)
  } catch {
    throw parametersError(action, [{ path: 'blob', problem: 'is no transaction' }])
  }
}
