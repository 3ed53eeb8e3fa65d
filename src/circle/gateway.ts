import { mustAnswer } from '../core/answers.js'
import type { Client } from '../core/client.js'
import { parametersError, withFacts } from '../core/errors.js'
import { tokenAmount } from '../core/token-amount.js'
import { limitsOf } from '../gateway/port.js'
import type {
  TransferCapability,
  TransferCreateParameters,
  TransferEvent,
  TransferGatewayWith,
  TransferOrderNumber,
  TransferPayment,
  TransferRefund,
} from '../gateway/transfer.js'
import { toTransferPayment, transferGatewayOf } from '../gateway/transfer-port.js'
import type { CircleAccount } from './account.js'
import { awaitPayment, rhythm } from './actions/awaitPayment.js'
import { closePayment } from './actions/closePayment.js'
import { createPayment } from './actions/createPayment.js'
import { getPayment } from './actions/getPayment.js'
import { getRefund } from './actions/getRefund.js'
import { type RefundPaymentParameters, refundPayment } from './actions/refundPayment.js'
import type { CircleEvent } from './event.js'
import { identity, nameOf } from './name.js'
import { type CreatePaymentParameters, createPaymentParameters } from './order.js'
import type { CirclePayment } from './payment.js'
import type { CircleRefund } from './refund.js'
import { acknowledge, receiveWebhook } from './webhook.js'

export type CircleGatewayOptions = {
  /** The chain that payers send on and refunds go back on, such as `BASE`: a gateway has one, and a shop a gateway for each. */
  chain: string
}

export type CircleGateway = TransferGatewayWith<TransferCapability, 'circle'>

/**
 * Circle behind the face of all providers of tokens. Circle finds an order by its `reference` alone, and a refund by its
 * `refundReference`: store each as soon as it is told. Where one was lost, the call that gave it gives it again.
 *
 * @example
 * const gateway = circleGateway(client, { chain: 'BASE' })
 */
export const circleGateway = (client: Client<CircleAccount>, { chain }: CircleGatewayOptions): CircleGateway => {
  const toOwn = ({ orderId, amount, channel }: TransferCreateParameters) =>
    ({ channel, orderId, amount, chain }) as CreatePaymentParameters
  return transferGatewayOf<CircleAccount, TransferCapability>(client, {
    name: nameOf(client.account),
    identity,
    rhythm,
    limits: { createPayment: limitsOf(createPaymentParameters, toOwn) },
    async createPayment(client, given, options) {
      const { channel, orderId, reference, nextAction } = await createPayment(client, toOwn(given), options)
      return { channel, orderId, reference, ...(nextAction && { nextAction }) }
    },
    getPayment: (client, given, options) => found(given, 'getPayment', (asked) => getPayment(client, asked, options)),
    awaitPayment: (client, given, options) =>
      found(given, 'awaitPayment', (asked) => awaitPayment(client, asked, options)),
    async closePayment(client, given, options) {
      await closePayment(client, { reference: mustHave(given.reference, 'closePayment', 'reference') }, options)
      return { orderId: given.orderId, status: 'closed' }
    },
    async refundPayment(client, { orderId, refundId, reference, amount, address, tag }, options) {
      const destination = { chain, address, ...(tag !== undefined && { addressTag: tag }) }
      const refund = { reference, refundId, amount, destination } as RefundPaymentParameters
      return toTransferRefund(orderId, refundId, await refundPayment(client, refund, options))
    },
    async getRefund(client, { orderId, refundId, reference, refundReference }, options) {
      const providerRefundId = mustHave(refundReference, 'getRefund', 'refundReference')
      const asked = { providerRefundId, ...(reference !== undefined && { reference }) }
      return toTransferRefund(orderId, refundId, await getRefund(client, asked, options))
    },
    receiveWebhook: async (account, incoming, options) =>
      toTransferEvent(await receiveWebhook(account, incoming, options)),
    acknowledge,
  })
}

/** An intent of another amount is another order's. */
async function found(
  { orderId, amount, reference }: TransferOrderNumber,
  action: string,
  ask: (asked: { reference: string }) => Promise<CirclePayment>,
): Promise<TransferPayment> {
  const payment = await ask({ reference: mustHave(reference, action, 'reference') })
  const asked = tokenAmount(amount.value, amount.asset)
  const { value, asset } = payment.amount ?? asked
  mustAnswer({ amount: [`${asked.value} ${asked.asset}`, `${value} ${asset}`] })
  return toTransferPayment({ ...payment, orderId, amount: asked })
}

function mustHave(value: string | undefined, action: string, path: string): string {
  if (value !== undefined) return value
  const before = path === 'reference' ? 'createPayment' : 'refundPayment'
  const error = parametersError(action, [{ path, problem: 'must be given: Circle finds it by no other' }])
  throw withFacts(error, { next: `Call ${before} with the same parameters: it gives it again.` })
}

const toTransferRefund = (
  orderId: string,
  refundId: string,
  { providerRefundId: refundReference, status, amount }: CircleRefund,
): TransferRefund => ({ orderId, refundId, refundReference, status, amount })

function toTransferEvent(event: CircleEvent): TransferEvent {
  return 'providerRefundId' in event ? { ...event, refundReference: event.providerRefundId } : event
}
