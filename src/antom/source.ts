import type { SourceOptions, WebhookSource } from '../core/source.js'
import type { AntomReceivingAccount } from './account.js'
import { identity, nameOf } from './name.js'
import { type AntomEvent, acknowledge, receiveWebhook } from './webhook.js'
import { header } from './wire.js'

/**
 * This client id's notifications, for `webhookHandler`. Antom signs the path that it calls: give the account its `notifyPath`
 * where a proxy rewrites it.
 *
 * @example
 * const handler = webhookHandler({ accounts: [antomWebhooks(account)], store, onEvent })
 */
export const antomWebhooks = (
  account: AntomReceivingAccount,
  { path }: SourceOptions = {},
): WebhookSource<AntomEvent> => ({
  account,
  name: nameOf(account),
  identity,
  path,
  // How long Antom waits for an answer is not documented.
  patience: 4_000,
  claims: ({ headers }) => headers[header.clientId] === account.clientId,
  receive: (message) => receiveWebhook(account, message),
  acknowledge: (answer) => acknowledge(account, answer),
})
