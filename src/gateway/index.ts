/**
 * One face for all providers, for shops that choose one at run time.
 *
 * @module shroff/gateway
 */
export type {
  Gateway,
  GatewayChannel,
  GatewayCreateParameters,
  GatewayCreateResult,
  GatewayEvent,
  GatewayPayment,
  GatewayRefund,
  GatewayRefundParameters,
} from './port.js'
