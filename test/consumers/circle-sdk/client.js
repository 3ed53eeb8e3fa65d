// Circle's own client, unchanged, on a real socket; and ours beside it, on the same payments. Prints what each saw.
import { Circle } from '@circle-fin/circle-sdk'
import { createClient, tokenAmount } from 'shroff'
import * as ours from 'shroff/circle'
import { mockCircle, movePayment, sendPayment, settleTransfer } from 'shroff/circle/mock'
import { http } from 'shroff/http'
import { createMockGateway } from 'shroff/mock'
import { listen } from 'shroff/mock/server'

const mock = await createMockGateway({ providers: [mockCircle({ addressAfter: 0 })] })
const server = await listen(mock)
const { apiKey } = mock.credentials('circle')
const url = server.urls.circle
const sdk = new Circle(apiKey, url)
const client = createClient({
  account: ours.circle({ ...mock.credentials('circle'), hosts: [url] }),
  transport: http(),
})
const seen = {}
const refusal = (promise) =>
  promise.then(
    () => 'accepted',
    ({ response }) => [response.status, response.data.code],
  )

try {
  seen.ping = (await sdk.health.ping()).data.message
  seen.wallet = (await sdk.management.getAccountConfig()).data.data.payments.masterWalletId
  seen.stranger = await refusal(new Circle('SAND_API_KEY:0:0', url).management.getAccountConfig())

  const intent = {
    idempotencyKey: '9f0f6f9e-6e4b-4d0a-8d8a-0b1c2d3e4f50',
    amount: { amount: '3.14', currency: 'USD' },
    settlementCurrency: 'USD',
    paymentMethods: [{ type: 'blockchain', chain: 'ETH' }],
    type: 'transient',
  }
  const create = (change) => sdk.cryptoPaymentIntents.createPaymentIntent({ ...intent, ...change })
  const created = await create()
  const { id } = created.data.data
  seen.created = [created.status, created.data.data.timeline.at(-1).status]
  seen.again = (await create()).data.data.id === id
  seen.other = await refusal(create({ amount: { amount: '3.15', currency: 'USD' } }))
  const get = async (reference) => (await sdk.cryptoPaymentIntents.getPaymentIntent(reference)).data.data
  seen.address = (await get(id)).paymentMethods[0].address

  // What its client has made, ours reads, and the other way round.
  const read = async (reference) => {
    const { status, coverage, received } = await ours.getPayment(client, { reference })
    return [status, coverage, received.value]
  }
  sendPayment(mock, { reference: id, amount: tokenAmount('3', 'USDC') })
  seen.part = [(await get(id)).timeline[0].status, await read(id)]
  sendPayment(mock, { reference: id, amount: tokenAmount('0.140001', 'USDC') })
  seen.paid = [(await get(id)).timeline[0].context, (await get(id)).amountPaid.amount, await read(id)]

  const payments = async () => {
    const { data } = await sdk.payments.listPayments(undefined, undefined, id)
    return data.data.map(({ type, status, amount }) => [type, status, amount.amount])
  }
  const refund = await sdk.cryptoPaymentIntents.refundPaymentIntent(id, {
    idempotencyKey: '9f0f6f9e-6e4b-4d0a-8d8a-0b1c2d3e4f51',
    destination: { address: `0x${'ab'.repeat(20)}`, chain: 'ETH' },
    amount: { currency: 'USD' },
    toAmount: { amount: '1.00', currency: 'USD' },
  })
  const refundId = refund.data.data.id
  seen.refund = [refund.status, refund.data.data.type, refund.data.data.status]
  movePayment(mock, { paymentId: refundId, status: 'paid' })
  seen.refunded = [
    (await sdk.payments.getPayment(refundId)).data.data.status,
    (await ours.getRefund(client, { providerRefundId: refundId })).status,
  ]
  seen.payments = await payments()

  const placed = await ours.createPayment(client, {
    channel: 'transfer',
    orderId: 'T-1001',
    amount: tokenAmount('12.50', 'USDC'),
    chain: 'BASE',
  })
  const mine = await get(placed.reference)
  seen.ours = [mine.amount, mine.type, mine.paymentMethods[0].address === placed.nextAction.address]
  const expired = await sdk.cryptoPaymentIntents.expirePaymentIntent(placed.reference, {})
  seen.expired = [expired.status, expired.data.data.timeline[0].reason, await read(placed.reference)]

  const recipient = await sdk.cryptoAddressBook.createAddressBookRecipient({
    idempotencyKey: '9f0f6f9e-6e4b-4d0a-8d8a-0b1c2d3e4f52',
    chain: 'ETH',
    address: `0x${'cd'.repeat(20)}`,
    metadata: { nickname: 'Supplier' },
  })
  const payout = await sdk.payouts.createPayout({
    idempotencyKey: '9f0f6f9e-6e4b-4d0a-8d8a-0b1c2d3e4f53',
    source: { type: 'wallet', id: seen.wallet },
    destination: { type: 'address_book', id: recipient.data.data.id },
    amount: { amount: '2.00', currency: 'USD' },
    toAmount: { currency: 'USD' },
  })
  const providerTransferId = payout.data.data.id
  settleTransfer(mock, { providerTransferId })
  seen.payout = [
    recipient.data.data.status,
    payout.data.data.status,
    (await sdk.payouts.getPayout(providerTransferId)).data.data.status,
    (await ours.getTransfer(client, { providerTransferId })).status,
  ]
  const subscribed = await sdk.subscriptions.createSubscription({ endpoint: 'https://shop.example/sns' })
  seen.subscribed = subscribed.data.data.subscriptionDetails.map(({ status }) => status)
  console.log(JSON.stringify(seen))
} finally {
  await server.close()
}
