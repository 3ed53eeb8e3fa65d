import type { Account } from '../core/account.js'
import type { CallOptions, Client } from '../core/client.js'
import type { Acknowledgement } from '../core/event.js'
import type { Identity } from '../core/fact.js'
import type { Incoming } from '../core/incoming.js'
import type { ReceiveOptions } from '../core/receive.js'
import type { GatewayRates } from './gateway.js'
import { bind, type Call, type Calls, ending } from './port.js'
import type {
  TransferCapabilities,
  TransferCapability,
  TransferCreateParameters,
  TransferCreateResult,
  TransferEvent,
  TransferGatewayWith,
  TransferLimits,
  TransferOrderNumber,
  TransferPayment,
} from './transfer.js'

/** The capabilities with the client in front; those of webhooks need none. */
export type BoundTransferCapabilities<A extends Account> = {
  [N in Exclude<TransferCapability, 'receiveWebhook' | 'acknowledge'>]?: (
    client: Client<A>,
    ...given: Parameters<TransferCapabilities[N]>
  ) => ReturnType<TransferCapabilities[N]>
}

/** What a provider of tokens brings: the actions of the port in its own words, each with the client in front. */
export type TransferGatewayActions<A extends Account> = BoundTransferCapabilities<A> & {
  /** Names the account among all of a shop's. */
  name: string
  identity: Identity
  limits: TransferLimits
  /** Seconds before each query of a payment that nobody has told of. */
  rhythm: readonly number[]
  /** Calls a second that the provider publishes. */
  rates?: GatewayRates
  createPayment(
    client: Client<A>,
    given: TransferCreateParameters,
    options?: CallOptions,
  ): Promise<TransferCreateResult>
  getPayment(client: Client<A>, given: TransferOrderNumber, options?: CallOptions): Promise<TransferPayment>
  awaitPayment(client: Client<A>, given: TransferOrderNumber, options?: CallOptions): Promise<TransferPayment>
  receiveWebhook?(account: A, incoming: Incoming, options?: ReceiveOptions): Promise<TransferEvent>
  acknowledge?(account: A, answer: Acknowledgement): Promise<Response>
}

/** Makes the gateway of a provider of tokens. A capability whose action is not given is not there. */
export function transferGatewayOf<A extends Account, N extends TransferCapability = never>(
  client: Client<A>,
  actions: TransferGatewayActions<A>,
): TransferGatewayWith<N, A['provider']> {
  const { account } = client
  const { name, identity, limits, rhythm, rates = {}, receiveWebhook, acknowledge, ...calls } = actions
  const endPayment = ending<A, TransferOrderNumber>(calls.closePayment as Call<A> | undefined)
  const gateway = {
    provider: account.provider,
    name,
    identity,
    channels: Object.freeze(['transfer']),
    limits,
    rhythm: Object.freeze([...rhythm]),
    rates,
    ...bind(client, { ...calls, endPayment } as Calls<A>),
    ...(receiveWebhook && { receiveWebhook: (incoming: Incoming) => receiveWebhook(account, incoming, client) }),
    ...(acknowledge && { acknowledge: (answer: Acknowledgement) => acknowledge(account, answer) }),
  }
  // What was bound one by one has lost its types.
  return Object.freeze(gateway) as unknown as TransferGatewayWith<N, A['provider']>
}

/** What the port tells of a payment; a provider's own `getPayment` tells more. */
export const toTransferPayment = (payment: TransferPayment): TransferPayment => {
  const { orderId, reference, paymentId, status, amount, received, coverage, paidAt, nextAction } = payment
  return {
    orderId,
    ...(reference !== undefined && { reference }),
    ...(paymentId && { paymentId }),
    status,
    amount,
    ...(received && { received }),
    ...(coverage && { coverage }),
    ...(paidAt && { paidAt }),
    ...(nextAction && { nextAction }),
  }
}
