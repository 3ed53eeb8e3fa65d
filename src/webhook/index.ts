/**
 * Webhooks in a real application: verified, each worked on once, answered rightly.
 *
 * @module shroff/webhook
 */
export type { HandledEvent } from '../core/observe.js'
export type { Message, SourceOptions, WebhookSource } from '../core/source.js'
export { type WebhookHandler, webhookHandler } from './handler.js'
export type { EventOf, WebhookHandlerOptions } from './options.js'
export type { Work } from './process.js'
