/**
 * Ripple's side of the wire, for `createMockGateway`.
 *
 * @module shroff/ripple-payments/mock
 */
import type { Clock } from '../../core/account.js'
import { parseDecimal } from '../../core/decimal.js'
import { randomHex } from '../../mock/numbers.js'
import { secretOf } from '../../mock/parties.js'
import type { MockContext, MockProvider, RunningProvider } from '../../mock/provider.js'
import { put } from './controls.js'
import { handle } from './handle.js'
import { clientSecret as fixed } from './keys.js'
import { checkMockOptions, type MockRipplePaymentsOptions } from './options.js'
import { balanceOf } from './payments.js'
import type { Platform } from './platform.js'
import { sample } from './sample.js'
import { tenantId } from './tokens.js'
import { transfersOf } from './transfers.js'
import { isAcknowledged, schedule, sealWebhook } from './webhook.js'

/** Pass them to `ripplePayments({...})`. */
export type MockRipplePaymentsCredentials = {
  clientId: string
  clientSecret: string
  tenantId: string
  clock: Clock
  /** Everybody has this secret: only an account that says so takes it. */
  mock: true
}

/**
 * A Ripple Payments (Direct 2.0) in memory: tokens, quotes that expire, payments of them that go step by step, balances, identities, and
 * notices that nobody signs. What the public documentation leaves open is a member of `unconfirmed`.
 *
 * @throws `CONFIG_INVALID` for an option that there is not.
 * @example
 * const mock = await createMockGateway({ providers: [mockRipplePayments()] })
 */
export function mockRipplePayments(
  options: MockRipplePaymentsOptions = {},
): MockProvider<'ripple-payments', MockRipplePaymentsCredentials> {
  checkMockOptions(options)
  return { name: 'ripple-payments', start: async (context) => start(context, options) }
}

function start(
  { clock, book, keys, notify }: MockContext,
  options: MockRipplePaymentsOptions,
): RunningProvider<MockRipplePaymentsCredentials> {
  const clientId = 'mock-client'
  const clientSecret = secretOf(keys, 'ripple-payments clientSecret', fixed, () => randomHex(24))
  const notifyUrls = { payment: options.endpoint ?? 'https://shop.example/notify' }
  const platform: Platform = { clock, book, clientId, clientSecret, options, notifyUrls, notify }
  const begin = () => {
    // For the controls of this mock alone.
    book.beside.set('platform', platform)
    for (const [currency, value] of Object.entries(options.balances ?? { USD: '100000.00' }))
      balanceOf(platform, currency).available = parseDecimal(value)!
  }
  begin()
  return {
    credentials: { clientId, clientSecret, tenantId, clock, mock: true },
    owns: ({ hostname, pathname }) =>
      /^api(\.test)?\.ripple\.com$/.test(hostname) ||
      (hostname === '127.0.0.1' && /^\/(v2\/(oauth|quotes|balances)|v3\/(payments|identities))/.test(pathname)),
    handle: (request, fault, witness) => handle({ ...platform, witness }, request, fault),
    // Nobody signs an answer.
    faults: () => ['system-error-before', 'system-error-after', 'unavailable', 'rate-limited'],
    newPayment() {
      throw new Error('nobody pays at the mock of ripple-payments: transferFunds pays out')
    },
    sample,
    transfers: transfersOf(platform),
    addFunds: (currency, value) => put(platform, currency, value),
    notifyUrls,
    // Nobody signs a notice either, so none can be false.
    webhooks: { forgeries: [], schedule, seal: (notice) => sealWebhook(notice), acknowledged: isAcknowledged },
    forget: begin,
  }
}

export { addFunds, type MoveTransferParameters, moveTransfer } from './controls.js'
export type { MockRipplePaymentsOptions, RipplePaymentsUnconfirmed } from './options.js'
export type { RipplePaymentsState } from './platform.js'
