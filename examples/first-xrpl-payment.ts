import { createClient, tokenAmount } from 'shroff'
import { http } from 'shroff/http'
import { qrText } from 'shroff/qr'
import { awaitPayment, createPayment, xrpl } from 'shroff/xrpl'

// No key: whoever has this can watch the account, and nothing else. Two of the three public hosts must tell the same.
const account = xrpl({ address: process.env.XRPL_ADDRESS!, confirmWith: 2 })
const client = createClient({ account, transport: http() })

// Stored before anybody sees it. The tag is a number of your own, one for each order.
const order = { orderId: 'T-1001', tag: 1001, amount: tokenAmount('12.50', 'RLUSD'), placedAt: new Date() }
const { nextAction } = await createPayment(client, { channel: 'transfer', ...order })
console.log(qrText(nextAction.uri), nextAction.address, nextAction.tag)

const { status, received, coverage } = await awaitPayment(client, order)
console.log(status, received.value, coverage)
