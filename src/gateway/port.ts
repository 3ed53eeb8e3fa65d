import type { Account } from '../core/account.js'
import type { CallOptions, Client } from '../core/client.js'
import type { SettleResult } from '../core/dance.js'
import { isShroffError, parametersError, withFacts } from '../core/errors.js'
import type { Acknowledgement } from '../core/event.js'
import type { Identity } from '../core/fact.js'
import type { Incoming } from '../core/incoming.js'
import type { ReceiveOptions } from '../core/receive.js'
import { type ParameterIssue, type ParameterSchema, schemaOf } from '../core/standard.js'
import type { StatementOptions } from '../statement/options.js'
import type {
  CapabilitiesIn,
  GatewayCapabilities,
  GatewayCapability,
  GatewayChannel,
  GatewayCreateParameters,
  GatewayCreateResult,
  GatewayEvent,
  GatewayLimits,
  GatewayOrderNumber,
  GatewayPayment,
  GatewayRates,
  GatewayRefund,
  GatewayRefundNumber,
  GatewayRefundParameters,
  GatewayWallets,
  GatewayWith,
} from './gateway.js'

/** The capabilities with the client in front. */
export type BoundCapabilities<A extends Account> = {
  [N in Exclude<GatewayCapability, 'isPayerCode'>]?: (
    client: Client<A>,
    ...given: Parameters<GatewayCapabilities[N]>
  ) => ReturnType<GatewayCapabilities[N]>
}

/** What a provider brings: the actions of the port in the provider's own words, each with the client in front. */
export type GatewayActions<A extends Account, C extends GatewayChannel = GatewayChannel> = BoundCapabilities<A> & {
  /** Names the account among all of a shop's. */
  name: string
  identity: Identity
  channels: readonly C[]
  /** Whose wallet pays, where the provider is an acquirer. */
  wallets?: GatewayWallets
  limits: GatewayLimits
  /** Whether it finds orders and refunds by their times too. Otherwise the port takes those away, here as in `limits`. */
  takesTimes?: true
  /** Seconds before each query of a payment that nobody has told of. */
  rhythm: readonly number[]
  /** Calls a second that the provider publishes. */
  rates?: GatewayRates
  /** Which of the two ends an order that nobody has paid. Absent: neither does. */
  endsBy?: 'closePayment' | 'cancelPayment'
  isPayerCode?: (code: string) => boolean
  createPayment(client: Client<A>, given: GatewayCreateParameters, options?: CallOptions): Promise<GatewayCreateResult>
  getPayment(client: Client<A>, given: GatewayOrderNumber, options?: CallOptions): Promise<GatewayPayment>
  refundPayment(client: Client<A>, given: GatewayRefundParameters, options?: CallOptions): Promise<GatewayRefund>
  getRefund(client: Client<A>, given: GatewayRefundNumber, options?: CallOptions): Promise<GatewayRefund>
  receiveWebhook(account: A, incoming: Incoming, options?: ReceiveOptions): Promise<GatewayEvent>
  acknowledge(account: A, answer: Acknowledgement): Promise<Response>
}

/** Makes a provider's gateway of its client and its actions. A capability whose action is not given is not there. */
export function gatewayOf<A extends Account, C extends GatewayChannel, T extends GatewayActions<A, C>>(
  client: Client<A>,
  actions: T & { channels: readonly C[] },
): GatewayWith<C, CapabilitiesIn<T>, A['provider']> {
  const { account } = client
  const {
    name,
    identity,
    channels,
    wallets = {},
    takesTimes,
    rhythm,
    rates = {},
    endsBy,
    isPayerCode,
    receiveWebhook,
    acknowledge,
    downloadStatement,
    ...more
  }: GatewayActions<A> = actions
  const { limits, ...rest } = more
  const calls = {
    ...rest,
    endPayment: ending<A, GatewayOrderNumber>(endsBy && (more[endsBy] as Call<A> | undefined)),
  }
  const gateway = {
    provider: account.provider,
    name,
    identity,
    channels: Object.freeze([...channels]),
    wallets,
    rhythm: Object.freeze([...rhythm]),
    rates,
    limits: takesTimes
      ? limits
      : { createPayment: timeless(limits.createPayment), refundPayment: timeless(limits.refundPayment) },
    ...bind(client, calls as Calls<A>, takesTimes ? undefined : withoutTimes),
    ...(isPayerCode && { isPayerCode }),
    ...(downloadStatement && {
      downloadStatement: (given: { date: string }, options?: StatementOptions) =>
        downloadStatement(client, given, options),
    }),
    receiveWebhook: (incoming: Incoming) => receiveWebhook(account, incoming, client),
    acknowledge: (answer: Acknowledgement) => acknowledge(account, answer),
  }
  // What was bound one by one has lost its types.
  return Object.freeze(gateway) as unknown as GatewayWith<C, CapabilitiesIn<T>, A['provider']>
}

