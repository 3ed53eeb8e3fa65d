import { receive } from '../core/receive.js'
import type { SourceOptions, WebhookSource } from '../core/source.js'
import { type WechatpayReceivingAccount, wechatpaySecrets } from './account.js'
import { identity, nameOf } from './name.js'
import { openShared } from './open-shared.js'
import { acknowledge, reception, type WechatpayEvent } from './webhook.js'
import { header } from './wire.js'

/**
 * This account's webhooks, for `webhookHandler`. A notification names no merchant but a key, so accounts behind one address are
 * told apart by their keys, and then by whose APIv3 key opens it.
 *
 * @example
 * const handler = webhookHandler({ accounts: [wechatpayWebhooks(account)], store, onEvent })
 */
export const wechatpayWebhooks = (
  account: WechatpayReceivingAccount,
  { path }: SourceOptions = {},
): WebhookSource<WechatpayEvent> => ({
  account,
  name: nameOf(account),
  identity,
  path,
  // "商户需在 5s 内应答" (doc 4012791836); a little for the way back.
  patience: 4_000,
  claims({ headers }) {
    const serial = headers[header.serial]
    if (serial === undefined) return false
    // A key that is not known yet may be a new one of any of them.
    return wechatpaySecrets(account).keyring.input(serial) === undefined ? undefined : true
  },
  receive: (message) =>
    receive(
      account,
      reception(account, () => openShared(account, message)),
    ),
  acknowledge: (answer) => acknowledge(account, answer),
})
