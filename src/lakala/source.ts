import { parseJson } from '../codec/json.js'
import type { Message, SourceOptions, WebhookSource } from '../core/source.js'
import { fromUtf8 } from '../crypto/bytes.js'
import type { LakalaReceivingAccount } from './account.js'
import { identity, nameOf } from './name.js'
import { acknowledge, type LakalaEvent, merchantIn, receiveWebhook } from './webhook.js'

/**
 * This merchant's notifications, for `webhookHandler`.
 *
 * @example
 * const handler = webhookHandler({ accounts: [lakalaWebhooks(account)], store, onEvent })
 */
export const lakalaWebhooks = (
  account: LakalaReceivingAccount,
  { path }: SourceOptions = {},
): WebhookSource<LakalaEvent> => ({
  account,
  name: nameOf(account),
  identity,
  path,
  // How long Lakala waits for an answer is not documented.
  patience: 4_000,
  claims: (message) =>
    /^LKLAPI-/.test(message.headers.authorization ?? '') && merchantOf(message) === account.merchantId,
  receive: (message) => receiveWebhook(account, message),
  acknowledge: (answer) => acknowledge(account, answer),
})

function merchantOf({ body }: Message): string | undefined {
  try {
    return merchantIn(parseJson(fromUtf8(body)))
  } catch {
    return undefined
  }
}
