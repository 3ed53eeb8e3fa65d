import { isShroffError } from 'shroff'
import type { Shop } from './shop.js'
import type { ProviderName } from './world.js'

/** The webhook endpoint: claims the event, works and confirms in one transaction, and acknowledges after it. */
export async function receive(shop: Shop, provider: ProviderName, request: Request): Promise<Response> {
  const gateway = shop.gateway(provider)
  try {
    const event = await gateway.receiveWebhook(request)
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
    return gateway.acknowledge('received')
  } catch (error) {
    if (!isShroffError(error)) throw error
    return gateway.acknowledge('again')
  }
}
