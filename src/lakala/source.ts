import { parseJson } from '../codec/json.js'
import { inMessage } from '../core/claims.js'
import type { SourceOptions, WebhookSource } from '../core/source.js'
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
    /^LKLAPI-/.test(message.headers.authorization ?? '') && inMessage(message, merchantOf) === account.merchantId,
  receive: (message) => receiveWebhook(account, message),
  acknowledge: (answer) => acknowledge(account, answer),
})

const merchantOf = (body: Uint8Array) => merchantIn(parseJson(fromUtf8(body)))
