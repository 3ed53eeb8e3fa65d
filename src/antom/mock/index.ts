/**
 * Antom's side of the wire, for `createMockGateway`.
 *
 * @module shroff/antom/mock
 */
import type { Clock } from '../../core/account.js'
import { createParty } from '../../mock/parties.js'
import type { MockContext, MockProvider, RunningProvider } from '../../mock/provider.js'
import { cashier, payerPath } from './cashier.js'
import { deskOf } from './desk.js'
import { handle } from './handle.js'
import { keys as fixed } from './keys.js'
import { checkMockOptions, type MockAntomOptions } from './options.js'
import { closeExpired } from './orders.js'
import { memoryOf, type Platform, payer } from './platform.js'
import { forgeries, isAcknowledged, isTold, schedule, sealWebhook } from './webhook.js'

/** Pass them to `antom({...})`. */
export type MockAntomCredentials = {
  clientId: string
  /** PKCS#8 PEM. */
  privateKey: string
  /** SPKI PEM. */
  antomPublicKey: string
  clock: Clock
  /** Everybody has these keys: only an account that says so takes them. */
  mock: true
}

/**
 * An Antom (Alipay+) in memory: its endpoints of production and sandbox, its checks in their order, its result codes, its
 * book, its signatures, its pages. What the public documentation leaves open is marked *unconfirmed* where it is decided.
 *
 * @throws `CONFIG_INVALID` for an option that there is not.
 * @example
 * const mock = await createMockGateway({ providers: [mockAntom()] })
 */
export function mockAntom(options: MockAntomOptions = {}): MockProvider<'antom', MockAntomCredentials> {
  checkMockOptions(options)
  return { name: 'antom', start: (context) => start(context, options) }
}

async function start(
  { clock, book, keys, notify }: MockContext,
  options: MockAntomOptions,
): Promise<RunningProvider<MockAntomCredentials>> {
  const [merchant, antom, stranger] = await Promise.all([
    createParty(keys, fixed.merchant),
    createParty(keys, fixed.antom),
    createParty(keys, fixed.stranger),
  ])
  const clientId = options.sandbox ? 'SANDBOX_5Y00000000000001' : '5Y00000000000001'
  const platform: Platform = { clock, book, clientId, merchant, antom, stranger: stranger.privateKey, options, notify }
  return {
    credentials: { clientId, privateKey: merchant.privatePem, antomPublicKey: antom.publicPem, clock, mock: true },
    owns: ({ hostname, pathname }) =>
      /^(open-(sea|na|de|eu)(-global)?|gqr)\.alipay\.com$/.test(hostname) ||
      (hostname === '127.0.0.1' && pathname.startsWith('/ams/')),
    async handle(request, fault, witness) {
      const { hostname, pathname } = new URL(request.url)
      if (hostname.startsWith('gqr.') || pathname.startsWith('/ams/cashier/')) return cashier(platform, request)
      return handle({ ...platform, witness }, request, fault)
    },
    newPayment(order) {
      closeExpired(platform, order)
      return { paymentId: memoryOf(order).paymentId, payerId: payer.pspCustomerId }
    },
    // All answers are 200 and name no key that could be another; nothing has a nonce.
    faults: () => [
      'system-error-before',
      'system-error-after',
      'unavailable',
      'rate-limited',
      'unsigned',
      'wrong-signature',
      'stale-timestamp',
    ],
    payerPath,
    desk: deskOf(platform),
    payerCodePrefix: '28',
    webhooks: {
      forgeries,
      // In the sandbox nothing comes again.
      schedule: options.sandbox ? [] : schedule,
      tells: isTold,
      seal: (notice, forgery, witness) => sealWebhook({ ...platform, witness }, notice, forgery),
      acknowledged: isAcknowledged,
    },
  }
}

export { acceptPayment, confirmAgreement, failPayment } from './controls.js'
export type { AntomUnconfirmed, MockAntomOptions } from './options.js'
