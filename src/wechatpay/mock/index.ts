/**
 * WeChat Pay's side of the wire, for `createMockGateway`.
 *
 * @module shroff/wechatpay/mock
 */
import type { Clock } from '../../core/account.js'
import type { SmAlgorithms } from '../../crypto/contract.js'
import { providerFaults } from '../../mock/faults.js'
import type { MockContext, MockProvider, RunningProvider } from '../../mock/provider.js'
import { cashier, isCashier, payerPath } from './cashier.js'
import { codePay, newPayment } from './charges.js'
import { deskOf } from './desk.js'
import { handleV3 } from './handle.js'
import { addCertificate, createIdentity, isCertificate } from './identity.js'
import { checkMockOptions, type MockWechatpayOptions } from './options.js'
import { closeWhenForgotten } from './orders.js'
import { isOfWechatpay, memoryOf, type Platform } from './platform.js'
import { handleV2, isV2 } from './v2/handle.js'
import { forgeries, sealWebhook } from './webhook.js'

/** Pass them to `wechatpay({...})`. */
export type MockWechatpayCredentials = {
  merchantId: string
  appId: string
  serial: string
  /** `apiclient_cert.pem`: the merchant's certificate of this serial. */
  certificate: string
  /** PKCS#8 PEM. */
  privateKey: string
  apiV3Key: string
  apiV2Key: string
  /** PEM by serial. */
  platformKeys: Record<string, string>
  partner: boolean
  /** The algorithms of these keys, where the mock was given them. */
  sm?: SmAlgorithms
  clock: Clock
  /** Everybody has these keys: only an account that says so takes them. */
  mock: true
}

/**
 * A WeChat Pay (微信支付 APIv3) in memory: its routes, its checks in its order, its error bodies, its book, its
 * signatures. What the public documentation leaves open is a member of `unconfirmed`.
 *
 * @throws `CONFIG_INVALID` for an option that there is not.
 * @example
 * const mock = await createMockGateway({ providers: [mockWechatpay()] })
 */
export function mockWechatpay(options: MockWechatpayOptions = {}): MockProvider<'wechatpay', MockWechatpayCredentials> {
  checkMockOptions(options)
  return { name: 'wechatpay', start: (context) => start(context, options) }
}

async function start(
  { clock, book, keys, notify }: MockContext,
  {
    sm,
    mode = sm ? 'certificate' : 'public-key',
    subMerchantIds = [],
    routes = {},
    unconfirmed = {},
  }: MockWechatpayOptions,
): Promise<RunningProvider<MockWechatpayCredentials>> {
  const identity = await createIdentity(clock, mode, keys, sm)
  const platform: Platform = { clock, book, identity, subMerchantIds, unconfirmed, nonces: new Set(), notify }
  let webhooks = 0

  return {
    // A getter: a certificate that came later belongs to what a new account is given.
    get credentials() {
      const { merchantId, appId, apiV3Key, apiV2Key, merchant } = identity
      // The newest last, as a merchant adds them.
      const files = [...identity.platform].reverse().map(({ serial, file }) => [serial, file])
      return {
        merchantId,
        appId,
        apiV3Key,
        apiV2Key,
        serial: merchant.serial,
        certificate: merchant.file,
        privateKey: merchant.privatePem,
        platformKeys: Object.fromEntries(files) as Record<string, string>,
        partner: subMerchantIds.length > 0,
        ...(sm && { sm }),
        clock,
        mock: true as const,
      }
    },
    owns: isOfWechatpay,
    // APIv2's answers name neither a time nor a key, and its nonces are checked by nobody.
    faults: (url) =>
      providerFaults.filter(
        (fault) => !url || !isV2(url.pathname) || !/^(accepted|stale|unknown|nonce|probe)/.test(fault),
      ),
    async handle(request, fault, witness) {
      const { pathname } = new URL(request.url)
      if (isCashier(pathname)) return cashier(platform, request)
      return isV2(pathname)
        ? handleV2({ ...platform, witness }, request, fault)
        : handleV3({ ...platform, witness }, routes, request, fault)
    },
    newPayment(order) {
      closeWhenForgotten(platform, order)
      return newPayment(platform, order)
    },
    payerPath,
    desk: deskOf(platform),
    forget: () => platform.nonces.clear(),
    payerCodePrefix: '13',
    coupons: true,
    refundsNeedAction: true,
    ...(identity.platform.some(isCertificate) && { rotateCertificate: () => addCertificate(identity, clock, keys) }),
    webhooks: {
      forgeries,
      // doc 4012791836: 15 repetitions over a day.
      schedule: [15, 15, 30, 180, 600, 1200, 1800, 1800, 1800, 3600, 10800, 10800, 10800, 21600, 21600].map(
        (seconds) => seconds * 1000,
      ),
      // A payment by a payer's code is told by nobody: the shop asks.
      tells: (notice) => notice.type !== 'payment.paid' || memoryOf(notice.order).product !== codePay,
      seal(notice, forgery, witness) {
        // In the migration both kinds of keys sign, as the documentation's steps from 0.1 to 100 % do; by turns here.
        const turn = mode === 'migration' ? webhooks++ % identity.platform.length : 0
        const key = identity.platform[turn]!
        return sealWebhook({ ...platform, witness }, notice, key, forgery)
      },
      acknowledged: (status) => status === 200 || status === 204,
    },
  }
}

export { type RefundByHandParameters, refundByHand } from './controls.js'
export type { MockWechatpayOptions, Unconfirmed } from './options.js'
