/**
 * UnionPay's side of the wire, for `createMockGateway`.
 *
 * @module shroff/unionpay/mock
 */
import type { Clock } from '../../core/account.js'
import type { MockContext, MockProvider, RunningProvider } from '../../mock/provider.js'
import { cashier, cashierPath, payerPath } from './cashier.js'
import { deskOf } from './desk.js'
import { handle } from './handle.js'
import { createIdentity } from './identity.js'
import { checkMockOptions, type MockUnionpayOptions } from './options.js'
import { newPayment } from './orders.js'
import type { Platform } from './platform.js'
import { forgeriesOf, isTold, schedule, sealWebhook } from './webhook.js'

/** Pass them to `unionpay({...})`. */
export type MockUnionpayCredentials = {
  merchantId: string
  clock: Clock
  /** Everybody has these keys: only an account that says so takes them. */
  mock: true
} & (
  | {
      secureKey: string
      /** The hash of signMethod 12, as it was given. */
      sm3?: (bytes: Uint8Array) => Uint8Array
      privateKey?: undefined
      certificate?: undefined
      rootCertificate?: undefined
      middleCertificate?: undefined
      encryptionCertificate?: undefined
    }
  | {
      /** PKCS#8 PEM. */
      privateKey: string
      /** PEM, as are the others. */
      certificate: string
      rootCertificate: string
      middleCertificate: string
      encryptionCertificate: string
      secureKey?: undefined
    }
)

/**
 * A UnionPay (银联) in memory: the full-channel platform with its addresses of production and test, its checks in their order,
 * its answer codes, its book, its certificates, its cashier and its settlement files. What no public source settles is marked
 * *unconfirmed* where it is decided.
 *
 * @throws `CONFIG_INVALID` for an option that there is not.
 * @example
 * const mock = await createMockGateway({ providers: [mockUnionpay()] })
 */
export function mockUnionpay(options: MockUnionpayOptions = {}): MockProvider<'unionpay', MockUnionpayCredentials> {
  checkMockOptions(options)
  return { name: 'unionpay', start: (context) => start(context, options) }
}

async function start(
  { clock, book, keys, notify }: MockContext,
  options: MockUnionpayOptions,
): Promise<RunningProvider<MockUnionpayCredentials>> {
  const { signMethod = '01' } = options
  const identity = await createIdentity(clock.now(), options, keys)
  const platform: Platform = { clock, book, identity, options, notify }
  // Where the controls find it.
  book.beside.set('platform', platform)
  const { merchantId, secureKey, certificate, rootCertificate, middleCertificate, encryptionCertificate } = identity
  const common = { merchantId, clock, mock: true } as const
  return {
    credentials:
      secureKey === undefined
        ? {
            ...common,
            privateKey: identity.merchant.privatePem,
            certificate,
            rootCertificate,
            middleCertificate,
            encryptionCertificate,
          }
        : { ...common, secureKey, ...(options.sm3 && { sm3: options.sm3 }) },
    owns: ({ hostname, pathname }) =>
      /^((gateway|filedownload)(\.test)?|qr)\.95516\.com$/.test(hostname) ||
      (hostname === '127.0.0.1' && (pathname.startsWith('/gateway/') || pathname === '/')),
    async handle(request, fault, witness) {
      const { hostname, pathname } = new URL(request.url)
      if (hostname === 'qr.95516.com' || pathname.startsWith(cashierPath)) return cashier(platform, request)
      return handle({ ...platform, witness }, request, fault)
    },
    newPayment: (order) => newPayment(platform, order),
    // All answers are 200, nothing in them has a time of its own, and nothing has a nonce.
    faults: () => [
      'system-error-before',
      'system-error-after',
      'unavailable',
      'rate-limited',
      'unsigned',
      'wrong-signature',
      ...(signMethod === '01' ? (['unknown-serial'] as const) : []),
    ],
    payerPath,
    desk: deskOf(platform),
    forget: () => void book.beside.set('platform', platform),
    // Its codes have 19 digits.
    payerCodePrefix: '620',
    ...(signMethod === '01' && {
      async rotateCertificate() {
        identity.leaf = await identity.renew()
        return identity.leaf.serial
      },
    }),
    webhooks: {
      forgeries: forgeriesOf(signMethod),
      schedule,
      tells: isTold,
      seal: (notice, forgery, witness) => sealWebhook({ ...platform, witness }, notice, forgery),
      acknowledged: (status) => status === 200,
    },
  }
}

export type { AppEnd } from './app.js'
export { type AnswerNextParameters, answerNext, payInApp } from './controls.js'
export type { MockUnionpayOptions, UnionpayUnconfirmed } from './options.js'
