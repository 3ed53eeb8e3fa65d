import { type BookOrder, type BookRefund, findOrder, payOrder, refundsOf, settleBookRefund } from './book.js'
import { type PayerBehaviour, payerBehaviours, showPayerCode } from './payer-code.js'
import { internalsOf, type MockGateway, type ProviderName, runningOf } from './running.js'

/** Names an order at one of the gateway's providers. */
export type OrderReference<N extends string = string> = { provider: N } & (
  | {
      /** The provider's own handle, such as what its QR code or page says. */
      reference: string
      orderId?: undefined
      placedAt?: undefined
    }
  | {
      orderId: string
      /** Which of several orders of this number, at UnionPay. Default: the newest. */
      placedAt?: Date
      reference?: undefined
    }
)

/** Names a refund. `orderId` tells apart those of several orders that have the same number, `placedAt` those of UnionPay. */
export type RefundReference<N extends string = string> = {
  provider: N
  refundId: string
  orderId?: string
  placedAt?: Date
}

/**
 * The payer pays the order: the book moves and a webhook is queued.
 *
 * @param parameters.coupon What a coupon of the provider's pays of it, in minor units. Default none.
 * @throws `Error` for an order that does not exist, has expired, or is not open, and for a coupon where payers have none.
 * @example
 * await pay(mock, { provider: 'wechatpay', orderId: 'T-1' })
 */
export async function pay<M extends MockGateway>(
  mock: M,
  parameters: OrderReference<ProviderName<M>> & { coupon?: number },
): Promise<void> {
  const { provider, coupon = 0 } = parameters
  const at = runningOf(mock, provider)
  const order = orderOf(mock, parameters)
  if (coupon && !at.provider.coupons) throw new Error(`the mock of ${provider} knows no coupons`)
  if (!(coupon >= 0 && coupon < order.amount.value)) throw new RangeError('pay: a coupon is less than the order')
  const now = mock.clock.now()
  payOrder(order, { ...at.provider.newPayment(order), now, coupon })
  write(mock, provider, 'pay', order.orderId)
  at.notify({ type: 'payment.paid', order, at: now })
}

/**
 * A payer shows a code (付款码) to be scanned: pass it to `settlePayment` or `createPayment`.
 *
 * @param parameters.payer What the payer does: `pays` at once (default), `types-password` (the order stays open until
 * {@link pay}), or `refuses`.
 * @param parameters.validFor How long it can be charged, in milliseconds of the mock's clock; it is used up by one charge.
 * Default five minutes: the wallets show a new one each minute, how long they take the old one is unconfirmed.
 * @throws `Error` where the provider's payers have no codes; `RangeError` for a payer that does something else.
 * @example
 * const payerCode = presentCode(mock, { provider: 'alipay', payer: 'types-password' })
 */
export function presentCode<M extends MockGateway>(
  mock: M,
  parameters: { provider: ProviderName<M>; payer?: PayerBehaviour; validFor?: number },
): string {
  const { provider, payer = 'pays', validFor = 300_000 } = parameters
  if (!payerBehaviours.includes(payer)) throw new RangeError(`presentCode: no payer ${JSON.stringify(payer)}`)
  const { book, provider: at } = runningOf(mock, provider)
  if (!at.payerCodePrefix) throw new Error(`the mock of ${provider} knows no payer-presented codes`)
  const code = showPayerCode(book, at.payerCodePrefix, payer, mock.clock.now() + validFor)
  write(mock, provider, `presentCode ${payer}`, code)
  return code
}

/**
 * The payer tries and fails, for want of money, say. The order stays open, and no webhook tells of it.
 *
 * @throws `Error` for an order that does not exist, or is not open.
 */
export async function decline<M extends MockGateway>(
  mock: M,
  reference: OrderReference<ProviderName<M>>,
): Promise<void> {
  const order = openOrderOf(mock, reference)
  order.opened = true
  order.declined = true
  write(mock, reference.provider, 'decline', order.orderId)
}

/**
 * The last moment to pay passes now. The order stays as it is, but the payer can no longer pay it.
 *
 * @throws `Error` for an order that does not exist, or is not open.
 */
export async function expire<M extends MockGateway>(
  mock: M,
  reference: OrderReference<ProviderName<M>>,
): Promise<void> {
  const order = openOrderOf(mock, reference)
  order.expiresAt = mock.clock.now() - 1
  write(mock, reference.provider, 'expire', order.orderId)
}

/**
 * A refund comes to its end, or to `needs-action`, which is not one; a webhook is queued.
 *
 * @param parameters.orderId Where several orders have a refund of this number, as they may at Alipay.
 * @param parameters.status Default `succeeded`.
 * @throws `Error` for a refund that does not exist, or has come to its end; `RangeError` for `needs-action` where refunds
 * never need any.
 */