/** An action with the client in front, whatever it takes. */
export type Call<A extends Account> = (client: Client<A>, given: object, options?: CallOptions) => Promise<unknown>
export type Calls<A extends Account> = Readonly<Record<string, Call<A> | undefined>>

/** The actions without the client in front, those that are there. `toTaken` takes away what the provider has no use for. */
export function bind<A extends Account>(
  client: Client<A>,
  calls: Calls<A>,
  toTaken: (given: object) => object = (given) => given,
): Readonly<Record<string, unknown>> {
  const { provider } = client.account
  const bound = Object.entries(calls).flatMap(([name, call]) => {
    if (call === undefined) return []
    const action = async (given: object, options?: CallOptions) => {
      // A provider takes the parameters apart before it checks them.
      if (!isGiven(given)) throw parametersError(name, [{ path: 'parameters', problem: notGiven }])
      return call(client, toTaken(given), options).catch((error: unknown) => {
        // What a gateway finds itself, beside its actions, bears no name so far.
        if (!isShroffError(error) || error.action) throw error
        throw withFacts(error, { provider, action: name })
      })
    }
    return [[name, action]]
  })
  return Object.fromEntries(bound)
}

/** `endPayment` by the action that is the provider's way; without one it sends nothing. */
export const ending =
  <A extends Account, N extends { orderId: string }>(end: Call<A> | undefined) =>
  async (client: Client<A>, given: N, options?: CallOptions) => {
    await end?.(client, given, options)
    return { orderId: given.orderId, status: end ? ('closed' as const) : ('open' as const) }
  }

const isGiven = (given: unknown): given is object => typeof given === 'object' && given !== null
const notGiven = 'must be given, as an object'

/** The parameters without what only some providers find an order and a refund by. */
function withoutTimes(given: object): object {
  const { placedAt: _placedAt, orderPlacedAt: _orderPlacedAt, ...rest } = given as GatewayRefundNumber
  return rest
}

const timeless = <P>(schema: ParameterSchema<P>): ParameterSchema<P> =>
  schemaOf((value) => {
    const result = schema['~standard'].validate(isGiven(value) ? withoutTimes(value) : value)
    return result.issues ? result : { value: value as P }
  })

/**
 * A provider's own schema, asked about the port's parameters: `toOwn` makes the provider's of them, and `names` tells a
 * provider's name back as the port's.
 */
export const limitsOf = <P extends object, O>(
  schema: ParameterSchema<O>,
  toOwn: (given: P) => O,
  names: Readonly<Record<string, string>> = {},
): ParameterSchema<P> =>
  schemaOf((value) => {
    if (!isGiven(value)) return { issues: [{ path: [], message: notGiven }] }
    const result = schema['~standard'].validate(toOwn(value as P))
    if (!result.issues) return { value: value as P }
    const told = ({ path: [first, ...rest], message }: ParameterIssue) => ({
      path: first === undefined ? [] : [names[first] ?? first, ...rest],
      message,
    })
    return { issues: result.issues.map(told) }
  })

/**
 * The payment behind a refund, asked for before anything of the refund is sent.
 *
 * @throws what the query ended with, as `not-sent`: for the refund it is, and `unknown` would send the shop to look for one.
 */
export async function beforeRefund<P>(query: () => Promise<P>): Promise<P> {
  try {
    return await query()
  } catch (error) {
    if (!isShroffError(error)) throw error
    const unsent = 'Nothing of the refund was sent: call refundPayment again once the payment can be asked for.'
    const next = [unsent, error.next].filter(Boolean).join(' ')
    throw withFacts(error, { action: 'refundPayment', outcome: 'not-sent', next })
  }
}

/** What the port tells of a payment; a provider's own `getPayment` tells more. */
export const toGatewayPayment = (payment: GatewayPayment): GatewayPayment => {
  const { orderId, paymentId, status, amount, paidAt } = payment
  return {
    orderId,
    ...(paymentId && { paymentId }),
    status,
    ...(amount && { amount }),
    ...(paidAt && { paidAt }),
  }
}

/** What the port tells of a refund. */
export const toGatewayRefund = ({ orderId, refundId, status, amount }: GatewayRefund): GatewayRefund => ({
  orderId,
  refundId,
  status,
  amount,
})

/** What the port tells of a code that was settled. */
export const toGatewaySettled = (end: SettleResult<GatewayPayment>): SettleResult<GatewayPayment> =>
  'payment' in end && end.payment ? { ...end, payment: toGatewayPayment(end.payment) } : end
