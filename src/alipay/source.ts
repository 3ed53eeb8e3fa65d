import { formIn } from '../core/claims.js'
import type { SourceOptions, WebhookSource } from '../core/source.js'
import type { AlipayReceivingAccount } from './account.js'
import { identity, nameOf } from './name.js'
import { type AlipayEvent, acknowledge, receiveWebhook } from './webhook.js'

/**
 * This application's trade notifications, for `webhookHandler`.
 *
 * @example
 * const handler = webhookHandler({ accounts: [alipayWebhooks(account)], store, onEvent })
 */
export const alipayWebhooks = (
  account: AlipayReceivingAccount,
  { path }: SourceOptions = {},
): WebhookSource<AlipayEvent> => ({
  account,
  name: nameOf(account),
  identity,
  path,
  // That Alipay waits for an answer, and for how long, is not documented.
  patience: 4_000,
  claims: (message) => formIn(message)?.app_id === account.appId,
  receive: (message) => receiveWebhook(account, message),
  acknowledge: (answer) => acknowledge(account, answer),
})
