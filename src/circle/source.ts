import type { SourceOptions, WebhookSource } from '../core/source.js'
import type { CircleReceivingAccount } from './account.js'
import type { CircleEvent } from './event.js'
import { identity, nameOf } from './name.js'
import { type CircleNotice, receiveNotice } from './notice.js'
import { acknowledge, receiveWebhook } from './webhook.js'
import { header } from './wire.js'

/**
 * The webhooks that Circle signs itself, for `webhookHandler`.
 *
 * @example
 * const handler = webhookHandler({ accounts: [circleWebhooks(account)], store, onEvent })
 */
export const circleWebhooks = (
  account: CircleReceivingAccount,
  { path }: SourceOptions = {},
): WebhookSource<CircleEvent> => ({
  account,
  name: nameOf(account),
  identity,
  path,
  looks: true,
  // How long Circle waits for an answer is not documented.
  patience: 4_000,
  claims: ({ headers }) => (headers[header.signature] === undefined ? false : undefined),
  receive: (message) => receiveWebhook(account, message),
  acknowledge: (answer) => acknowledge(account, answer),
})

/**
 * The notices that Amazon SNS carries for Circle, for `webhookHandler`. Give them a `path` of their own: with one address for both a
 * forger would choose the weaker one.
 *
 * @example
 * const handler = webhookHandler({ accounts: [circleNotices(account, { path: '/notify/circle-sns' })], store, onEvent })
 */
export const circleNotices = (
  account: CircleReceivingAccount,
  { path }: SourceOptions = {},
): WebhookSource<CircleNotice> => ({
  account,
  name: nameOf(account),
  identity,
  path,
  looks: true,
  // Amazon waits for 15 s.
  patience: 10_000,
  claims: ({ headers }) => (headers[header.snsType] === undefined ? false : undefined),
  receive: (message) => receiveNotice(account, message),
  acknowledge: (answer) => acknowledge(account, answer),
})
