import type { ErrorCode, Outcome } from 'shroff'
import {
  callProvider,
  cancelPayment,
  closePayment,
  createPayment,
  getPayment,
  getRefund,
  refundPayment,
} from 'shroff/alipay'
import type { openAlipay } from './alipay.js'
import { alipayTea as tea } from './alipay-shop.js'

type Client = ReturnType<typeof openAlipay>['client']
const five = { currency: 'CNY', value: 500 } as const
/** Each action of a trade once, as it is refused in tests. */
export const actions = {
  qr: (client: Client) => createPayment(client, { ...tea, channel: 'qr' }),
  barcode: (client: Client) => createPayment(client, { ...tea, channel: 'barcode', payerCode: '281234567890123456' }),
  getPayment: (client: Client) => getPayment(client, { orderId: 'T_1001' }),
  closePayment: (client: Client) => closePayment(client, { orderId: 'T_1001' }),
  cancelPayment: (client: Client) => cancelPayment(client, { orderId: 'T_1001' }),
  refundPayment: (client: Client) => refundPayment(client, { orderId: 'T_1001', refundId: 'R_1', amount: five }),
  getRefund: (client: Client) => getRefund(client, { orderId: 'T_1001', refundId: 'R_1' }),
  callProvider: (client: Client) =>
    callProvider(client, {
      method: 'alipay.trade.query',
      path: '/v3/alipay/trade/query',
      content: { out_trade_no: 'T_1' },
    }),
}
export type Name = keyof typeof actions

// From the tables of the wire page: F is rejected, Q and T unknown, and what nobody has described is unknown too.
export const business: [Name, string, ErrorCode, Outcome][] = [
  ['barcode', 'ACQ.SYSTEM_ERROR', 'PROVIDER_UNAVAILABLE', 'unknown'],
  ['barcode', 'ACQ.TRADE_HAS_SUCCESS', 'ORDER_PAID', 'unknown'],
  ['barcode', 'ACQ.CONTEXT_INCONSISTENT', 'ORDER_ID_USED', 'unknown'],
  ['barcode', 'ACQ.INVALID_PARAMETER', 'REQUEST_REFUSED', 'rejected'],
  ['barcode', 'ACQ.PAYMENT_AUTH_CODE_INVALID', 'PAYER_REFUSED', 'rejected'],
  ['barcode', 'ACQ.PULL_MOBILE_CASHIER_FAIL', 'PAYER_REFUSED', 'rejected'],
  ['barcode', 'ACQ.BUYER_BALANCE_NOT_ENOUGH', 'PAYER_REFUSED', 'rejected'],
  ['barcode', 'ACQ.BUYER_BANKCARD_BALANCE_NOT_ENOUGH', 'PAYER_REFUSED', 'rejected'],
  ['barcode', 'ACQ.BUYER_ENABLE_STATUS_FORBID', 'PAYER_REFUSED', 'rejected'],
  ['barcode', 'ACQ.PAYMENT_FAIL', 'PAYER_REFUSED', 'rejected'],
  ['barcode', 'ACQ.SELLER_BEEN_BLOCKED', 'NOT_PERMITTED', 'rejected'],
  ['barcode', 'ACQ.TRADE_STATUS_ERROR', 'PROVIDER_ERROR', 'unknown'],
  ['qr', 'ACQ.CONTEXT_INCONSISTENT', 'ORDER_ID_USED', 'rejected'],
  ['qr', 'ACQ.TRADE_HAS_CLOSE', 'ORDER_CLOSED', 'rejected'],
  ['qr', 'ACQ.ACCESS_FORBIDDEN', 'NOT_PERMITTED', 'rejected'],
  ['qr', 'ACQ.NOBODY_KNOWS_THIS', 'PROVIDER_ERROR', 'unknown'],
  ['qr', 'constructor', 'PROVIDER_ERROR', 'unknown'],
  ['getPayment', 'ACQ.TRADE_NOT_EXIST', 'ORDER_NOT_FOUND', 'rejected'],
  ['getPayment', 'ACQ.SYSTEM_ERROR', 'PROVIDER_UNAVAILABLE', 'unknown'],
  ['closePayment', 'ACQ.TRADE_NOT_EXIST', 'ORDER_NOT_FOUND', 'rejected'],
  ['closePayment', 'ACQ.TRADE_STATUS_ERROR', 'REQUEST_REFUSED', 'rejected'],
  ['closePayment', 'ACQ.REASON_TRADE_STATUS_INVALID', 'REQUEST_REFUSED', 'rejected'],
  ['closePayment', 'ACQ.REASON_ILLEGAL_STATUS', 'REQUEST_REFUSED', 'rejected'],
  ['cancelPayment', 'AQC.SYSTEM_ERROR', 'PROVIDER_UNAVAILABLE', 'unknown'],
  ['cancelPayment', 'ACQ.TRADE_HAS_FINISHED', 'REFUND_REFUSED', 'rejected'],
  ['cancelPayment', 'ACQ.TRADE_CANCEL_TIME_OUT', 'REFUND_REFUSED', 'rejected'],
  ['cancelPayment', 'ACQ.SELLER_BALANCE_NOT_ENOUGH', 'BALANCE_TOO_LOW', 'rejected'],
  ['refundPayment', 'ACQ.SYSTEM_ERROR', 'PROVIDER_UNAVAILABLE', 'unknown'],
  ['refundPayment', 'ACQ.SELLER_BALANCE_NOT_ENOUGH', 'BALANCE_TOO_LOW', 'rejected'],
  ['refundPayment', 'ACQ.DISCORDANT_REPEAT_REQUEST', 'REFUND_REFUSED', 'rejected'],
  ['refundPayment', 'ACQ.REFUND_AMT_NOT_EQUAL_TOTAL', 'REFUND_REFUSED', 'rejected'],
  ['refundPayment', 'ACQ.TRADE_HAS_FINISHED', 'REFUND_REFUSED', 'rejected'],
  ['refundPayment', 'ACQ.TRADE_NOT_EXIST', 'ORDER_NOT_FOUND', 'rejected'],
  ['getRefund', 'TRADE_NOT_EXIST', 'ORDER_NOT_FOUND', 'rejected'],
  ['getRefund', 'ACQ.TRADE_NOT_EXIST', 'ORDER_NOT_FOUND', 'rejected'],
]
