import { type BookOrder, type BookRefund, payOrder, settleBookRefund } from './book.js'
import { type Fault, faultNames } from './faults.js'
import { internalsOf, type MockGateway, runningOf, wholeTimes } from './gateway.js'
import { type PayerBehaviour, payerBehaviours } from './payer-code.js'
import { type Forgery, forgeries, type Notice } from './provider.js'

/** Names an order at one of the gateway's providers. */
export type OrderReference = { provider: string; orderId: string }

/** Names a refund; by its order too where the provider's refund numbers are unique within their order only. */
export type RefundReference = { provider: string; refundId: string; orderId?: string }

/**
 * The payer pays the order: the book moves and a webhook is queued.
 *
 * @throws `Error` for an order that does not exist, has expired, or is not open.
 * @example
 * await pay(mock, { provider: 'wechatpay', orderId: 'T-1' })
 */
export async function pay(mock: MockGateway, { provider, orderId }: OrderReference): Promise<void> {
  const at = runningOf(mock, provider)
  const order = orderOf(mock, { provider, orderId })
  const now = mock.clock.now()
  payOrder(order, { ...at.provider.newPayment(order), now })
  write(mock, provider, 'pay', orderId)
  const notice = { type: 'payment.paid', order, at: now } as const
  if (at.provider.notifies?.(notice) ?? true) at.notify(notice)
}

/**
 * A payer shows a code (付款码) to be scanned: pass it to `settlePayment` or `createPayment`.
 *
 * @param parameters.payer What the payer does: `pays` at once (default), `types-password` (the order stays open until
 * {@link pay}), or `refuses`.
 * @throws `Error` where the provider's payers have no codes; `RangeError` for a payer that does something else.
 * @example
 * const payerCode = presentCode(mock, { provider: 'alipay', payer: 'types-password' })
 */
export function presentCode(mock: MockGateway, parameters: { provider: string; payer?: PayerBehaviour }): string {
  const { provider, payer = 'pays' } = parameters
  if (!payerBehaviours.includes(payer)) throw new RangeError(`presentCode: no payer ${JSON.stringify(payer)}`)
  const code = runningOf(mock, provider).provider.newPayerCode?.(payer)
  if (code === undefined) throw new Error(`the mock of ${provider} knows no payer-presented codes`)
  write(mock, provider, `presentCode ${payer}`, code)
  return code
}

/**
 * The payer tries and fails, for want of money, say. The order stays open, and no webhook tells of it.
 *
 * @throws `Error` for an order that does not exist, or is not open.
 */
export async function decline(mock: MockGateway, reference: OrderReference): Promise<void> {
  openOrderOf(mock, reference).opened = true
  write(mock, reference.provider, 'decline', reference.orderId)
}

/**
 * The last moment to pay passes now. The order stays as it is, but the payer can no longer pay it.
 *
 * @throws `Error` for an order that does not exist, or is not open.
 */
export async function expire(mock: MockGateway, reference: OrderReference): Promise<void> {
  openOrderOf(mock, reference).expiresAt = mock.clock.now() - 1
  write(mock, reference.provider, 'expire', reference.orderId)
}

/**
 * A refund comes to its end, or to `needs-action`, which is not one; a webhook is queued.
 *
 * @param parameters.orderId Where several orders have a refund of this number, as they may at Alipay.
 * @param parameters.status Default `succeeded`.
 * @throws `Error` for a refund that does not exist, or has come to its end.
 */
export async function settleRefund(
  mock: MockGateway,
  parameters: RefundReference & { status?: 'succeeded' | 'closed' | 'needs-action' },
): Promise<void> {
  const { provider, refundId, status = 'succeeded' } = parameters
  const at = runningOf(mock, provider)
  const refund = refundOf(mock, parameters)
  const now = mock.clock.now()
  settleBookRefund(refund, status, now)
  write(mock, provider, `settleRefund ${status}`, refundId)
  const notice = { type: 'refund', refund, status, at: now } as const
  if (at.provider.notifies?.(notice) ?? true) at.notify(notice)
}

