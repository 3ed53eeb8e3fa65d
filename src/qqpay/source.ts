import { parseXml } from '../codec/xml.js'
import { inMessage } from '../core/claims.js'
import type { SourceOptions, WebhookSource } from '../core/source.js'
import { fromUtf8 } from '../crypto/bytes.js'
import type { QqpayAccount } from './account.js'
import { identity, nameOf } from './name.js'
import { acknowledge, type QqpayEvent, receiveWebhook } from './webhook.js'

/**
 * This merchant's notifications, for `webhookHandler`.
 *
 * @example
 * const handler = webhookHandler({ accounts: [qqpayWebhooks(account)], store, onEvent })
 */
export const qqpayWebhooks = (account: QqpayAccount, { path }: SourceOptions = {}): WebhookSource<QqpayEvent> => ({
  account,
  name: nameOf(account),
  identity,
  path,
  // How long QQ Wallet waits for an answer is not documented.
  patience: 4_000,
  claims: (message) => inMessage(message, merchantIn) === account.merchantId,
  receive: (message) => receiveWebhook(account, message),
  acknowledge: (answer) => acknowledge(account, answer),
})

const merchantIn = (body: Uint8Array) => parseXml(fromUtf8(body)).mch_id
