/**
 * The XRP Ledger's side of the wire, for `createMockGateway`.
 *
 * @module shroff/xrpl/mock
 */
import type { Clock } from '../../core/account.js'
import type { MockContext, MockProvider, RunningProvider } from '../../mock/provider.js'
import { mockAddress, networks } from '../wire.js'
import { type SentAmount, send } from './controls.js'
import { handle } from './handle.js'
import { memoryOf } from './memory.js'
import { checkMockOptions, type MockXrplOptions } from './options.js'

/** Pass them to `xrpl({...})`. */
export type MockXrplCredentials = {
  address: string
  clock: Clock
  /** Nobody has the key of this address, and everybody the regular one: only an account that says so takes them. */
  mock: true
}

/**
 * Servers of the XRP Ledger in memory: ledgers that close by the clock, both versions of the API, pages with markers, the servers' error
 * codes, and servers that lie, lag behind or have lost the past. They are asked at the public hosts' addresses. With the two packages
 * that read signed transactions they also take some, verify them, and keep the accounts.
 *
 * @throws `CONFIG_INVALID` for an option that there is not.
 * @example
 * const mock = await createMockGateway({ providers: [mockXrpl()] })
 */
export function mockXrpl(options: MockXrplOptions = {}): MockProvider<'xrpl', MockXrplCredentials> {
  checkMockOptions(options)
  return { name: 'xrpl', start: async (context) => start(context, options) }
}

function start({ clock, book }: MockContext, options: MockXrplOptions): RunningProvider<MockXrplCredentials> {
  const hosts: readonly string[] = Object.values(networks).flatMap((network) => [...network.hosts])
  const begin = () => {
    memoryOf({ book }).options = options
  }
  begin()
  return {
    credentials: { address: mockAddress, clock, mock: true },
    owns: ({ origin, hostname, pathname }) => hosts.includes(origin) || (hostname === '127.0.0.1' && pathname === '/'),
    faults: () => ['unavailable', 'rate-limited', 'system-error-before', 'system-error-after'],
    handle: (request, fault) => handle({ clock, book }, request, fault),
    sample: { asset: 'RLUSD' },
    sendTransfer: ({ amount, tag }) =>
      send({ clock, book }, { amount: amount as SentAmount, ...(tag !== undefined && { tag }) }).hash,
    newPayment() {
      throw new Error('the XRP Ledger knows no orders: a payer sends what sendTransfer of shroff/xrpl/mock says')
    },
    forget: begin,
  }
}

export { mockSeed } from '../wire.js'
export {
  type DelayNextParameters,
  delayNext,
  type SendTransferParameters,
  type SentAmount,
  type SetAccountParameters,
  type SetServerParameters,
  sendTransfer,
  setAccount,
  setServer,
  type WireToken,
} from './controls.js'
export type { MockXrplCodec, MockXrplKeypairs, MockXrplOptions } from './options.js'
