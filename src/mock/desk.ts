import type { Amount } from '../core/amount.js'
import { type OrderReference, orderOf, write } from './controls.js'
import type { Desk } from './provider.js'
import { type MockGateway, type ProviderName, runningOf } from './running.js'

export type CreateOrderParameters<N extends string = string> = {
  provider: N
  orderId: string
  amount: Amount
  /** Default `Order` and its number. */
  description?: string
  /** Where webhooks go. Default: nowhere. */
  notifyUrl?: string
}

/**
 * Places an order without a client: the merchant's part, by the provider's rules. Gives what its QR code says.
 *
 * @throws `Error` in the provider's words, for what it refuses.
 * @example
 * await createOrder(mock, { provider: 'wechatpay', orderId: 'T-1001', amount: amount('25.00', 'CNY') })
 */
export async function createOrder<M extends MockGateway>(
  mock: M,
  parameters: CreateOrderParameters<ProviderName<M>>,
): Promise<string> {
  const { provider, orderId, amount, description = `Order ${orderId}`, notifyUrl } = parameters
  const desk = deskOf(mock, provider)
  if (desk.currency !== undefined && amount.currency !== desk.currency)
    throw new RangeError(`createOrder: orders of ${provider} are in ${desk.currency}, and not in ${amount.currency}`)
  const code = desk.createOrder({ orderId, amount, description, notifyUrl })
  write(mock, provider, 'createOrder', orderId)
  return code
}

/**
 * Refunds an order without a client: the merchant's part, by the provider's rules. The `settleRefund` control ends it, where
 * it is not done at once.
 *
 * @param parameters.value How much, in minor units. Default: the whole order.
 * @throws `Error` for an order that does not exist, and in the provider's words for what it refuses.
 * @example
 * await refund(mock, { provider: 'wechatpay', orderId: 'T-1001', refundId: 'R-1' })
 */
export async function refund<M extends MockGateway>(
  mock: M,
  parameters: OrderReference<ProviderName<M>> & { refundId: string; value?: number },
): Promise<void> {
  const { provider, refundId, value } = parameters
  const order = orderOf(mock, parameters)
  deskOf(mock, provider).refund({ order, refundId, value: value ?? order.amount.value })
  write(mock, provider, 'refund', refundId)
}

/**
 * The text of a day's statement as it stands now, whether or not the provider would hand it out already; nothing for a day
 * without trade.
 *
 * @param parameters.date In China: `2026-03-04`.
 * @throws `Error` where the provider has no statements, `RangeError` for no date.
 */
export async function readStatement<M extends MockGateway>(
  mock: M,
  parameters: { provider: ProviderName<M>; date: string },
): Promise<string | undefined> {
  const { provider, date } = parameters
  const desk = deskOf(mock, provider)
  if (!desk.statement) throw new Error(`the mock of ${provider} has no statements`)
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || Number.isNaN(Date.parse(date)))
    throw new RangeError(`readStatement: ${JSON.stringify(date)} is no date such as 2026-03-04`)
  return desk.statement(date)
}

function deskOf(mock: MockGateway, provider: string): Desk {
  const { desk } = runningOf(mock, provider).provider
  if (!desk) throw new Error(`the mock of ${provider} takes orders from clients only`)
  return desk
}
