import { formIn } from '../core/claims.js'
import type { SourceOptions, WebhookSource } from '../core/source.js'
import type { BaiduReceivingAccount } from './account.js'
import type { BaiduEvent, BaiduRefundAuditEvent, BaiduRefundDecision } from './event.js'
import { identity, nameOf } from './name.js'
import { acknowledge, answerRefundAudit, receiveWebhook } from './webhook.js'

export type BaiduWebhooksOptions = SourceOptions & {
  /**
   * Decides whether money goes back, at each delivery of a refund audit, and within Baidu's 2 seconds. Where it throws, Baidu asks
   * again. Default: `undecided`, so Baidu asks again every five minutes.
   */
  auditRefund?: (event: BaiduRefundAuditEvent) => BaiduRefundDecision | Promise<BaiduRefundDecision>
}

/**
 * This settlement's notices, for `webhookHandler`: all three may come to one address.
 *
 * @example
 * const handler = webhookHandler({ accounts: [baiduWebhooks(account, { auditRefund })], store, onEvent })
 */
export const baiduWebhooks = (
  account: BaiduReceivingAccount,
  { path, auditRefund }: BaiduWebhooksOptions = {},
): WebhookSource<BaiduEvent> => ({
  account,
  name: nameOf(account),
  identity,
  path,
  patience: 1_800,
  claims(message) {
    const fields = formIn(message) ?? {}
    if (fields.dealId !== undefined) return fields.dealId === account.dealId
    // A notice of a refund names no settlement; its key tells.
    return fields.refundBatchId !== undefined && fields.rsaSign !== undefined ? undefined : false
  },
  receive: (message) => receiveWebhook(account, message),
  async acknowledge(answer, event) {
    if (answer !== 'received' || event?.type !== 'refund.audit' || !auditRefund)
      return acknowledge(account, answer, event)
    try {
      return await answerRefundAudit(account, event, await auditRefund(event))
    } catch {
      // The handler never rejects; nothing was decided.
      return acknowledge(account, 'again')
    }
  },
})
