import { listCertificates } from './certificates.js'
import { closeByOrderId, queryByOrderId, queryByPaymentId } from './orders.js'
import type { Handler } from './platform.js'
import { prepay } from './prepay.js'
import { applyAbnormalRefund, createRefund, queryRefund } from './refunds.js'
import { refuse } from './refusal.js'
import { downloadFile, requestStatement } from './statements.js'
import { codepay, reverseByOrderId } from './v2/payer-codes.js'

type Route = {
  method: string
  pattern: RegExp
  handler: (parts: string[], query: URLSearchParams, partner: boolean) => Handler
}

const transactions = '^/v3/pay/(partner/)?transactions'

// Patterns are built at first use: importing this module does nothing.
const routes = (): Route[] => [
  {
    method: 'POST',
    pattern: new RegExp(`${transactions}/(jsapi|native|app|h5)$`),
    handler: ([product], _, partner) => prepay(product!, partner),
  },
  {
    method: 'GET',
    pattern: new RegExp(`${transactions}/out-trade-no/([^/]+)$`),
    handler: ([orderId], query, partner) => queryByOrderId(orderId!, query, partner),
  },
  {
    method: 'GET',
    pattern: new RegExp(`${transactions}/id/([^/]+)$`),
    handler: ([paymentId], query, partner) => queryByPaymentId(paymentId!, query, partner),
  },
  {
    method: 'POST',
    pattern: new RegExp(`${transactions}/out-trade-no/([^/]+)/close$`),
    handler: ([orderId], _, partner) => closeByOrderId(orderId!, partner),
  },
  {
    method: 'POST',
    pattern: new RegExp(`${transactions}/codepay$`),
    handler: (_, __, partner) => codepay(partner),
  },
  {
    method: 'POST',
    pattern: new RegExp(`${transactions}/out-trade-no/([^/]+)/reverse$`),
    handler: ([orderId], _, partner) => reverseByOrderId(orderId!, partner),
  },
  { method: 'POST', pattern: /^\/v3\/refund\/domestic\/refunds()$/, handler: () => createRefund },
  {
    method: 'GET',
    pattern: /^\/v3\/refund\/domestic\/refunds\/()([^/]+)$/,
    handler: ([refundId], query) => queryRefund(refundId!, query),
  },
  {
    method: 'POST',
    pattern: /^\/v3\/refund\/domestic\/refunds\/()([^/]+)\/apply-abnormal-refund$/,
    handler: ([providerRefundId]) => applyAbnormalRefund(providerRefundId!),
  },
  { method: 'GET', pattern: /^\/v3\/certificates()$/, handler: () => listCertificates },
  { method: 'GET', pattern: /^\/v3\/bill\/tradebill()$/, handler: (_, query) => requestStatement(query) },
  { method: 'GET', pattern: /^\/v3\/billdownload\/file()$/, handler: (_, query) => downloadFile(query) },
]

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    throw refuse(404, '', 'unknown path')
  }
}

/** Whether there is anything at this path, whatever the method. */
export const isKnown = (pathname: string): boolean => routes().some(({ pattern }) => pattern.test(pathname))

/** The handler for this request; an unknown path is a bare 404, a wrong method a bare 405. */
export function matchRoute(method: string, path: string): Handler {
  const [pathname = '', search = ''] = path.split('?')
  const matching = routes().filter(({ pattern }) => pattern.test(pathname))
  if (matching.length === 0) throw refuse(404, '', 'unknown path')
  const route = matching.find((candidate) => candidate.method === method)
  if (!route) throw refuse(405, '', 'wrong method')
  const [, partner, ...parts] = route.pattern.exec(pathname)!
  return route.handler(parts.map(decoded), new URLSearchParams(search), partner === 'partner/')
}
