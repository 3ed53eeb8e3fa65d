import { isShroffError } from 'shroff'
import * as alipay from 'shroff/alipay'
import * as antom from 'shroff/antom'
import * as unionpay from 'shroff/unionpay'
import * as wechatpay from 'shroff/wechatpay'
import type { Shop } from './shop.js'
import type { ProviderName } from './world.js'

/** The webhook endpoint: claims the event, works and confirms in one transaction, and acknowledges after it. */
export async function receive(shop: Shop, provider: ProviderName, request: Request): Promise<Response> {
  try {
    const event = await receivers[provider](shop, request)
    shop.world.count(`webhook ${event.type}`)
    await shop.transaction(() => {
      if (shop.store.events.has(event.id)) return
      shop.store.events.add(event.id)
      if (event.type !== 'payment.paid') return
      const attempt = shop.store.attempts.get(event.orderId)
      // A payer's code is for settlePayment alone to decide.
      const decides = event.channel === undefined || shop.mistakes.believesAnyWebhook
      if (attempt && decides && event.amount.value === shop.store.price.value) shop.store.paid(attempt)
    })
    return acknowledge(shop, provider, 'received')
  } catch (error) {
    if (!isShroffError(error)) throw error
    return acknowledge(shop, provider, 'again')
  }
}

const receivers = {
  wechatpay: ({ accounts }: Shop, request: Request) => wechatpay.receiveWebhook(accounts.wechatpay, request),
  alipay: ({ accounts }: Shop, request: Request) => alipay.receiveWebhook(accounts.alipay, request),
  antom: ({ accounts }: Shop, request: Request) => antom.receiveWebhook(accounts.antom, request),
  unionpay: ({ accounts }: Shop, request: Request) => unionpay.receiveWebhook(accounts.unionpay, request),
} as const

const acknowledge = ({ accounts }: Shop, provider: ProviderName, answer: 'received' | 'again') =>
  ({
    wechatpay: () => wechatpay.acknowledge(accounts.wechatpay, answer),
    alipay: () => alipay.acknowledge(accounts.alipay, answer),
    antom: () => antom.acknowledge(accounts.antom, answer),
    unionpay: () => unionpay.acknowledge(accounts.unionpay, answer),
  })[provider]()
