import { parseDecimal } from '../../core/decimal.js'
import type { TokenAmount } from '../../core/token-amount.js'
import { write } from '../../mock/controls.js'
import { randomHex } from '../../mock/numbers.js'
import { type MockGateway, runningOf } from '../../mock/running.js'
import { flags, mockAddress, mockPayer, networks, rlusdCurrency } from '../wire.js'
import { ledgerAt, type Memory, memoryOf, type Platform, sound } from './memory.js'

/** A token as the wire has it, of any issuer; `mpt_issuance_id` is that of a multi-purpose token. */
export type WireToken =
  | { readonly currency: string; readonly issuer: string; readonly value: string }
  | { readonly mpt_issuance_id: string; readonly value: string }

export type SentAmount = TokenAmount<'XRP' | 'RLUSD'> | WireToken

export type SendTransferParameters = {
  /** What its payer orders to be delivered. */
  amount: SentAmount
  /** The destination tag. Default none. */
  tag?: number
  /** A partial payment: this is what it delivers, whatever `amount` says. `unavailable`: the servers do not know. */
  delivers?: SentAmount | 'unavailable'
  /** Default a payer of the mock's. */
  from?: string
  /** Default the merchant. */
  to?: string
  sourceTag?: number
  /** What becomes of it, such as `tecUNFUNDED_PAYMENT`. Default `tesSUCCESS`, where the merchant's account takes it. */
  result?: string
  /** Another kind of transaction, such as `CheckCash`. Default `Payment`. */
  type?: string
  /** The hosts that tell of it: one that invents it, or all but one that hides it. Default all. */
  toldBy?: readonly string[]
}

/**
 * Somebody sends something. It stands in the next ledger that closes, within 4 seconds of the mock's clock: `advanceClock`.
 *
 * @returns its hash.
 * @example
 * const { hash } = sendTransfer(mock, { tag: 1001, amount: tokenAmount('12.50', 'RLUSD') })
 */
export function sendTransfer(mock: MockGateway, parameters: SendTransferParameters): { hash: string } {
  const { book } = runningOf(mock, 'xrpl')
  const { hash, result } = send({ clock: mock.clock, book }, parameters)
  write(mock, 'xrpl', `sendTransfer ${result}`, hash)
  return { hash }
}

/** The same, for whoever writes it down. */
export function send(platform: Platform, parameters: SendTransferParameters): { hash: string; result: string } {
  const { amount, tag, delivers, from = mockPayer, to = mockAddress, sourceTag, type = 'Payment', toldBy } = parameters
  const memory = memoryOf(platform)
  const { sent } = memory
  const ledger = ledgerAt(platform.clock.now()) + 1
  const hash = randomHex(32).toUpperCase()
  const result = parameters.result ?? resultOf(memory, parameters)
  sent.push({
    hash,
    ledger,
    place: sent.filter((one) => one.ledger === ledger).length,
    transaction: {
      Account: from,
      DeliverMax: toWire(amount),
      Destination: to,
      ...(tag !== undefined && { DestinationTag: tag }),
      Fee: '12',
      Flags: delivers === undefined ? 0 : flags.partialPayment,
      LastLedgerSequence: ledger + 4,
      Sequence: sent.length + 1,
      SigningPubKey: `ED${'0'.repeat(64)}`,
      ...(sourceTag !== undefined && { SourceTag: sourceTag }),
      TransactionType: type,
    },
    result,
    delivered: delivers === 'unavailable' ? delivers : toWire(delivers ?? amount),
    toldBy,
  })
  return { hash, result }
}

/** What the merchant's own account makes of it. */
function resultOf({ options }: Memory, { to = mockAddress, tag, amount }: SendTransferParameters): string {
  if (to !== mockAddress) return 'tesSUCCESS'
  if (tag === undefined && options.requiresTag !== false) return 'tecDST_TAG_NEEDED'
  return 'asset' in amount && amount.asset === 'RLUSD' && options.trustLine === false ? 'tecPATH_DRY' : 'tesSUCCESS'
}

/** XRP in drops, as text; RLUSD by its issuer; what is in the wire's form as it is. */
function toWire(amount: SentAmount): unknown {
  if (!('asset' in amount)) return amount
  const { asset, value } = amount
  if (asset === 'RLUSD') return { currency: rlusdCurrency, issuer: networks.mainnet.rlusdIssuer, value }
  if (asset !== 'XRP') throw new RangeError(`sendTransfer: the XRP Ledger has no ${asset} here, but XRP and RLUSD`)
  const { digits, exponent } = parseDecimal(value)!
  if (exponent < -6) throw new RangeError('sendTransfer: XRP has 6 decimals')
  return String(digits * 10n ** BigInt(exponent + 6))
}

export type SetServerParameters = {
  /** As the account has it, `https://s2.ripple.com:51234`. */
  host: string
  /** How many ledgers back it can tell of. Default 100 000. */
  holds?: number
  /** How many ledgers it is behind. Default 0. */
  behind?: number
  /** Of which network it says it is. Default 0, the main one. */
  networkId?: number
  /** What it says that a place in the open ledger costs, in drops. Default 10. */
  openLedgerFee?: number
}

/**
 * Makes one server less than it should be.
 *
 * @example
 * setServer(mock, { host: account.hosts[0], holds: 100 })
 */
export function setServer(mock: MockGateway, parameters: SetServerParameters): void {
  const { host, ...changes } = parameters
  memoryOf(runningOf(mock, 'xrpl')).servers.set(host, { ...sound, ...changes })
  write(mock, 'xrpl', 'setServer', host)
}

export type SetAccountParameters = {
  /** Its classic address. */
  address: string
  /** How much XRP is in it, as a decimal text. Default 1000. */
  xrp?: string
  /** How much RLUSD is in it, as a decimal text. Default: it has no trust line, and takes none. */
  rlusd?: string
  /** It takes nothing without a tag, as the accounts of exchanges. Default `false`. */
  requiresTag?: boolean
}

/**
 * Puts an account into the ledger, as it was before all that is sent. Its own key signs for it.
 *
 * @example
 * setAccount(mock, { address: wallet.address, xrp: '50' })
 */
export function setAccount(mock: MockGateway, parameters: SetAccountParameters): void {
  const { address, xrp = '1000', rlusd, requiresTag = false } = parameters
  const drops = BigInt(toWire({ asset: 'XRP', value: xrp }) as string)
  const line = rlusd === undefined ? undefined : parseDecimal(rlusd)
  memoryOf(runningOf(mock, 'xrpl')).holders.set(address, { drops, rlusd: line, sequence: 1, requiresTag })
  write(mock, 'xrpl', 'setAccount', address)
}

export type DelayNextParameters = {
  /** How many ledgers later than the next it gets in; `never`: it is heard, and gets into none. */
  ledgers: number | 'never'
  /** So many of those that are submitted. Default 1. */
  times?: number
}

/**
 * The next transaction that is submitted is taken, and waits: a server says `tesSUCCESS`, and that was nothing final.
 *
 * @example
 * delayNext(mock, { ledgers: 'never' })
 */
export function delayNext(mock: MockGateway, { ledgers, times = 1 }: DelayNextParameters): void {
  const delay = ledgers === 'never' ? Number.POSITIVE_INFINITY : ledgers
  memoryOf(runningOf(mock, 'xrpl')).delays.push(...Array<number>(times).fill(delay))
  write(mock, 'xrpl', 'delayNext', String(ledgers))
}
