/**
 * YeePay's side of the wire, for `createMockGateway`.
 *
 * @module shroff/yeepay/mock
 */
import type { Clock } from '../../core/account.js'
import type { SmAlgorithms } from '../../crypto/contract.js'
import { createParty, createSm2Party } from '../../mock/parties.js'
import type { MockContext, MockProvider, RunningProvider } from '../../mock/provider.js'
import { cashier, cashierPath, payerPath } from './cashier.js'
import { createCertificates, signingAt } from './certificates.js'
import { deskOf } from './desk.js'
import { handle } from './handle.js'
import { keys as fixed, sm2Keys } from './keys.js'
import { checkMockOptions, type MockYeepayOptions } from './options.js'
import { closeExpired } from './orders.js'
import { memoryOf, type Platform, payerId } from './platform.js'
import { rsaSpeech, smSpeech } from './scheme.js'
import { forgeries, isAcknowledged, isTold, schedule, sealWebhook } from './webhook.js'

type Common = {
  appKey: string
  merchantId: string
  /** PKCS#8 PEM. */
  privateKey: string
  clock: Clock
  /** Everybody has these keys: only an account that says so takes them. */
  mock: true
}

/** Pass them to `yeepay({...})`. */
export type MockYeepayCredentials = Common & {
  /** SPKI PEM. */
  yeepayPublicKey: string
}

/** The same of a mock with `sm`. */
export type MockYeepaySmCredentials = Common & {
  sm: SmAlgorithms
  /** PEM, by serials. */
  platformKeys: Record<string, string>
}

/**
 * A YeePay (易宝支付) in memory: its endpoints in production and sandbox, its checks, its book, its signatures, its envelopes, its
 * statements, its cashier. It takes values that are encoded once or twice, as YeePay's own clients differ. What the public
 * documentation leaves open, and whether a list of certificates is signed by the older of two, is marked *unconfirmed* where it is decided, the codes of its business first of all.
 *
 * @throws `CONFIG_INVALID` for an option that there is not.
 * @example
 * const mock = await createMockGateway({ providers: [mockYeepay()] })
 */
export function mockYeepay(
  options: MockYeepayOptions & { sm: SmAlgorithms },
): MockProvider<'yeepay', MockYeepaySmCredentials>
export function mockYeepay(options?: MockYeepayOptions): MockProvider<'yeepay', MockYeepayCredentials>
export function mockYeepay(
  options: MockYeepayOptions = {},
): MockProvider<'yeepay', MockYeepayCredentials | MockYeepaySmCredentials> {
  checkMockOptions(options)
  return { name: 'yeepay', start: (context) => start(context, options) }
}

async function start(
  { clock, book, keys, notify }: MockContext,
  options: MockYeepayOptions,
): Promise<RunningProvider<MockYeepayCredentials | MockYeepaySmCredentials>> {
  const { sm } = options
  const party = (name: keyof typeof fixed) =>
    sm ? createSm2Party(keys, sm2Keys[name], sm) : createParty(keys, fixed[name])
  const certificates = sm && (await createCertificates(clock, keys, sm))
  const [merchant, first, stranger] = await Promise.all([
    party('merchant'),
    certificates?.[0].party ?? party('yeepay'),
    party('stranger'),
  ])
  const whose = { appKey: 'app_10080009001', merchantId: '10080009001' } as const
  const platform: Platform = {
    ...{ ...whose, clock, book, merchant, stranger, options, notify, certificates },
    scheme: sm ? smSpeech(sm) : rsaSpeech,
    get yeepay() {
      return certificates ? signingAt(certificates, clock.now()).party : first
    },
  }
  const own = { ...whose, privateKey: merchant.privatePem, clock, mock: true } as const
  return {
    credentials: certificates
      ? { ...own, sm: sm!, platformKeys: { [certificates[0].serial]: certificates[0].pem } }
      : { ...own, yeepayPublicKey: first.publicPem },
    owns: ({ hostname, pathname }) =>
      /^(openapi(-[ah])?|yos|sandbox|qr|cash)\.yeepay\.com$/.test(hostname) ||
      (hostname === '127.0.0.1' && /^\/yop-(center|cashier)\//.test(pathname)),
    async handle(request, fault, witness) {
      const { hostname, pathname } = new URL(request.url)
      if (/^(qr|cash)\./.test(hostname) || pathname.startsWith(cashierPath)) return cashier(platform, request)
      return handle({ ...platform, witness }, request, fault)
    },
    newPayment(order) {
      closeExpired(platform, order)
      return { paymentId: memoryOf(order).paymentId, payerId }
    },
    // No answer tells a time or names a key, and nothing has a nonce.
    faults: () => [
      'system-error-before',
      'system-error-after',
      'unavailable',
      'rate-limited',
      'unsigned',
      'wrong-signature',
    ],
    payerPath,
    desk: deskOf(platform),
    sample: { options: "{ payerClientIp: '127.0.0.1' }" },
    payerCodePrefix: '28',
    coupons: true,
    refundsNeedAction: true,
    webhooks: {
      forgeries,
      schedule,
      tells: isTold,
      seal: (notice, forgery, witness) => sealWebhook({ ...platform, witness }, notice, forgery),
      acknowledged: (status, body) => isAcknowledged(platform, status, body),
    },
  }
}

export type { MockYeepayOptions, YeepayUnconfirmed } from './options.js'
