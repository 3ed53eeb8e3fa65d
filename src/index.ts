/**
 * What every provider shares: the client, transports without dependencies, amounts and errors.
 *
 * @module shroff
 */
export type { Account, Clock, ReceivingAccount } from './core/account.js'
export { type Amount, amount, type Currency, formatAmount } from './core/amount.js'
export type { CheckResult } from './core/check.js'
export { type CallOptions, type Client, type CreateClientParameters, createClient } from './core/client.js'
export type { SettleResult } from './core/dance.js'
export {
  type ErrorCode,
  type FieldProblem,
  isShroffError,
  type Outcome,
  ShroffError,
  type ShroffErrorFacts,
} from './core/errors.js'
export type { Acknowledgement, EventCommon, PaymentEventFacts, RefundEventFacts } from './core/event.js'
export type { Incoming } from './core/incoming.js'
export { memoryJournal, type SettleEntry, type SettleJournal, type SettleOrder } from './core/journal.js'
export type { KeysBySerial } from './core/keyring.js'
export type { Observe, ObserveEvent, WebhookEnd } from './core/observe.js'
export type {
  AppAction,
  Channel,
  EmbeddedAction,
  FormAction,
  JsapiAction,
  PaymentStatus,
  QrAction,
  RedirectAction,
  RefundStatus,
  TransferAction,
} from './core/payment.js'
export type { Proof } from './core/proof.js'
export type { ReceiveOptions } from './core/receive.js'
export type { SettleOptions, SettleProgress } from './core/settle-options.js'
export type { ParameterIssue, ParameterSchema, StandardIssue, StandardResult, StandardSchema } from './core/standard.js'
export { type Asset, type Coverage, type TokenAmount, tokenAmount } from './core/token-amount.js'
export { notSent, type Transport, type WireReply, type WireRequest } from './core/transport.js'
export type { UploadFile } from './core/upload.js'
export type { CryptoKeyLike, JsonWebKeyLike, KeyInput, KeyObjectLike, Signer } from './crypto/contract.js'
export { type FetchTransportOptions, fetchTransport } from './transport/fetch.js'
export { type Exchange, type RecordOptions, recordTransport } from './transport/record.js'
