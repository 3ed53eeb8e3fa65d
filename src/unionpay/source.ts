import { formIn } from '../core/claims.js'
import type { SourceOptions, WebhookSource } from '../core/source.js'
import type { UnionpayReceivingAccount } from './account.js'
import { identity, nameOf } from './name.js'
import { acknowledge, receiveWebhook, type UnionpayEvent } from './webhook.js'

/**
 * This merchant's notifications, for `webhookHandler`.
 *
 * @example
 * const handler = webhookHandler({ accounts: [unionpayWebhooks(account)], store, onEvent })
 */
export const unionpayWebhooks = (
  account: UnionpayReceivingAccount,
  { path }: SourceOptions = {},
): WebhookSource<UnionpayEvent> => ({
  account,
  name: nameOf(account),
  identity,
  path,
  // UnionPay waits for 10 s, by the official demos.
  patience: 8_000,
  claims: (message) => formIn(message)?.merId === account.merchantId,
  receive: (message) => receiveWebhook(account, message),
  acknowledge: (answer) => acknowledge(account, answer),
})
