/**
 * Alipay's side of the wire, for `createMockGateway`.
 *
 * @module shroff/alipay/mock
 */
import type { Clock } from '../../core/account.js'
import { providerFaults } from '../../mock/faults.js'
import type { MockContext, MockProvider, RunningProvider } from '../../mock/provider.js'
import { cashierPath, nothing, openCode, payerPath, visit } from './cashier.js'
import { codeOrigin, openedOf } from './codes.js'
import { deskOf } from './desk.js'
import { createIdentity } from './identity.js'
import { isMessage, sealMessage } from './message.js'
import { checkMockOptions, type MockAlipayOptions } from './options.js'
import { buyer, memoryOf } from './platform.js'
import { atOrigin, downloadStatement, statementPath } from './statements.js'
import { handleGateway } from './v2.js'
import { handleRest } from './v3.js'
import { isTold, sealTrade } from './webhook.js'

/** Pass them to `alipay({...})`. */
export type MockAlipayCredentials = {
  appId: string
  sellerId: string
  /** PKCS#8 PEM. */
  privateKey: string
  clock: Clock
  /** Everybody has these keys: only an account that says so takes them. */
  mock: true
} & (
  | {
      /** SPKI PEM. */
      alipayPublicKey: string
      certificates?: undefined
    }
  | {
      alipayPublicKey?: undefined
      /** PEM. */
      certificates: { app: string; alipay: string; root: string }
    }
) & {
    /** Base64 of 16 bytes; there if content may be encrypted. */
    contentKey?: string
  }

/**
 * An Alipay (支付宝) in memory: gateway.do and V3, its checks, its error codes, its book, its signatures. What the
 * public documentation leaves open is marked *unconfirmed* where it is decided.
 *
 * @throws `CONFIG_INVALID` for an option that there is not.
 * @example
 * const mock = await createMockGateway({ providers: [mockAlipay()] })
 */
export function mockAlipay(options: MockAlipayOptions = {}): MockProvider<'alipay', MockAlipayCredentials> {
  checkMockOptions(options)
  return { name: 'alipay', start: (context) => start(context, options) }
}

async function start(
  { clock, book, notify, keys: kind }: MockContext,
  options: MockAlipayOptions,
): Promise<RunningProvider<MockAlipayCredentials>> {
  const identity = await createIdentity(clock, options, kind)
  const platform = { clock, book, identity, options, notify }
  const { appId, sellerId, contentKey, merchant, alipay, certificates } = identity
  const keys = certificates ? { certificates: certificates.files } : { alipayPublicKey: alipay.publicPem }
  return {
    credentials: {
      appId,
      sellerId,
      privateKey: merchant.privatePem,
      clock,
      mock: true,
      ...keys,
      ...(contentKey && { contentKey }),
    },
    owns: ({ hostname, pathname }) =>
      /^((openapi|dwbillcenter|qr)\.alipay|openapi(-sandbox\.dl)?\.alipaydev)\.com$/.test(hostname) ||
      (hostname === '127.0.0.1' && /^\/(gateway\.do$|cashier\/|v3\/(alipay|zoloz)\/|downloadBillFile)/.test(pathname)),
    async handle(request, fault, witness) {
      const { origin, pathname } = new URL(request.url)
      if (pathname === '/gateway.do') return handleGateway(atOrigin({ ...platform, witness }, request), request, fault)
      if (pathname.startsWith(cashierPath)) return visit(platform, request)
      if (pathname === statementPath) return downloadStatement(platform, request)
      if (pathname.startsWith('/v3/')) return handleRest(atOrigin({ ...platform, witness }, request), request, fault)
      if (origin === codeOrigin) return openCode(platform, origin + pathname, request)
      return nothing(request, `此处什么都没有：${pathname}`, `The mock gateway of Alipay has nothing at ${pathname}`)
    },
    newPayment: (order) => ({ paymentId: memoryOf(openedOf(platform, order)).tradeNo, payerId: buyer.id }),
    // V2's answers carry no time and no status, and both name a certificate only where there are any.
    faults: (url) =>
      providerFaults.filter((fault) => {
        if (fault === 'unknown-serial') return certificates !== undefined
        return url?.pathname === '/gateway.do' ? !/^(stale-|accepted|probe)/.test(fault) : fault !== 'probe'
      }),
    payerPath,
    desk: deskOf(platform),
    payerCodePrefix: '28',
    webhooks: {
      // Notifications name no serial, and their content is not encrypted.
      forgeries: [
        'tampered-body',
        'wrong-key',
        'unsigned',
        'replayed',
        'from-the-future',
        'foreign-merchant',
        'foreign-app',
      ],
      // 4 m, 10 m, 10 m, 1 h, 2 h, 6 h, 15 h: eight deliveries over about 25 hours. A message comes back after 2 m.
      schedule: (notice) => [isMessage(notice) ? 2 : 4, 10, 10, 60, 120, 360, 900].map((minutes) => minutes * 60_000),
      tells: isTold,
      seal: (notice, forgery, witness) =>
        notice.type === 'other'
          ? sealMessage({ ...platform, witness }, notice)
          : sealTrade({ ...platform, witness }, notice, forgery),
      acknowledged: (status, body) => status === 200 && body.trim() === 'success',
    },
  }
}

export { confirmAgreement, confirmFreeze, type SettleTransferParameters, settleTransfer } from './controls.js'
export type { AlipayUnconfirmed, MockAlipayOptions } from './options.js'
export type { TransferStatus } from './transfers.js'
