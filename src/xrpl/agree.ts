import type { Client } from '../core/client.js'
import { isShroffError, ShroffError } from '../core/errors.js'
import type { XrplAccount } from './account.js'
import { nameOf } from './open.js'

/** What servers are compared by, with all else that it has: who is paid back is believed as well. */
export type Counted = { readonly hash: string; readonly ledger: number }

/** What one server tells of the transfers that are asked for, all ledgers up to `until` taken into account. */
export type Testimony<T extends Counted> = {
  readonly host: string
  readonly until: number
  readonly transfers: readonly T[]
}

/** What is to be believed of it, and by whose word. */
export type Belief<T extends Counted> = Omit<Testimony<T>, 'host'> & {
  readonly by: 'connection' | 'quorum'
  readonly hosts: readonly string[]
}

/** Asks one server after the other until one answers. @throws what the last one did. */
export async function firstOf<T>(client: Client<XrplAccount>, ask: (host: string) => Promise<T>): Promise<T> {
  let failure: unknown
  for (const host of client.account.hosts) {
    try {
      return await ask(host)
    } catch (error) {
      failure = passing(error)
    }
  }
  throw failure
}

/**
 * Asks as many servers as are to tell the same. Two that do are believed, whatever others say: one that lies is outvoted where
 * there is a third, and otherwise found out.
 *
 * @throws `REPLY_MISMATCH` naming two servers that contradict each other where no two agree; what a server's answer failed with where
 * one says that money has come, and none could be asked to confirm it.
 */
export async function agreeOn<T extends Counted>(
  client: Client<XrplAccount>,
  action: string,
  ask: (host: string) => Promise<Testimony<T>>,
): Promise<Belief<T>> {
  const { hosts, confirmWith } = client.account
  const heard: Testimony<T>[] = []
  let failure: unknown
  for (const host of hosts) {
    try {
      const said = await ask(host)
      if (confirmWith === 1) return { ...said, by: 'connection', hosts: [host] }
      const other = heard.find((one) => sameUntil(one, said, Number.POSITIVE_INFINITY))
      if (other) {
        const until = Math.min(other.until, said.until)
        return { ...said, until, by: 'quorum', hosts: [other.host, host] }
      }
      heard.push(said)
    } catch (error) {
      failure = passing(error)
    }
  }
  const [first, ...others] = heard
  if (!first) throw failure
  for (const one of heard)
    for (const other of others)
      if (!sameUntil(one, other, Math.min(one.until, other.until))) throw contradiction(action, one, other)
  // One is behind the other: what both of them know stands, and the rest is for the next query.
  const least = others.reduce((least, one) => (one.until < least.until ? one : least), first)
  // Not what it tells of after its own last ledger: nobody was asked about that.
  const transfers = least.transfers.filter(({ ledger }) => ledger <= least.until)
  if (others.length > 0 || first.transfers.length === 0)
    return { ...least, transfers, by: 'connection', hosts: [least.host] }
  throw failure
}

type Told = Testimony<Counted>

/** Servers are a ledger or two apart; what they tell of the ledgers that both have must be the same. */
function sameUntil(one: Told, other: Told, ledger: number): boolean {
  const told = ({ transfers }: Told) => JSON.stringify(transfers.filter((transfer) => transfer.ledger <= ledger))
  return told(one) === told(other)
}

function contradiction(action: string, one: Told, other: Told): ShroffError {
  const counted = ({ host, transfers }: Told) => `${nameOf(host)} tells of ${transfers.length}`
  return new ShroffError('REPLY_MISMATCH', {
    problem: `Two servers contradict each other: ${counted(one)} transfers, ${counted(other)} others.`,
    outcome: 'unknown',
    next: 'Deliver nothing and pay nothing. Look at the account in somebody else’s explorer, take out the host that is wrong, or name a third in hosts.',
    authentic: false,
    provider: 'xrpl',
    action,
  })
}

/** What another server may do better. @throws what is the caller's own. */
export function passing(error: unknown): unknown {
  if (isShroffError(error) && !['ABORTED', 'CONFIG_INVALID', 'PARAMETERS_INVALID'].includes(error.code)) return error
  throw error
}
