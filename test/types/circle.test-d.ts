import type { Client, TokenAmount, TransferAction } from 'shroff'
import { createClient, fetchTransport, tokenAmount } from 'shroff'
import {
  type CircleAccount,
  type CircleNotice,
  type CircleReceivingAccount,
  circle,
  circleGateway,
  createPayment,
  fetchNotificationKey,
  fetchSigningCertificate,
  receiveNotice,
  receiveWebhook,
} from 'shroff/circle'
import type { TransferGateway } from 'shroff/gateway'
import { expectTypeOf, test } from 'vitest'

declare const client: Client<CircleAccount>
declare const request: Request
const order = { channel: 'transfer', orderId: 'T-1', chain: 'BASE' } as const

test('an account without an API key makes no client', () => {
  const receiving = circle({ notificationKeys: {} })
  expectTypeOf(receiving).toEqualTypeOf<CircleReceivingAccount>()
  // @ts-expect-error It can only receive.
  createClient({ account: receiving, transport: fetchTransport() })
  expectTypeOf<ReturnType<typeof circle>>().toEqualTypeOf<CircleAccount>()
})

test('what fetches keys is what the account asks for', () => {
  const transport = fetchTransport()
  circle({
    apiKey: 'x',
    refreshNotificationKeys: fetchNotificationKey(transport),
    refreshSigningCertificates: fetchSigningCertificate(transport),
  })
})

test('an amount is of a token that Circle has, and an order has one or none', () => {
  createPayment(client, { ...order, amount: tokenAmount('1', 'USDC') })
  createPayment(client, { ...order, kind: 'continuous', asset: 'EURC' })
  // @ts-expect-error There is no RLUSD here.
  createPayment(client, { ...order, amount: tokenAmount('1', 'RLUSD') })
  // @ts-expect-error Nor are there minor units.
  createPayment(client, { ...order, amount: { currency: 'USD', value: 100 } })
  // @ts-expect-error A continuous one has no amount.
  createPayment(client, { ...order, kind: 'continuous', amount: tokenAmount('1', 'USDC') })
  expectTypeOf<Awaited<ReturnType<typeof createPayment>>['nextAction']>().toEqualTypeOf<TransferAction | undefined>()
})

test('a hint is no payment', async () => {
  const notice = await receiveNotice(circle({}), request)
  expectTypeOf(notice).toEqualTypeOf<CircleNotice>()
  if (notice.type === 'hint') {
    expectTypeOf(notice.authentic).toEqualTypeOf<false>()
    // @ts-expect-error Nothing of a stranger's word is an amount.
    void notice.received
  }
  const event = await receiveWebhook(circle({}), request)
  if (event.type === 'payment.paid') expectTypeOf(event.received).toEqualTypeOf<TokenAmount<'USDC' | 'EURC'>>()
})

test('its gateway is one of tokens, with all that such a one may have', () => {
  const gateway = circleGateway(client, { chain: 'BASE' })
  expectTypeOf(gateway).toExtend<TransferGateway>()
  expectTypeOf(gateway.refundPayment).not.toBeUndefined()
  expectTypeOf(gateway.provider).toEqualTypeOf<'circle'>()
})
