import * as z from 'zod/mini'
import { mustAnswer } from '../../core/answers.js'
import type { CallOptions, Client } from '../../core/client.js'
import { compareDecimals, parseDecimal } from '../../core/decimal.js'
import { isShroffError } from '../../core/errors.js'
import { parameterSchema } from '../../core/parameters.js'
import type { XrplAccount } from '../account.js'
import { firstOf } from '../agree.js'
import { call } from '../call.js'
import { hash } from '../limits.js'
import { checkOrder, orderMembers, type XrplOrder } from '../order.js'
import { notFor } from '../payment.js'
import { type TransferReason, wordsOf } from '../reasons.js'
import { explainTransferRefusals } from '../refusals.js'
import { isPartial, toldOf, transferOf, type XrplTransfer } from '../transfer.js'

export type ExplainTransferParameters = XrplOrder & {
  /** What the payer's wallet calls transaction id or hash: 64 hexadecimal digits. */
  hash: string
}

export type ExplainTransferResult = {
  readonly hash: string
  /** Whether its money is counted for the order. */
  readonly counts: boolean
  /** Why not; `partial` and `too-little` count with what they delivered. Absent where it pays the order by itself. */
  readonly reason?: TransferReason | 'partial' | 'too-little'
  /** The same as a sentence, for whoever answers the payer. */
  readonly explanation: string
  /** What it brought to the account, counted or not. */
  readonly transfer?: XrplTransfer
  /** The answer, in the server's own spelling; undefined where there is no such transaction. */
  readonly raw: unknown
}

/**
 * Why a transfer that the payer points to does not count for an order, or that it does. It is one server's word, for a conversation
 * with the payer: whether the order is paid is for `getPayment` to say.
 *
 * @see https://xrpl.org/docs/references/http-websocket-apis/public-api-methods/transaction-methods/tx
 * @example
 * const { counts, explanation } = await explainTransfer(client, { ...order, hash })
 */
export async function explainTransfer(
  client: Client<XrplAccount>,
  parameters: ExplainTransferParameters,
  options?: CallOptions,
): Promise<ExplainTransferResult> {
  const { hash, ...order } = checkOrder(client.account, 'explainTransfer', explainTransferParameters, parameters)
  const about = { hash: hash.toUpperCase() }
  const found = await firstOf(client, (host) => askFor(client, host, about.hash, options)).catch(missing)
  if (!found) return { ...about, counts: false, ...because('not-found'), raw: undefined }
  const { transfer, isPartial, raw } = found
  if (typeof transfer === 'string') return { ...about, counts: false, ...because(transfer), raw }
  const reason = notFor(order, transfer)
  if (reason) return { ...about, counts: false, ...because(reason), transfer, raw }
  const { value, asset } = transfer.amount
  if (compareDecimals(parseDecimal(value)!, parseDecimal(order.amount.value)!) >= 0)
    return { ...about, counts: true, explanation: 'It counts, and is all that was asked for.', transfer, raw }
  const partly = `It counts, but delivered only ${value} of ${order.amount.value} ${asset}`
  return isPartial
    ? { ...about, counts: true, reason: 'partial', explanation: `${partly}: it is a partial payment.`, transfer, raw }
    : { ...about, counts: true, reason: 'too-little', explanation: `${partly}.`, transfer, raw }
}

const because = (reason: TransferReason) => ({ reason, explanation: wordsOf(reason) })

function missing(error: unknown): undefined {
  if (!isShroffError(error, 'ORDER_NOT_FOUND')) throw error
}

/** What one server tells of a transaction. */
const askFor = (client: Client<XrplAccount>, host: string, hash: string, options?: CallOptions) =>
  call(
    client,
    host,
    {
      action: 'explainTransfer',
      method: 'tx',
      params: { transaction: hash },
      refusals: explainTransferRefusals,
      decode({ value: raw }) {
        const told = toldOf(raw)
        mustAnswer({ hash: [hash, told.hash] })
        return { raw, transfer: transferOf(client.account, told), isPartial: isPartial(told) }
      },
    },
    options,
  )

/** What explainTransfer accepts. */
export const explainTransferParameters = /* @__PURE__ */ parameterSchema<ExplainTransferParameters>(() =>
  z.strictObject({ ...orderMembers(), hash: hash() }),
)