export async function settleRefund<M extends MockGateway>(
  mock: M,
  parameters: RefundReference<ProviderName<M>> & { status?: 'succeeded' | 'closed' | 'needs-action' },
): Promise<void> {
  const { provider, refundId, status = 'succeeded' } = parameters
  if (status === 'needs-action' && !runningOf(mock, provider).provider.refundsNeedAction)
    throw new RangeError(`settleRefund: a refund of ${provider} never needs action; it is succeeded or closed`)
  const refund = refundOf(mock, parameters)
  const now = mock.clock.now()
  settleBookRefund(refund, status, now)
  write(mock, provider, `settleRefund ${status}`, refundId)
  runningOf(mock, provider).notify({ type: 'refund', refund, status, at: now })
}

/** Moves the mock's clock, and so the account's, forward. */
export function advanceClock(mock: MockGateway, milliseconds: number): void {
  mock.clock.advance(milliseconds)
  internalsOf(mock).journal.touch()
}

/**
 * The provider begins to sign with a new platform certificate and lists it beside the old ones. An account made before
 * does not know it: this is what `refreshPlatformKeys` is for.
 *
 * @throws `Error` where the provider has no certificates, as WeChat Pay in public-key mode.
 */
export async function rotateCertificate<M extends MockGateway>(
  mock: M,
  { provider }: { provider: ProviderName<M> },
): Promise<void> {
  const { rotateCertificate: rotate } = runningOf(mock, provider).provider
  if (!rotate) throw new Error(`the mock of ${provider} has no platform certificates`)
  write(mock, provider, 'rotateCertificate', await rotate())
}

/**
 * The provider tells of something that has no control here: a webhook is queued under its event's name, encrypted and
 * signed as all are.
 *
 * @param parameters.eventType As the provider names it, `COMPLAINT.CREATE`.
 * @param parameters.resource What it tells, in the words of the wire.
 * @param parameters.url Where it is delivered. Default `https://shop.example/notify`.
 * @throws `Error` where the provider sends no webhooks.
 * @example
 * await notify(mock, { provider: 'wechatpay', eventType: 'COMPLAINT.CREATE', resource: { complaint_id: '2001' } })
 */
export async function notify<M extends MockGateway>(
  mock: M,
  parameters: { provider: ProviderName<M>; eventType: string; resource: object; url?: string },
): Promise<void> {
  const { provider, eventType, resource, url = 'https://shop.example/notify' } = parameters
  const at = runningOf(mock, provider)
  if (!at.provider.webhooks) throw new Error(`the mock of ${provider} sends no webhooks`)
  at.notify({ type: 'other', eventType, resource: structuredClone(resource), url, at: mock.clock.now() })
  write(mock, provider, 'notify', eventType)
}

export function orderOf(mock: MockGateway, { provider, orderId, placedAt, reference }: OrderReference): BookOrder {
  const { book } = runningOf(mock, provider)
  const order = orderId === undefined ? book.numbers.get(reference) : findOrder(book, orderId, secondsOf(placedAt))
  if (!order) throw new Error(`the mock gateway has no order ${orderId ?? reference} at ${provider}`)
  return order
}

function openOrderOf(mock: MockGateway, reference: OrderReference): BookOrder {
  const order = orderOf(mock, reference)
  if (order.status !== 'pending') throw new Error(`order ${order.orderId} is ${order.status}, no longer open`)
  return order
}

export function refundOf(mock: MockGateway, { provider, refundId, orderId, placedAt }: RefundReference): BookRefund {
  const at = secondsOf(placedAt)
  const all = refundsOf(runningOf(mock, provider).book, refundId).filter(
    (one) => at === undefined || one.placedAt === at,
  )
  const found = all.filter(({ order }) => orderId === undefined || order.orderId === orderId)
  const newest = found.at(-1)
  const which = orderId === undefined ? '' : ` of order ${orderId}`
  if (!newest) throw new Error(`the mock gateway has no refund ${refundId}${which} at ${provider}`)
  if (found.every(({ order }) => order === newest.order)) return newest
  const orders = all.map(({ order }) => order.orderId).join(', ')
  throw new Error(`several orders have a refund ${refundId}: name one of ${orders} as orderId`)
}

/** As the wire has it, whole. */
const secondsOf = (time: Date | undefined) => time && Math.floor(time.getTime() / 1000)

export function write(mock: MockGateway, provider: string, control: string, about: string): void {
  internalsOf(mock).journal.write({ kind: 'control', at: mock.clock.now(), provider, control, about })
}
