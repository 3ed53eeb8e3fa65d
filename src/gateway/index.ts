/**
 * One face for all providers, for shops that choose one at run time.
 *
 * @module shroff/gateway
 */
export type { Identity } from '../core/fact.js'
export type {
  CapabilitiesIn,
  Gateway,
  GatewayCapabilities,
  GatewayCapability,
  GatewayChannel,
  GatewayChannelFields,
  GatewayCreateParameters,
  GatewayCreateResult,
  GatewayEvent,
  GatewayLimits,
  GatewayNextActions,
  GatewayOrder,
  GatewayOrderNumber,
  GatewayPayment,
  GatewayRates,
  GatewayRefund,
  GatewayRefundNumber,
  GatewayRefundParameters,
  GatewaySettleParameters,
  GatewayWallets,
  GatewayWith,
} from './gateway.js'
export { type BoundCapabilities, type GatewayActions, gatewayOf } from './port.js'
export {
  type Portable,
  portable,
  recognisePayerCode,
  type SharedCapabilities,
  type SharedChannels,
} from './portable.js'
export type {
  AnyGateway,
  TransferCapabilities,
  TransferCapability,
  TransferCreateParameters,
  TransferCreateResult,
  TransferEvent,
  TransferGateway,
  TransferGatewayWith,
  TransferLimits,
  TransferOrderNumber,
  TransferPayment,
  TransferRefund,
  TransferRefundNumber,
  TransferRefundParameters,
} from './transfer.js'
export { type BoundTransferCapabilities, type TransferGatewayActions, transferGatewayOf } from './transfer-port.js'
