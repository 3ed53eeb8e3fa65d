// Webhooks signed with a shared secret (HMAC), which costs a fiftieth of an RSA verification: for comparison only.
import { Webhook } from 'standardwebhooks'
import Stripe from 'stripe'

const payload = JSON.stringify({
  id: 'evt_1',
  object: 'event',
  type: 'payment_intent.succeeded',
  data: { object: { id: 'pi_1', amount: 2500, currency: 'cny', status: 'succeeded', metadata: { order: 'T-1001' } } },
})
const body = Buffer.from(payload)

export function stripeWebhook(): (tampering: string) => unknown {
  const { webhooks } = new Stripe('sk_test_1')
  const secret = 'whsec_c2hhcmVkIHNlY3JldA'
  const header = webhooks.generateTestHeaderString({ payload, secret })
  return (tampering) => webhooks.constructEvent(tampering ? Buffer.from(payload + tampering) : body, header, secret)
}

export function standardWebhook(): (tampering: string) => unknown {
  const webhook = new Webhook('whsec_c2hhcmVkIHNlY3JldCBvZiAyNCBieXRlcw==')
  const now = new Date()
  const headers = {
    'webhook-id': 'msg_1',
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': webhook.sign('msg_1', now, payload),
  }
  return (tampering) => webhook.verify(payload + tampering, headers)
}
