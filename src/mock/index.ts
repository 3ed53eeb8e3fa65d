/**
 * A payment gateway in memory, and what happens at it: payers pay, refunds settle, webhooks are delivered, lines break.
 *
 * @module shroff/mock
 */
export { corrupt, delay, resend, reset, type WebhookReference } from './again.js'
export { type WithStatus, withStatus } from './answer.js'
export type { MockClock } from './clock.js'
export {
  advanceClock,
  decline,
  expire,
  notify,
  type OrderReference,
  pay,
  presentCode,
  type RefundReference,
  rotateCertificate,
  settleRefund,
} from './controls.js'
export { type DeliverWebhooksParameters, type DeliveryReport, deliverWebhooks } from './deliveries.js'
export { type CreateOrderParameters, createOrder, readStatement, refund } from './desk.js'
export type { Answer, Asked, Endpoint, Endpoints } from './endpoints.js'
export type { Check, Evidence } from './evidence.js'
export type { Fault, NamedFault, ProviderFault } from './faults.js'
export { type CreateMockGatewayParameters, createMockGateway } from './gateway.js'
export { clearFaults, type ForgeWebhookParameters, failNext, faults, forgeWebhook, limitCalls } from './hostile.js'
export type { JournalEntry } from './journal.js'
export type { UploadedFile } from './multipart.js'
export type { KeptKeys, Keys } from './parties.js'
export type { PayerBehaviour } from './payer-code.js'
export type { Forgery, MockProvider } from './provider.js'
export { type Refusal, refuse } from './refusal.js'
export type { MockGateway, ProviderName, Providers } from './running.js'
export { type Seed, type SeedOrder, type SeedRefund, seed } from './seed.js'
