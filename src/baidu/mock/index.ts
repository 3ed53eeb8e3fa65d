/**
 * Baidu's side of the wire, for `createMockGateway`.
 *
 * @module shroff/baidu/mock
 */
import type { Clock } from '../../core/account.js'
import { rsaSha1Signing } from '../../crypto/algorithms.js'
import { randomHex } from '../../mock/numbers.js'
import { createParty, secretOf } from '../../mock/parties.js'
import type { MockContext, MockProvider, RunningProvider } from '../../mock/provider.js'
import { cashier, cashierPath, newPayment, payerPath } from './cashier.js'
import { open } from './controls.js'
import { deskOf } from './desk.js'
import { handle } from './handle.js'
import { clientSecret, keys as fixed } from './keys.js'
import { checkMockOptions, type MockBaiduOptions } from './options.js'
import type { Identity, Platform } from './platform.js'
import { sample } from './sample.js'
import { acknowledged, forgeries, isTold, schedule, sealWebhook } from './webhook.js'

/** Pass them to `baidu({...})`. */
export type MockBaiduCredentials = {
  dealId: string
  appKey: string
  privateKey: string
  platformKey: string
  clientId: string
  clientSecret: string
  unsafeSha1: true
  clock: Clock
  /** Everybody has these keys: only an account that says so takes them. */
  mock: true
}

/**
 * Baidu's cashier (百度收银台) in memory: what its app does with an order, its tokens, its endpoints of both APIs, its book, its three
 * notices and what their answers do to the money, its statements.
 *
 * @throws `CONFIG_INVALID` for an option that there is not.
 * @example
 * const mock = await createMockGateway({ providers: [mockBaidu()] })
 */
export function mockBaidu(options: MockBaiduOptions = {}): MockProvider<'baidu', MockBaiduCredentials> {
  checkMockOptions(options)
  return { name: 'baidu', start: (context) => start(context, options) }
}

async function start(
  { clock, book, keys, notify }: MockContext,
  options: MockBaiduOptions,
): Promise<RunningProvider<MockBaiduCredentials>> {
  const party = (name: keyof typeof fixed) => createParty(keys, fixed[name], rsaSha1Signing)
  const [merchant, baidu, stranger] = await Promise.all([party('merchant'), party('baidu'), party('stranger')])
  const secret = secretOf(keys, 'baidu clientSecret', clientSecret, () => randomHex(16))
  const named = { dealId: '352745305', appKey: 'MMMock', clientId: 'mockSmartProgramKey', clientSecret: secret }
  const identity: Identity = { ...named, merchant, baidu, stranger }
  const addresses = {
    payment: 'https://shop.example/baidu/notify',
    audit: 'https://shop.example/baidu/audit',
    refund: 'https://shop.example/baidu/refund',
    ...options.addresses,
  }
  const platform: Platform = { clock, book, identity, options, addresses, notify }
  // For the control of this mock alone.
  const begin = () => book.beside.set('platform', platform)
  begin()
  return {
    credentials: {
      ...named,
      privateKey: merchant.privatePem,
      platformKey: baidu.publicPem,
      unsafeSha1: true,
      clock,
      mock: true,
    },
    owns: ({ hostname, pathname }) =>
      /^((openapi|etrade-api)\.baidu|nop\.nuomi)\.com$/.test(hostname) ||
      (hostname === '127.0.0.1' && /^\/(oauth\/2\.0|rest\/2\.0|cashier|nop|mock-bill|mock-cashier)\//.test(pathname)),
    handle: async (request, fault, witness) =>
      new URL(request.url).pathname.startsWith(cashierPath)
        ? cashier(platform, request)
        : handle({ ...platform, witness }, request, fault),
    newPayment: (order) => newPayment(platform, order),
    // Nobody signs an answer.
    faults: () => ['system-error-before', 'system-error-after', 'unavailable', 'rate-limited'],
    payerPath,
    desk: deskOf(platform),
    sample,
    openCashier: (orderInfo) => open(platform, orderInfo),
    notifyUrls: addresses,
    coupons: true,
    webhooks: {
      forgeries,
      schedule,
      tells: isTold,
      seal: (notice, forgery, witness) => sealWebhook({ ...platform, witness }, notice, forgery),
      acknowledged: (status, body, notice) => acknowledged(platform, status, body, notice),
    },
    forget: begin,
  }
}

export { type OpenCashierParameters, openCashier } from './controls.js'
export type { BaiduAddresses, BaiduUnconfirmed, MockBaiduOptions } from './options.js'
