import type { Routes } from '../../mock/routes.js'
import { listCertificates } from './certificates.js'
import { codepay, reverseByOrderId } from './codepay.js'
import { closeByOrderId, queryByOrderId, queryByPaymentId } from './orders.js'
import type { Handler } from './platform.js'
import { prepay } from './prepay.js'
import { applyAbnormalRefund, createRefund, queryRefund } from './refunds.js'
import { downloadFile, requestStatement } from './statements.js'

/** What is here of APIv3. Partners (服务商) have the same under `/v3/pay/partner/…`. */
export const routes = (): Routes<Handler> => ({
  'POST /v3/pay/transactions/jsapi': prepay('jsapi'),
  'POST /v3/pay/transactions/native': prepay('native'),
  'POST /v3/pay/transactions/app': prepay('app'),
  'POST /v3/pay/transactions/h5': prepay('h5'),
  'POST /v3/pay/transactions/codepay': codepay,
  'GET /v3/pay/transactions/out-trade-no/{orderId}': queryByOrderId,
  'GET /v3/pay/transactions/id/{paymentId}': queryByPaymentId,
  'POST /v3/pay/transactions/out-trade-no/{orderId}/close': closeByOrderId,
  'POST /v3/pay/transactions/out-trade-no/{orderId}/reverse': reverseByOrderId,
  'POST /v3/refund/domestic/refunds': createRefund,
  'GET /v3/refund/domestic/refunds/{refundId}': queryRefund,
  'POST /v3/refund/domestic/refunds/{providerRefundId}/apply-abnormal-refund': applyAbnormalRefund,
  'GET /v3/certificates': listCertificates,
  'GET /v3/bill/tradebill': requestStatement,
  'GET /v3/billdownload/file': downloadFile,
})

/** The path of a partner's call without that mark; undefined for any other. */
export const withoutPartner = (pathname: string): string | undefined =>
  pathname.startsWith('/v3/pay/partner/') ? pathname.replace('/partner', '') : undefined
