/**
 * WeChat Pay's side of the wire, for `createMockGateway`.
 *
 * @module shroff/wechatpay/mock
 */
import type { Clock } from '../../core/account.js'
import { providerFaults } from '../../mock/faults.js'
import { targetOf } from '../../mock/http.js'
import type { MockContext, MockProvider, RunningProvider } from '../../mock/provider.js'
import { header } from '../wire.js'
import { answer, refused, spelled } from './answer.js'
import { checkRequest } from './check-request.js'
import { addCertificate, createIdentity, isCertificate, type Mode } from './identity.js'
import { newPaymentId } from './numbers.js'
import { closeWhenForgotten } from './orders.js'
import { memoryOf } from './platform.js'
import { isRefusal } from './refusal.js'
import { isKnown, matchRoute } from './routes.js'
import { handleV2, isV2 } from './v2/handle.js'
import { codePay } from './v2/payer-codes.js'
import { sealWebhook } from './webhook.js'

export type MockWechatpayOptions = {
  /**
   * Which of WeChat Pay's keys exist. `public-key`: as for every new merchant. `certificate`: two platform certificates.
   * `migration`: both; answers are signed as the request asks, webhooks by turns. Default `public-key`.
   */
  mode?: Mode
  /** Makes the merchant a partner (服务商) with these sub-merchants. Default: a direct merchant. */
  subMerchantIds?: readonly string[]
}

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
  clock: Clock
  /** Everybody has these keys: only an account that says so takes them. */
  mock: true
}

/**
 * A WeChat Pay (微信支付 APIv3) in memory: its routes, its checks in its order, its error bodies, its book, its
 * signatures. What the public documentation leaves open is marked *unconfirmed* where it is decided.
 *
 * @example
 * const mock = await createMockGateway({ providers: [mockWechatpay()] })
 */
export function mockWechatpay(options: MockWechatpayOptions = {}): MockProvider<'wechatpay', MockWechatpayCredentials> {
  return { name: 'wechatpay', start: (context) => start(context, options) }
}

async function start(
  { clock, book, keys }: MockContext,
  options: MockWechatpayOptions,
): Promise<RunningProvider<MockWechatpayCredentials>> {
  const identity = await createIdentity(clock, options.mode ?? 'public-key', keys)
  const subMerchantIds = options.subMerchantIds ?? []
  const gateway = { clock, book, identity, subMerchantIds }
  const { merchantId, appId, apiV3Key, apiV2Key, merchant } = identity
  let webhooks = 0

  return {
    // A getter: a certificate that came later belongs to what a new account is given.
    get credentials() {
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
        clock,
        mock: true as const,
      }
    },
    owns: ({ hostname, pathname }) =>
      /^api2?\.(mch\.weixin\.qq\.com|wechatpay\.cn)$/.test(hostname) ||
      // On a port that it shares, others may have paths under /v3/ as well.
      (hostname === '127.0.0.1' && (isKnown(pathname) || isV2(pathname))),
    async handle(request, fault) {
      const path = targetOf(request)
      if (isV2(path)) return handleV2(gateway, apiV2Key, request, fault)
      try {
        const route = matchRoute(request.method, path)
        const body = await checkRequest(gateway, request, path, fault)
        const done = await route(gateway, body, request.headers[header.serial], new URL(request.url).origin)
        if (fault === 'system-error-after') return refused(path, 500, 'SYSTEM_ERROR', '系统错误')
        if (done instanceof Uint8Array)
          return { status: 200, headers: { [spelled.contentType]: 'text/plain' }, body: done }
        return answer(gateway, request, done, fault)
      } catch (error) {
        if (!isRefusal(error)) throw error
        return refused(path, error.status, error.code, error.message, error.detail)
      }
    },
    newPayment(order) {
      closeWhenForgotten(gateway, order)
      return { paymentId: newPaymentId(clock), payerId: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o' }
    },
    payerCodePrefix: '13',
    ...(identity.platform.some(isCertificate) && { rotateCertificate: () => addCertificate(identity, clock, keys) }),
    // APIv2's answers name neither a time nor a key, and its nonces are checked by nobody.
    faults: (url) =>
      providerFaults.filter((fault) => {
        if (fault === 'accepted') return false
        return !url || !isV2(url.pathname) || !/^(stale|unknown|nonce|probe)/.test(fault)
      }),
    webhooks: {
      forgeries: [
        'tampered-body',
        'wrong-key',
        'unsigned',
        'unknown-serial',
        'replayed',
        'from-the-future',
        'probe',
        'foreign-merchant',
        'foreign-app',
        'wrong-secret',
      ],
      // doc 4012791836: 15 repetitions over a day.
      schedule: [15, 15, 30, 180, 600, 1200, 1800, 1800, 1800, 3600, 10800, 10800, 10800, 21600, 21600].map(
        (seconds) => seconds * 1000,
      ),
      // A payment by a payer's code is told by nobody: the shop asks.
      tells: (notice) => notice.type !== 'payment.paid' || memoryOf(notice.order).product !== codePay,
      seal(notice, forgery) {
        // In the migration both kinds of keys sign, as the documentation's steps from 0.1 to 100 % do; by turns here.
        const { platform } = identity
        const key = platform[options.mode === 'migration' ? webhooks++ % platform.length : 0]!
        return sealWebhook(gateway, notice, key, forgery)
      },
      acknowledged: (status) => status === 200 || status === 204,
    },
  }
}
