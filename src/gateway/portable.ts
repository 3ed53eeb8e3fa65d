import { parametersError } from '../core/errors.js'
import { type ParameterIssue, type ParameterSchema, schemaOf } from '../core/standard.js'
import type { Gateway, GatewayCapabilities, GatewayCapability, GatewayChannel, GatewayWith } from './gateway.js'

type ChannelsOf<G> = G extends { readonly channels: readonly (infer C)[] } ? C : never
/** The channels that all have. */
export type SharedChannels<G extends readonly unknown[]> = G extends readonly [infer First, ...infer Rest]
  ? ChannelsOf<First> & SharedChannels<Rest>
  : unknown
/** The capabilities that all have for certain. */
export type SharedCapabilities<G> = {
  [N in GatewayCapability]: [G] extends [Pick<GatewayCapabilities, N>] ? N : never
}[GatewayCapability]

/** What {@link portable} makes of these gateways: as many, in the same order, each with what all of them have. */
export type Portable<G extends readonly Gateway[]> = {
  readonly [I in keyof G]: GatewayWith<
    Extract<SharedChannels<G>, GatewayChannel>,
    SharedCapabilities<G[number]>,
    G[I]['provider']
  >
}

/**
 * The same gateways, each taking only what all of them take, so that a shop finds out before a payer chooses the other wallet:
 * channels, limits and capabilities are what these have in common. A provider that the shop does not name narrows nothing.
 *
 * @throws (from the gateways) `PARAMETERS_INVALID` naming the provider that would refuse.
 * @example
 * const [wechatpay, alipay] = portable([wechatpayGateway(wechatpayClient), alipayGateway(alipayClient)])
 */
export function portable<const G extends readonly Gateway[]>(gateways: G): Portable<G> {
  const all: readonly Gateway[] = gateways
  const channels = Object.freeze(
    (all[0]?.channels ?? []).filter((channel) => all.every((gateway) => gateway.channels.includes(channel))),
  )
  const limits = {
    createPayment: sharedLimits(all, 'createPayment', channels),
    refundPayment: sharedLimits(all, 'refundPayment'),
  } as Gateway['limits']
  const narrowed = all.map((gateway) => {
    const names = Object.keys(gateway) as (keyof Gateway)[]
    const shared = names.filter((name) => all.every((other) => other[name] !== undefined))
    return Object.freeze({
      ...Object.fromEntries(shared.map((name) => [name, gateway[name]])),
      channels,
      limits,
      async createPayment(given: never, options?: object) {
        mustFit('createPayment', limits.createPayment, given)
        return gateway.createPayment(given, options)
      },
      async refundPayment(given: never, options?: object) {
        mustFit('refundPayment', limits.refundPayment, given)
        return gateway.refundPayment(given, options)
      },
    })
  })
  return Object.freeze(narrowed) as unknown as Portable<G>
}

/** What any of these refuses, each place once, and by whom. */
const sharedLimits = (
  gateways: readonly Gateway[],
  action: keyof Gateway['limits'],
  channels?: readonly GatewayChannel[],
): ParameterSchema<unknown> =>
  schemaOf((value) => {
    const channel = (value as { channel?: unknown } | null | undefined)?.channel
    const issues = new Map<string, ParameterIssue>()
    if (channels && channel !== undefined && !channels.includes(channel as GatewayChannel)) {
      const message = `must be one of ${channels.map((name) => JSON.stringify(name)).join(', ')}`
      return { issues: [{ path: ['channel'], message }] }
    }
    for (const { provider, limits } of gateways) {
      for (const { path, message } of limits[action]['~standard'].validate(value).issues ?? []) {
        const place = path.join('.')
        if (!issues.has(place)) issues.set(place, { path, message: `${message} (${provider})` })
      }
    }
    return issues.size > 0 ? { issues: [...issues.values()] } : { value }
  })

function mustFit(action: string, schema: ParameterSchema<unknown>, given: unknown): void {
  const { issues } = schema['~standard'].validate(given)
  if (!issues) return
  const fields = issues.map(({ path, message }) => ({ path: path.join('.') || 'parameters', problem: message }))
  throw parametersError(action, fields)
}

/**
 * The gateway whose payment codes (付款码) look like this one, by its digits alone. Blanks around it, as scanners add them, do
 * not matter. Nothing is sent.
 *
 * @returns undefined for anything else, such as a QR code of a shop or the barcode of some goods.
 * @example
 * const gateway = recognisePayerCode([wechatpay, alipay], scanned)
 * if (gateway) await gateway.settlePayment({ orderId, payerCode: scanned, amount, description, payerClientIp })
 */
export const recognisePayerCode = <G extends Pick<GatewayCapabilities, 'isPayerCode'>>(
  gateways: readonly G[],
  code: string,
): G | undefined => gateways.find((gateway) => gateway.isPayerCode(code))
