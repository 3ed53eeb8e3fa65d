import * as z from 'zod/mini'
import type { Amount } from '../../core/amount.js'
import { mustAnswer } from '../../core/answers.js'
import type { CallOptions, Client } from '../../core/client.js'
import { checkParameters, existing, parameterSchema } from '../../core/parameters.js'
import { chinaDateOf, stateOf, yuanOf } from '../../core/read.js'
import { type FromShape, inShape } from '../../core/shape.js'
import type { AlipayAccount } from '../account.js'
import { call } from '../call.js'
import { getFreezeRefusals } from '../refusals-funds.js'
import { freezeQueryShape, methods } from '../wire.js'

export type GetFreezeParameters = { freezeId: string }

/** A freeze as Alipay sees it. */
export type GetFreezeResult = {
  readonly freezeId: string
  /** 授权单号 `auth_no`. */
  readonly authorizationId?: string
  /**
   * `finished`: nothing is left in it, and something was captured. `closed`: it never came about, was cancelled, or was given
   * back in full.
   */
  readonly status: 'pending' | 'frozen' | 'finished' | 'closed'
  readonly amount: Amount
  /** What is still frozen. */
  readonly remainingAmount?: Amount
  readonly capturedAmount?: Amount
  readonly frozenAt?: Date
  readonly payerId?: string
  /** The verified answer, in the provider's own spelling. */
  readonly raw: FromShape<typeof freezeQueryShape>
}

/**
 * Asks where a freeze stands, and how much is left in it. Changes nothing, so it is repeated as needed.
 *
 * @throws `ORDER_NOT_FOUND`: not placed, or an order string that no app has opened yet, which can still be frozen.
 * @see https://docs.open.alipay.com/api_28/alipay.fund.auth.operation.detail.query
 * @example
 * const { status, remainingAmount } = await getFreeze(client, { freezeId: 'F_1' })
 */
export async function getFreeze(
  client: Client<AlipayAccount>,
  parameters: GetFreezeParameters,
  options?: CallOptions,
): Promise<GetFreezeResult> {
  const { freezeId } = checkParameters('getFreeze', getFreezeParameters, parameters)
  return call<GetFreezeResult>(
    client,
    {
      action: 'getFreeze',
      refusals: getFreezeRefusals,
      endpoint: methods.freezeQuery,
      content: { out_order_no: freezeId, out_request_no: freezeId, operation_type: 'FREEZE' },
      query: true,
      repeat: 'always',
      resolve: 'Ask again: a query changes nothing.',
      decode({ value }) {
        const raw = inShape(freezeQueryShape, value)
        mustAnswer({
          freezeId: [freezeId, raw.out_order_no],
          out_request_no: [freezeId, raw.out_request_no],
          operation_type: ['FREEZE', raw.operation_type ?? 'FREEZE'],
        })
        return toFreeze(raw)
      },
    },
    options,
  )
}

function toFreeze(raw: FromShape<typeof freezeQueryShape>): GetFreezeResult {
  const payerId = raw.payer_open_id || raw.payer_user_id
  return {
    freezeId: raw.out_order_no,
    status: stateOf({ INIT: 'pending', AUTHORIZED: 'frozen', FINISH: 'finished', CLOSED: 'closed' }, raw.order_status),
    amount: yuanOf(raw.amount),
    ...(raw.auth_no && { authorizationId: raw.auth_no }),
    ...(raw.rest_amount && { remainingAmount: yuanOf(raw.rest_amount) }),
    ...(raw.total_pay_amount && { capturedAmount: yuanOf(raw.total_pay_amount) }),
    ...(raw.status === 'SUCCESS' && raw.gmt_trans && { frozenAt: chinaDateOf(raw.gmt_trans) }),
    ...(payerId && { payerId }),
    raw,
  }
}

/** What getFreeze accepts. */
export const getFreezeParameters = /* @__PURE__ */ parameterSchema<GetFreezeParameters>(() =>
  z.strictObject({ freezeId: existing() }),
)
