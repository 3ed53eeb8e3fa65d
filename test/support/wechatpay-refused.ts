import type { ErrorCode, Outcome } from 'shroff'
import type { WechatpayAccount } from 'shroff/wechatpay'
import {
  applyAbnormalRefund,
  callProvider,
  closePayment,
  createPayment,
  fetchCertificates,
  getPayment,
  getRefund,
  refundPayment,
} from 'shroff/wechatpay'
import type { Client } from '../../src/core/client.js'
import { failure } from './failure.js'
import { openAnswering } from './wechatpay-answering.js'
import { tea } from './wechatpay-shop.js'

const refund = { orderId: 'T-1001', refundId: 'T-1001-R1', amount: tea.amount, orderAmount: tea.amount }
/** Each action of APIv3 once, as it is refused in tests. */
export const actions = {
  createPayment: (client: Client<WechatpayAccount>) => createPayment(client, { ...tea, channel: 'qr' }),
  getPayment: (client: Client<WechatpayAccount>) => getPayment(client, { orderId: 'T-1001' }),
  closePayment: (client: Client<WechatpayAccount>) => closePayment(client, { orderId: 'T-1001' }),
  refundPayment: (client: Client<WechatpayAccount>) => refundPayment(client, refund),
  applyAbnormalRefund: (client: Client<WechatpayAccount>) =>
    applyAbnormalRefund(client, { refundId: 'T-1001-R1', providerRefundId: '5000', to: 'merchant-card' }),
  getRefund: (client: Client<WechatpayAccount>) => getRefund(client, { refundId: 'T-1001-R1' }),
  callProvider: (client: Client<WechatpayAccount>) => callProvider(client, { method: 'POST', path: '/v3/x', body: {} }),
  // It makes a client of its own, with the usual three attempts.
  fetchCertificates: (client: Client<WechatpayAccount>) => fetchCertificates(client.transport)(client.account),
}
export type Action = keyof typeof actions
export const all = Object.keys(actions) as Action[]
const refunds: Action[] = ['refundPayment', 'applyAbnormalRefund']
// What callProvider calls may move money: the same rule as for refunds.
export const unclear: Action[] = [...refunds, 'callProvider']
const others = all.filter((action) => !unclear.includes(action))

/** What the action says of this answer of WeChat Pay's, which signs no refusal. */
export const refused = (action: Action, status: number, code: string, more: object = {}) => {
  // The documented words of this one; those of the others do not matter.
  const message = code === 'SIGN_ERROR' ? '签名错误' : '原因'
  return failure(actions[action](openAnswering({ status, body: { code, message, ...more } }).client))
}

// Written from the wire page, §9 and §17; F there is `rejected` here, U and L and R are `unknown`.
type Row = readonly [
  actions: readonly Action[],
  status: number,
  providerCode: string,
  code: ErrorCode,
  outcome: Outcome,
]
const table: readonly Row[] = [
  [all, 400, 'PARAM_ERROR', 'REQUEST_REFUSED', 'rejected'],
  [all, 400, 'INVALID_REQUEST', 'REQUEST_REFUSED', 'rejected'],
  [all, 401, 'SIGN_ERROR', 'SIGNATURE_REFUSED', 'rejected'],
  [['createPayment'], 400, 'APPID_MCHID_NOT_MATCH', 'NOT_PERMITTED', 'rejected'],
  [['createPayment', 'getPayment', 'closePayment'], 400, 'MCH_NOT_EXISTS', 'NOT_PERMITTED', 'rejected'],
  [refunds, 404, 'MCH_NOT_EXISTS', 'NOT_PERMITTED', 'rejected'],
  [['createPayment'], 403, 'NO_AUTH', 'NOT_PERMITTED', 'rejected'],
  [['createPayment', 'getPayment', 'closePayment'], 403, 'RULE_LIMIT', 'NOT_PERMITTED', 'rejected'],
  [['createPayment'], 400, 'ORDER_CLOSED', 'ORDER_CLOSED', 'rejected'],
  [['createPayment'], 403, 'OUT_TRADE_NO_USED', 'ORDER_ID_USED', 'rejected'],
  [['createPayment'], 400, 'ORDERPAID', 'ORDER_PAID', 'unknown'],
  [['closePayment'], 400, 'ORDERPAID', 'ORDER_PAID', 'rejected'],
  [['createPayment'], 400, 'ORDER_PAID', 'ORDER_PAID', 'unknown'],
  [['closePayment'], 400, 'ORDER_PAID', 'ORDER_PAID', 'rejected'],
  [['createPayment'], 400, 'OPENID_MISMATCH', 'PAYER_REFUSED', 'rejected'],
  [['getPayment', 'closePayment'], 403, 'TRADE_ERROR', 'REQUEST_REFUSED', 'rejected'],
  [['getPayment'], 404, 'ORDER_NOT_EXIST', 'ORDER_NOT_FOUND', 'rejected'],
  [refunds, 403, 'NOT_ENOUGH', 'BALANCE_TOO_LOW', 'rejected'],
  [refunds, 403, 'USER_ACCOUNT_ABNORMAL', 'PAYER_REFUSED', 'rejected'],
  [refunds, 404, 'RESOURCE_NOT_EXISTS', 'ORDER_NOT_FOUND', 'rejected'],
  [refunds, 403, 'TRADE_OVERDUE', 'REFUND_REFUSED', 'rejected'],
  [refunds, 400, 'REFUND_FEE_MISMATCH', 'REFUND_REFUSED', 'rejected'],
  [refunds, 400, 'BIZ_ERR_NEED_RETRY', 'PROVIDER_UNAVAILABLE', 'unknown'],
  [['getRefund'], 404, 'RESOURCE_NOT_EXISTS', 'REFUND_NOT_FOUND', 'rejected'],
  [['fetchCertificates'], 404, 'RESOURCE_NOT_EXISTS', 'NOT_PERMITTED', 'rejected'],
  ...['FREQUENCY_LIMITED', 'RATELIMIT_EXCEEDED', 'RATELIMIT_EXCEED', 'RATE_LIMITED', 'FREQUENCY_LIMIT_EXCEED'].flatMap(
    (name): Row[] => [
      [unclear, 429, name, 'RATE_LIMITED', 'unknown'],
      [others, 429, name, 'RATE_LIMITED', 'rejected'],
    ],
  ),
  [all, 500, 'SYSTEM_ERROR', 'PROVIDER_UNAVAILABLE', 'unknown'],
  [all, 502, 'SERVICE_UNAVAILABLE', 'PROVIDER_UNAVAILABLE', 'unknown'],
  [all, 503, 'SERVICE_UNAVAILABLE', 'PROVIDER_UNAVAILABLE', 'unknown'],
]
export const rows = table.flatMap(([names, ...rest]) => names.map((action) => [action, ...rest] as const))
