// What the shop does, whatever the framework.
import { createHash, randomUUID, timingSafeEqual } from 'node:crypto'
import { amount } from 'shroff'
import { webhookHandler } from 'shroff/webhook'

const minutes = 60_000

export function openShop({ wallet, database, url, adminPassword }) {
  const { gateway, webhooks } = wallet
  return {
    /** Takes the unread request. Each event is worked on once, in all processes together. */
    notify: webhookHandler({
      accounts: [webhooks],
      store: database.store,
      async onEvent(event) {
        if (event.type === 'payment.paid') await database.setStatus(event.orderId, 'paid')
        if (event.type === 'refund.succeeded') await database.setStatus(event.orderId, 'refunded')
      },
      // What is wrong with a message is told here, and nowhere else.
      observe: ({ provider, end, code = '' }) => end !== 'received' && console.error(provider, end, code),
    }),

    async order() {
      const order = { orderId: randomUUID().replaceAll('-', '').slice(0, 20), fen: 2500, placedAt: wholeSeconds() }
      // Before the call: a number that was sent must be known here, whatever happens.
      await database.add(order)
      const { nextAction } = await gateway.createPayment({
        channel: 'qr',
        orderId: order.orderId,
        amount: amount('25.00', 'CNY'),
        description: 'Oolong tea',
        notifyUrl: `${url}/notify`,
        placedAt: order.placedAt,
        expiresAt: new Date(order.placedAt.getTime() + 15 * minutes),
      })
      await database.setCode(order.orderId, nextAction.content)
      return order.orderId
    },

    find: (orderId) => database.find(orderId),

    /** Gives the whole amount back; for whoever knows the password. */
    async refund(orderId, password) {
      if (!adminPassword || !same(password ?? '', adminPassword)) return 'forbidden'
      const order = await database.find(orderId)
      if (order?.status !== 'paid') return 'not paid'
      const all = amount('25.00', 'CNY')
      // One number for one refund: called again after a failure, it is the same refund.
      const refund = { orderId, refundId: `${orderId}R1`, amount: all, orderAmount: all, notifyUrl: `${url}/notify` }
      const { status } = await gateway.refundPayment({ ...refund, orderPlacedAt: order.placedAt })
      await database.setStatus(orderId, status === 'succeeded' ? 'refunded' : 'refunding')
      return 'refunding'
    },
  }
}

const wholeSeconds = () => new Date(Math.floor(Date.now() / 1000) * 1000)
const digest = (text) => createHash('sha256').update(text).digest()
const same = (one, other) => timingSafeEqual(digest(one), digest(other))