/** Moves the mock's clock, and so the account's, forward. */
export function advanceClock(mock: MockGateway, milliseconds: number): void {
  mock.clock.advance(milliseconds)
}

/**
 * The provider begins to sign with a new platform certificate and lists it beside the old ones. An account made before
 * does not know it: this is what `refreshPlatformKeys` is for.
 *
 * @throws `Error` where the provider has no certificates, as WeChat Pay in public-key mode.
 */
export async function rotateCertificate(mock: MockGateway, { provider }: { provider: string }): Promise<void> {
  const { rotateCertificate: rotate } = runningOf(mock, provider).provider
  if (!rotate) throw new Error(`the mock of ${provider} has no platform certificates`)
  write(mock, provider, 'rotateCertificate', await rotate())
}

/**
 * Makes the next call fail; called again, the one after that.
 *
 * @param parameters.times How many calls in a row. Default 1.
 * @throws `RangeError` for a fault that does not exist, or `times` under 1.
 * @example
 * failNext(mock, { provider: 'wechatpay', fault: 'timeout-after' })
 */
export function failNext(mock: MockGateway, parameters: { provider: string; fault: Fault; times?: number }): void {
  const { provider, fault, times = 1 } = parameters
  const known = typeof fault === 'object' ? fault.status >= 400 && fault.status < 600 : faultNames.includes(fault)
  if (!known) throw new RangeError(`failNext: there is no fault ${JSON.stringify(fault)}`)
  wholeTimes('failNext', times)
  for (let time = 0; time < times; time += 1) runningOf(mock, provider).faults.push(fault)
}

/**
 * A false webhook about a real order or refund, to see your handler refuse it.
 *
 * @example
 * const request = await forgeWebhook(mock, { provider: 'wechatpay', orderId: 'T-1', forgery: 'tampered-body' })
 */
export async function forgeWebhook(
  mock: MockGateway,
  parameters: { provider: string; forgery: Forgery } & (
    | Omit<OrderReference, 'provider'>
    | Omit<RefundReference, 'provider'>
  ),
): Promise<Request> {
  const { provider, forgery } = parameters
  if (!forgeries.includes(forgery)) throw new RangeError(`forgeWebhook: there is no forgery ${JSON.stringify(forgery)}`)
  const now = mock.clock.now()
  let notice: Notice
  // Where there was a real webhook, the false one has its id and its time.
  if ('refundId' in parameters) {
    const refund = refundOf(mock, parameters)
    const { noticeId: id = 'forged', settledAt: at = now, status } = refund
    notice = { id, at, type: 'refund', refund, status }
  } else {
    const order = orderOf(mock, parameters)
    notice = { id: order.noticeId ?? 'forged', at: order.paidAt ?? now, type: 'payment.paid', order }
  }
  const { url, ...request } = await runningOf(mock, provider).provider.sealWebhook(notice, forgery)
  return new Request(url, { ...request, body: new Uint8Array(request.body ?? []) })
}

function orderOf(mock: MockGateway, { provider, orderId }: OrderReference): BookOrder {
  const order = runningOf(mock, provider).book.orders.get(orderId)
  if (!order) throw new Error(`the mock gateway has no order ${orderId} at ${provider}`)
  return order
}

function openOrderOf(mock: MockGateway, reference: OrderReference): BookOrder {
  const order = orderOf(mock, reference)
  if (order.status !== 'pending') throw new Error(`order ${order.orderId} is ${order.status}, no longer open`)
  return order
}

function refundOf(mock: MockGateway, { provider, refundId, orderId }: RefundReference): BookRefund {
  const [refund, another] = [...runningOf(mock, provider).book.orders.values()]
    .filter((order) => orderId === undefined || order.orderId === orderId)
    .flatMap((order) => order.refunds.filter((one) => one.refundId === refundId))
  if (!refund) throw new Error(`the mock gateway has no refund ${refundId} at ${provider}`)
  if (another) throw new Error(`several orders have a refund ${refundId} at ${provider}; name its orderId`)
  return refund
}

function write(mock: MockGateway, provider: string, control: string, about: string): void {
  internalsOf(mock).journal.write({ kind: 'control', at: mock.clock.now(), provider, control, about })
}
