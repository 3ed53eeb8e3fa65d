/**
 * The whole life of an order: what to do when two wallets pay one sale, and when no webhook comes.
 *
 * @module shroff/life
 */
export type {
  AmountOf,
  Attempt,
  PaidAttempt,
  ResolvingGateway,
  ResolvingTransferGateway,
  TransferFacts,
} from './attempt.js'
export type { AttemptStanding } from './end.js'
export type {
  AnySweepingGateway,
  OpenCharge,
  OpenOrder,
  OpenPayment,
  OpenRefund,
  SweepEvent,
  SweepingGateway,
  SweepingTransferGateway,
} from './open.js'
export type { ResolveOrderOptions, ResolveOrderParameters } from './options.js'
export { type ResolveOrderResult, resolveOrder } from './resolveOrder.js'
export { type SweepResult, sweep } from './sweep.js'
export type { SweepOptions } from './sweep-options.js'
export type { Unresolved } from './unresolved.js'
