/**
 * QQ Wallet's side of the wire, for `createMockGateway`.
 *
 * @module shroff/qqpay/mock
 */
import type { Clock } from '../../core/account.js'
import { randomHex } from '../../mock/numbers.js'
import { secretOf } from '../../mock/parties.js'
import type { MockContext, MockProvider, RunningProvider } from '../../mock/provider.js'
import { cashier, cashierPath, payerPath } from './cashier.js'
import { newPayment } from './charges.js'
import { deskOf } from './desk.js'
import { handle } from './handle.js'
import { secrets } from './keys.js'
import { checkMockOptions, type MockQqpayOptions } from './options.js'
import { closeExpired } from './orders.js'
import type { Platform } from './platform.js'
import { forgeries, isAcknowledged, isTold, schedule, sealWebhook } from './webhook.js'

/** Pass them to `qqpay({...})`. */
export type MockQqpayCredentials = {
  merchantId: string
  apiKey: string
  appId: string
  appKey: string
  operatorPassword: string
  clock: Clock
  /** Everybody has these keys: only an account that says so takes them. */
  mock: true
}

/**
 * A QQ Wallet (QQ钱包) in memory: its endpoints on both hosts, its checks, its XML, its book, its signatures, its statements, its
 * payer's page. Much of it no public source settles: what is taken over from WeChat Pay's APIv2 is marked *unconfirmed* where it
 * is decided.
 *
 * @throws `CONFIG_INVALID` for an option that there is not.
 * @example
 * const mock = await createMockGateway({ providers: [mockQqpay()] })
 */
export function mockQqpay(options: MockQqpayOptions = {}): MockProvider<'qqpay', MockQqpayCredentials> {
  checkMockOptions(options)
  return { name: 'qqpay', start: (context) => start(context, options) }
}

async function start(
  { clock, book, keys, notify }: MockContext,
  options: MockQqpayOptions,
): Promise<RunningProvider<MockQqpayCredentials>> {
  const secret = (name: keyof typeof secrets) => secretOf(keys, `qqpay ${name}`, secrets[name], () => randomHex(16))
  const credentials = {
    merchantId: '1900000109',
    apiKey: secret('apiKey'),
    appId: '1007033799',
    appKey: secret('appKey'),
    operatorPassword: secret('operatorPassword'),
    clock,
    mock: true,
  } as const
  const platform: Platform = { ...credentials, clock, book, options, notify }
  return {
    credentials,
    owns: ({ hostname, pathname }) =>
      /^((api\.)?qpay\.qq|myun\.tenpay)\.com$/.test(hostname) ||
      (hostname === '127.0.0.1' && /^\/(cgi-bin|mqq)\//.test(pathname)),
    async handle(request, fault, witness) {
      const { hostname, pathname } = new URL(request.url)
      if (hostname === 'myun.tenpay.com' || pathname.startsWith(cashierPath)) return cashier(platform, request)
      return handle({ ...platform, witness }, request, fault)
    },
    newPayment(order) {
      closeExpired(platform, order)
      return newPayment(platform, order)
    },
    // All answers are 200 but one, nothing in them has a time or names a key, and nonces are checked by nobody.
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
    payerCodePrefix: '91',
    coupons: true,
    refundsNeedAction: true,
    webhooks: {
      forgeries,
      schedule,
      tells: isTold,
      seal: (notice, forgery, witness) => sealWebhook({ ...platform, witness }, notice, forgery),
      acknowledged: isAcknowledged,
    },
  }
}

export type { MockQqpayOptions, QqpayUnconfirmed } from './options.js'
