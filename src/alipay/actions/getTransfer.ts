import * as z from 'zod/mini'
import { mustAnswer } from '../../core/answers.js'
import type { CallOptions, Client } from '../../core/client.js'
import { checkParameters, existing, parameterSchema } from '../../core/parameters.js'
import { chinaDateOf, stateOf, yuanOf } from '../../core/read.js'
import { inShape } from '../../core/shape.js'
import type { AlipayAccount } from '../account.js'
import { call } from '../call.js'
import { withQuery } from '../query.js'
import { getTransferRefusals } from '../refusals-funds.js'
import { type AlipayTransfer, mustHaveCertificates, transferProduct, transferStates } from '../transfer.js'
import { methods, transferQueryShape } from '../wire.js'

export type GetTransferParameters = { transferId: string }
export type GetTransferResult = AlipayTransfer

/**
 * Asks where a transfer stands. Certificate mode only. Changes nothing.
 *
 * @throws `ORDER_NOT_FOUND` with outcome `unknown`: right after a transfer of unknown outcome it proves nothing; ask again
 * some minutes later. `CONFIG_INVALID` in public-key mode.
 * @see https://docs.open.alipay.com/api_28/alipay.fund.trans.common.query
 * @example
 * const { status } = await getTransfer(client, { transferId: 'P_1' })
 */
export async function getTransfer(
  client: Client<AlipayAccount>,
  parameters: GetTransferParameters,
  options?: CallOptions,
): Promise<GetTransferResult> {
  mustHaveCertificates('getTransfer', client.account)
  const { transferId } = checkParameters('getTransfer', getTransferParameters, parameters)
  const content = { out_biz_no: transferId, ...transferProduct }
  return call<GetTransferResult>(
    client,
    {
      action: 'getTransfer',
      refusals: getTransferRefusals,
      endpoint: withQuery(methods.transferQuery, content),
      httpMethod: 'GET',
      content,
      query: true,
      repeat: 'always',
      resolve: 'Ask again: a query changes nothing.',
      decode({ value }) {
        const raw = inShape(transferQueryShape, value)
        mustAnswer({ transferId: [transferId, raw.out_biz_no] })
        // One that the payee had to collect, and did not, came back.
        const status = raw.sub_status === 'REFUNDED' ? 'returned' : stateOf(transferStates, raw.status)
        const failure = [raw.error_code, raw.fail_reason].filter(Boolean).join(' ')
        return {
          transferId,
          ...(raw.order_id && { providerTransferId: raw.order_id }),
          status,
          ...(raw.trans_amount && { amount: yuanOf(raw.trans_amount) }),
          ...(status === 'succeeded' && raw.pay_date && { succeededAt: chinaDateOf(raw.pay_date) }),
          ...(failure && { failure }),
          raw,
        }
      },
    },
    options,
  )
}

/** What getTransfer accepts. */
export const getTransferParameters = /* @__PURE__ */ parameterSchema<GetTransferParameters>(() =>
  z.strictObject({ transferId: existing() }),
)
