import { isShroffError } from 'shroff'
import type { Gateway, GatewayEvent, TransferEvent, TransferGateway } from 'shroff/gateway'
import type { Shop } from './shop.js'
import { hear } from './tokens.js'
import type { Desk } from './world.js'

/** The webhook endpoint: claims the event, works and confirms in one transaction, and acknowledges after it. */
export async function receive(shop: Shop, provider: Desk, request: Request): Promise<Response> {
  // Both have webhooks.
  const gateway = (provider === 'circle' ? shop.tokens : shop.gateway(provider)) as Gateway | Required<TransferGateway>
  try {
    const received: GatewayEvent | TransferEvent = await gateway.receiveWebhook(request)
    shop.world.count(`webhook ${received.type}`)
    await shop.transaction(() => {
      if (shop.store.events.has(received.id)) return
      shop.store.events.add(received.id)
      if (provider === 'circle') return hear(shop, received as TransferEvent)
      const event = received as GatewayEvent
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
