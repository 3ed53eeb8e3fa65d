import { createClient, tokenAmount } from 'shroff'
import { awaitPayment, circle, createPayment, fetchNotificationKey } from 'shroff/circle'
import { http } from 'shroff/http'

const transport = http()
const account = circle({
  apiKey: process.env.CIRCLE_API_KEY!,
  sandbox: true,
  refreshNotificationKeys: fetchNotificationKey(transport),
})
const client = createClient({ account, transport })

// The number is stored before the call, and `reference` after it: Circle finds the payment by that alone.
const order = { orderId: 'T-1001', amount: tokenAmount('12.50', 'USDC'), chain: 'BASE' }
const { reference, nextAction } = await createPayment(client, { channel: 'transfer', ...order })
console.log(reference, nextAction?.chain, nextAction?.address, nextAction?.tag)

const { status, received, coverage } = await awaitPayment(client, { reference })
console.log(status, received.value, coverage)
