import { ripemd160 } from '@noble/hashes/legacy.js'
import { sha256 } from '#crypto'
import { mustAnswer } from '../../core/answers.js'
import type { CallOptions, Client } from '../../core/client.js'
import { configError, ShroffError, withFacts } from '../../core/errors.js'
import { undocumented } from '../../core/read.js'
import { inShape } from '../../core/shape.js'
import { accountBytesOf } from '../account.js'
import { accountOf } from '../address.js'
import { passing } from '../agree.js'
import { call } from '../call.js'
import { payingFlags, payingShape } from '../wire.js'
import { payingSecrets, type XrplPayingAccount } from './account.js'

/** From where the account goes on: the number of its next transaction, as of a ledger that is validated. */
export type State = { readonly sequence: number; readonly ledger: number }

/**
 * Asks where the account stands, as many servers as are to tell the same: a number that is too high would wait for its turn, out of
 * sight of the history.
 *
 * @throws `TRANSFER_IN_FLIGHT` while a transaction of the account is in no validated ledger so far, or not in all servers'; `CONFIG_INVALID`
 * where the signer's key is not the account's; `NOT_PERMITTED` for an account that is not there.
 */
export async function stateOf(
  client: Client<XrplPayingAccount>,
  action: string,
  options?: CallOptions,
): Promise<State> {
  const { hosts, confirmWith } = client.account
  const heard: State[] = []
  let failure: unknown
  for (const host of hosts) {
    try {
      const said = await stateAt(client, host, action, options)
      const same = heard.find(({ sequence }) => sequence === said.sequence)
      if (confirmWith === 1 || same) return { ...said, ledger: Math.max(said.ledger, same?.ledger ?? 0) }
      heard.push(said)
    } catch (error) {
      failure = passing(error)
    }
  }
  throw heard.length > 1 ? inFlight(action, 'The servers tell different numbers of the account') : failure
}

async function stateAt(
  client: Client<XrplPayingAccount>,
  host: string,
  action: string,
  options?: CallOptions,
): Promise<State> {
  const validated = await infoOf(client, host, action, 'validated', options)
  const current = await infoOf(client, host, action, 'current', options)
  const { Sequence: sequence, Flags, RegularKey } = validated.account_data
  if (current.account_data.Sequence !== sequence)
    throw inFlight(action, 'An earlier transaction of the account is in no validated ledger so far')
  await mustSignFor(client.account, action, { RegularKey, isOff: (Flags & payingFlags.masterDisabled) !== 0 })
  if (validated.ledger_index == null) throw undocumented('an account without its ledger')
  return { sequence, ledger: validated.ledger_index }
}

const inFlight = (action: string, what: string) =>
  new ShroffError('TRANSFER_IN_FLIGHT', {
    problem: `${what}, so ${action} has signed nothing.`,
    outcome: 'not-sent',
    next: 'Wait for the next ledgers, some seconds, and call again with the same refundId.',
    provider: 'xrpl',
    action,
  })

const infoOf = (
  client: Client<XrplPayingAccount>,
  host: string,
  action: string,
  ledger_index: 'validated' | 'current',
  options?: CallOptions,
) =>
  call(
    client,
    host,
    {
      action,
      method: 'account_info',
      params: { account: client.account.address, ledger_index },
      decode({ value }) {
        const raw = inShape(payingShape, value)
        mustAnswer({ account: [client.account.address, raw.account_data.Account] })
        return raw
      },
    },
    options,
  )

async function mustSignFor(
  account: XrplPayingAccount,
  action: string,
  { RegularKey, isOff }: { RegularKey?: string | null | undefined; isOff: boolean },
): Promise<void> {
  const own = await keyAccountOf(account)
  const isMaster = !isOff && equal(own, await accountBytesOf(account))
  if (isMaster || (RegularKey != null && equal(own, await accountOf(RegularKey)))) return
  const said = isOff ? 'Its own key is switched off; the' : 'It is neither its own key nor the'
  const error = configError(
    'xrplPaying: the key of the signer may not sign for this account.',
    `${said} regular key ${RegularKey ? `is ${RegularKey}` : 'is not set'}.`,
  )
  throw withFacts(error, { provider: 'xrpl', action })
}

/** The 20 bytes of the address that belongs to the signer's key: of the account itself, or of its regular key. */
export async function keyAccountOf(account: XrplPayingAccount): Promise<Uint8Array> {
  const { bytes } = await payingSecrets(account).publicKey()
  return ripemd160(await sha256(bytes))
}

const equal = (one: Uint8Array, other: Uint8Array | undefined) =>
  other !== undefined && one.every((byte, at) => byte === other[at])
