/**
 * The whole life of an order: what to do when two wallets pay one sale.
 *
 * @module shroff/life
 */
export type { Attempt, PaidAttempt, ResolvingGateway } from './attempt.js'
export type { AttemptStanding } from './end.js'
export type { ResolveOrderOptions, ResolveOrderParameters } from './options.js'
export { type ResolveOrderResult, resolveOrder } from './resolveOrder.js'
