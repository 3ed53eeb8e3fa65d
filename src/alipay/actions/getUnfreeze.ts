import * as z from 'zod/mini'
import { mustAnswer } from '../../core/answers.js'
import type { CallOptions, Client } from '../../core/client.js'
import { checkParameters, existing, parameterSchema } from '../../core/parameters.js'
import { inShape } from '../../core/shape.js'
import type { AlipayAccount } from '../account.js'
import { call } from '../call.js'
import { type AlipayUnfreeze, toUnfreeze } from '../freeze.js'
import { getUnfreezeRefusals } from '../refusals-funds.js'
import { freezeQueryShape, methods } from '../wire.js'

export type GetUnfreezeParameters = { authorizationId: string; unfreezeId: string }
export type GetUnfreezeResult = AlipayUnfreeze

/**
 * Asks where an unfreezing stands. Changes nothing.
 *
 * @throws `REFUND_NOT_FOUND` with outcome `unknown`: Alipay knows no such unfreezing, or not yet; `ORDER_NOT_FOUND` for an
 * unknown freeze.
 * @see https://docs.open.alipay.com/api_28/alipay.fund.auth.operation.detail.query
 * @example
 * const { status } = await getUnfreeze(client, { authorizationId, unfreezeId: 'F_1_U1' })
 */
export async function getUnfreeze(
  client: Client<AlipayAccount>,
  parameters: GetUnfreezeParameters,
  options?: CallOptions,
): Promise<GetUnfreezeResult> {
  const { authorizationId, unfreezeId } = checkParameters('getUnfreeze', getUnfreezeParameters, parameters)
  return call<GetUnfreezeResult>(
    client,
    {
      action: 'getUnfreeze',
      refusals: getUnfreezeRefusals,
      endpoint: methods.freezeQuery,
      content: { auth_no: authorizationId, out_request_no: unfreezeId, operation_type: 'UNFREEZE' },
      query: true,
      repeat: 'always',
      resolve: 'Ask again: a query changes nothing.',
      decode({ value }) {
        const raw = inShape(freezeQueryShape, value)
        mustAnswer({
          authorizationId: [authorizationId, raw.auth_no],
          unfreezeId: [unfreezeId, raw.out_request_no],
          operation_type: ['UNFREEZE', raw.operation_type ?? 'UNFREEZE'],
        })
        return toUnfreeze({ ...raw, auth_no: authorizationId })
      },
    },
    options,
  )
}

/** What getUnfreeze accepts. */
export const getUnfreezeParameters = /* @__PURE__ */ parameterSchema<GetUnfreezeParameters>(() =>
  z.strictObject({ authorizationId: existing(), unfreezeId: existing() }),
)
