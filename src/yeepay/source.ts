import { formIn } from '../core/claims.js'
import type { Message, SourceOptions, WebhookSource } from '../core/source.js'
import type { YeepayAccount } from './account.js'
import { applicationsOf, identity, nameOf } from './name.js'
import { acknowledge, receiveWebhook, type YeepayEvent } from './webhook.js'
import { header } from './wire.js'

/**
 * This application's notifications, for `webhookHandler`.
 *
 * @example
 * const handler = webhookHandler({ accounts: [yeepayWebhooks(account)], store, onEvent })
 */
export const yeepayWebhooks = (account: YeepayAccount, { path }: SourceOptions = {}): WebhookSource<YeepayEvent> => ({
  account,
  name: nameOf(account),
  identity,
  path,
  // How long YeePay waits for an answer is not documented.
  patience: 4_000,
  claims: (message) => applicationsOf(account).includes(message.headers[header.appKey] ?? applicationIn(message) ?? ''),
  receive: (message) => receiveWebhook(account, message),
  acknowledge: (answer) => acknowledge(account, answer),
})

function applicationIn(message: Message): string | undefined {
  const { response, customerIdentification } = formIn(message) ?? {}
  return response === undefined ? undefined : customerIdentification
}
