import { type OrderReference, orderOf, type RefundReference, refundOf } from './controls.js'
import { type Fault, mustBeFault } from './faults.js'
import type { Forgery, Notice } from './provider.js'
import { internalsOf, type MockGateway, type ProviderName, runningOf, wholeTimes } from './running.js'

/**
 * Makes the next call fail; called again, the one after that.
 *
 * @param parameters.times How many calls in a row. Default 1.
 * @throws `RangeError` for a fault that this provider's answers cannot have, naming those they can, or `times` under 1.
 * Where only one of its dialects has the fault, the call itself fails that meets it in the other.
 * @example
 * failNext(mock, { provider: 'wechatpay', fault: 'timeout-after' })
 */
export function failNext<M extends MockGateway>(
  mock: M,
  parameters: { provider: ProviderName<M>; fault: Fault; times?: number },
): void {
  const { provider, fault, times = 1 } = parameters
  const at = runningOf(mock, provider)
  mustBeFault(fault, `failNext: the mock of ${provider}`, at.provider.faults())
  wholeTimes('failNext', times)
  for (let time = 0; time < times; time += 1) at.faults.push(fault)
  internalsOf(mock).journal.touch()
}

/**
 * The faults that calls to come will meet, the next one first.
 *
 * @example
 * expect(faults(mock, { provider: 'wechatpay' })).toEqual([]) // the test used all that it had prepared
 */
export function faults<M extends MockGateway>(mock: M, { provider }: { provider: ProviderName<M> }): readonly Fault[] {
  return [...runningOf(mock, provider).faults]
}

/** Calls to come meet no fault any more. Without `provider`: at no provider. */
export function clearFaults<M extends MockGateway>(mock: M, { provider }: { provider?: ProviderName<M> } = {}): void {
  const { running, journal } = internalsOf(mock)
  const cleared = provider === undefined ? [...running.values()] : [runningOf(mock, provider)]
  for (const { faults } of cleared) faults.length = 0
  journal.touch()
}

/**
 * From now on the provider takes so many calls in any second of the mock's clock, and answers the others with `rate-limited`.
 *
 * @throws `RangeError` for a number that is none, and where no answer says that there were too many.
 * @example
 * limitCalls(mock, { provider: 'wechatpay', perSecond: 10 })
 */
export function limitCalls<M extends MockGateway>(
  mock: M,
  parameters: { provider: ProviderName<M>; perSecond: number },
): void {
  const { provider, perSecond } = parameters
  if (!Number.isInteger(perSecond) || perSecond < 1)
    throw new RangeError('limitCalls: perSecond must be an integer from 1')
  const at = runningOf(mock, provider)
  mustBeFault('rate-limited', `limitCalls: the mock of ${provider}`, at.provider.faults())
  at.limit = { perSecond, made: [] }
}

export type ForgeWebhookParameters<N extends string = string> = { forgery: Forgery } & (
  | RefundReference<N>
  | (OrderReference<N> & { refundId?: undefined })
)

/**
 * A false webhook about a real order or refund, to see your handler refuse it.
 *
 * @throws `RangeError` for a forgery that this provider's webhooks cannot be, naming those they can; `Error` for an order
 * or refund that does not exist.
 * @example
 * const request = await forgeWebhook(mock, { provider: 'wechatpay', orderId: 'T-1', forgery: 'tampered-body' })
 */
export async function forgeWebhook<M extends MockGateway>(
  mock: M,
  parameters: ForgeWebhookParameters<ProviderName<M>>,
): Promise<Request> {
  const { provider, forgery } = parameters
  const { webhooks } = runningOf(mock, provider).provider
  if (!webhooks?.forgeries.includes(forgery)) {
    const known = webhooks?.forgeries.join(', ') ?? 'none, for it sends no webhooks'
    throw new RangeError(
      `forgeWebhook: the mock of ${provider} has no forgery ${JSON.stringify(forgery)}; it has ${known}.`,
    )
  }
  const { url, ...request } = await webhooks.seal(noticeOf(mock, parameters), forgery)
  return new Request(url, { ...request, body: new Uint8Array(request.body ?? []) })
}

/** Where there was a real webhook, the false one has its id and its time. */
function noticeOf(mock: MockGateway, parameters: ForgeWebhookParameters): Notice {
  const now = mock.clock.now()
  if (parameters.refundId === undefined) {
    const order = orderOf(mock, parameters)
    return { id: order.noticeId ?? 'forged', at: order.paidAt ?? now, type: 'payment.paid', order }
  }
  const refund = refundOf(mock, parameters)
  const { noticeId: id = 'forged', settledAt: at = now, status } = refund
  return { id, at, type: 'refund', refund, status }
}
