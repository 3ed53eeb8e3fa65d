/**
 * Lakala's side of the wire, for `createMockGateway`.
 *
 * @module shroff/lakala/mock
 */
import { fromBase64, toBase64 } from '#crypto'
import type { Clock } from '../../core/account.js'
import type { SmAlgorithms } from '../../crypto/contract.js'
import { secretOf } from '../../mock/parties.js'
import type { MockContext, MockProvider, RunningProvider } from '../../mock/provider.js'
import { cashier, payerPath } from './cashier.js'
import { newPayment } from './charges.js'
import { deskOf } from './desk.js'
import { handle } from './handle.js'
import { createIdentity } from './identity.js'
import { bodyKey as fixedBodyKey } from './keys.js'
import { checkMockOptions, type MockLakalaOptions } from './options.js'
import { closeExpired } from './orders.js'
import type { Platform } from './platform.js'
import { forgeries, isAcknowledged, isTold, schedule, sealWebhook } from './webhook.js'

/** Pass them to `lakala({...})`. */
export type MockLakalaCredentials = {
  appId: string
  merchantId: string
  terminalId: string
  vposId: string
  requestIp: string
  serial: string
  /** PKCS#8 PEM. */
  privateKey: string
  /** PEM, as the next two. */
  certificate: string
  platformCertificate: string
  notifyCertificate: string
  /** Where the mock has the SM algorithms. */
  bodyKey?: string
  sm?: SmAlgorithms
  clock: Clock
  /** Everybody has these keys: only an account that says so takes them. */
  mock: true
}

/**
 * A Lakala (拉卡拉) in memory: orders in wallets and at the counter, its checks, its book, its signatures under two certificates, its
 * payer's page. Much of it no public source settles: that is marked *unconfirmed* where it is decided.
 *
 * @throws `CONFIG_INVALID` for an option that there is not.
 * @example
 * const mock = await createMockGateway({ providers: [mockLakala()] })
 */
export function mockLakala(options: MockLakalaOptions = {}): MockProvider<'lakala', MockLakalaCredentials> {
  checkMockOptions(options)
  return { name: 'lakala', start: (context) => start(context, options) }
}

async function start(
  { clock, book, keys, notify }: MockContext,
  options: MockLakalaOptions,
): Promise<RunningProvider<MockLakalaCredentials>> {
  const { sm } = options
  const identity = await createIdentity(clock, keys)
  const random = () => toBase64(crypto.getRandomValues(new Uint8Array(16)))
  const bodyKey = sm && secretOf(keys, 'lakala bodyKey', fixedBodyKey, random)
  const { appId, merchantId, terminalId, vposId, merchant, lakala, notice } = identity
  const platform: Platform = {
    clock,
    book,
    identity,
    bodyKey: bodyKey === undefined ? undefined : fromBase64(bodyKey),
    options,
    notify,
  }
  return {
    credentials: {
      appId,
      merchantId,
      terminalId,
      vposId,
      requestIp: '203.0.113.7',
      serial: merchant.serial,
      privateKey: merchant.privatePem,
      certificate: merchant.certificate,
      platformCertificate: lakala.certificate,
      notifyCertificate: notice.certificate,
      ...(sm && bodyKey !== undefined && { sm, bodyKey }),
      clock,
      mock: true,
    },
    owns: ({ hostname, pathname }) =>
      /^(s2\.lakala\.com|(test|pay)\.wsmsd\.cn)$/.test(hostname) ||
      (hostname === '127.0.0.1' && /^\/((sit\/)?api\/v[23]|r|q)\//.test(pathname)),
    async handle(request, fault, witness) {
      if (/^\/[rq]\//.test(new URL(request.url).pathname)) return cashier(platform, request)
      return handle({ ...platform, witness }, request, fault)
    },
    newPayment(order) {
      closeExpired(platform, order)
      return newPayment(platform, order)
    },
    // No limit of calls is documented; nonces are checked by nobody.
    faults: () => [
      'system-error-before',
      'system-error-after',
      'unavailable',
      'unsigned',
      'wrong-signature',
      'stale-timestamp',
      'unknown-serial',
    ],
    payerPath,
    desk: deskOf(platform),
    sample: { options: "{ wallet: 'alipay' }" },
    payerCodePrefix: '28',
    coupons: true,
    webhooks: {
      forgeries,
      schedule,
      tells: isTold,
      seal: (notice, forgery, witness) => sealWebhook({ ...platform, witness }, notice, forgery),
      acknowledged: isAcknowledged,
    },
  }
}

export type { LakalaUnconfirmed, MockLakalaOptions } from './options.js'
