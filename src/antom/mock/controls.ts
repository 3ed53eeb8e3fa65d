import { orderOf, write } from '../../mock/controls.js'
import { type MockGateway, runningOf } from '../../mock/running.js'
import { agreementIn, consent } from './agreements.js'
import { memoryOf } from './platform.js'
import { paymentNotice } from './webhook.js'

/**
 * The wallet accepts the payment, but the money is not final: `PENDING`, and a webhook that is no success though its status is
 * `S`. The `pay` control ends it.
 *
 * @throws `Error` for an order that does not exist, or is not open.
 */
export async function acceptPayment(mock: MockGateway, { orderId }: { orderId: string }): Promise<void> {
  const order = orderOf(mock, { provider: 'antom', orderId })
  if (order.status !== 'pending') throw new Error(`order ${orderId} is ${order.status}; only an open one is accepted`)
  order.opened = true
  const memory = memoryOf(order)
  memory.accepted = true
  const resource = paymentNotice(order, undefined, 'PAYMENT_PENDING')
  const { notify } = runningOf(mock, 'antom')
  if (memory.notifyUrl)
    notify({ type: 'other', eventType: 'PAYMENT_PENDING', resource, url: memory.notifyUrl, at: mock.clock.now() })
  write(mock, 'antom', 'acceptPayment', orderId)
}

/**
 * The payment fails for good: `FAIL`, and a webhook.
 *
 * @param parameters.code Why, in Antom's words. Default `USER_BALANCE_NOT_ENOUGH`.
 * @throws `Error` for an order that does not exist, or is not open.
 */
export async function failPayment(mock: MockGateway, parameters: { orderId: string; code?: string }): Promise<void> {
  const { orderId, code = 'USER_BALANCE_NOT_ENOUGH' } = parameters
  const order = orderOf(mock, { provider: 'antom', orderId })
  if (order.status !== 'pending') throw new Error(`order ${orderId} is ${order.status}; only an open one can fail`)
  order.opened = true
  order.status = 'closed'
  const memory = memoryOf(order)
  memory.failed = code
  const { notify } = runningOf(mock, 'antom')
  const resource = paymentNotice(order, code)
  if (memory.notifyUrl)
    notify({ type: 'other', eventType: 'PAYMENT_RESULT', resource, url: memory.notifyUrl, at: mock.clock.now() })
  write(mock, 'antom', `failPayment ${code}`, orderId)
}

/**
 * The payer consents to an agreement. Gives the code that the browser would bring to `returnUrl`.
 *
 * @throws `Error` for an agreement that nobody has asked for.
 */
export async function confirmAgreement(mock: MockGateway, { agreementId }: { agreementId: string }): Promise<string> {
  const { book, notify } = runningOf(mock, 'antom')
  const agreement = agreementIn(book, agreementId)
  if (!agreement) throw new Error(`the mock of antom has no agreement ${agreementId}; sign it first`)
  const authCode = consent({ notify, clock: mock.clock }, agreement)
  write(mock, 'antom', 'confirmAgreement', agreementId)
  return authCode
}
