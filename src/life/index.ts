/**
 * The whole life of an order: what to do when two wallets pay one sale, and when no webhook comes.
 *
 * @module shroff/life
 */
export type { Attempt, PaidAttempt, ResolvingGateway } from './attempt.js'
export type { AttemptStanding } from './end.js'
export type { OpenCharge, OpenOrder, OpenPayment, OpenRefund, SweepEvent, SweepingGateway } from './open.js'
export type { ResolveOrderOptions, ResolveOrderParameters } from './options.js'
export { type ResolveOrderResult, resolveOrder } from './resolveOrder.js'
export { type SweepResult, sweep } from './sweep.js'
export type { SweepOptions } from './sweep-options.js'
export type { Unresolved } from './unresolved.js'
