import { mustAnswer } from '../core/answers.js'
import type { CallOptions, Client } from '../core/client.js'
import { ShroffError } from '../core/errors.js'
import { inShape } from '../core/shape.js'
import type { XrplAccount } from './account.js'
import { call } from './call.js'
import { nameOf } from './open.js'
import { type Told, toldOf } from './transfer.js'
import { historyShape, ledgerShape, pageLimit, rippleEpoch } from './wire.js'

/** A transaction of the account, and what was read of it. */
export type Entry<T> = {
  readonly ledger: number | undefined
  readonly place: number | undefined
  readonly at: number | undefined
  readonly transfer: T
}

/** What of a transaction is looked at: how much else there is in it other people decide. */
export type Reader<T> = (account: XrplAccount, told: Told) => T

/** Some transactions of the account, and which ledgers were really searched for them. */
export type Page<T> = {
  readonly from: number
  readonly until: number
  readonly entries: readonly Entry<T>[]
  /** Where the next page goes on, at this very server. */
  readonly marker?: unknown
}

type Asked = { action: string; forward: boolean; from?: number; marker?: unknown; limit?: number }

/** One page of the account's transactions; a smaller one where that is too long to be read, for anybody can make it so. */
export async function getPage<T>(
  client: Client<XrplAccount>,
  host: string,
  read: Reader<T>,
  asked: Asked,
  options?: CallOptions,
): Promise<Page<T>> {
  const { limit = pageLimit } = asked
  return askPage(client, host, read, asked, options).catch((error) => {
    const isTooLong = error.cause?.name === 'RangeError'
    if (!isTooLong || limit === 1) throw error
    return getPage(client, host, read, { ...asked, limit: Math.ceil(limit / 7) }, options)
  })
}

async function askPage<T>(
  client: Client<XrplAccount>,
  host: string,
  read: Reader<T>,
  asked: Asked,
  options?: CallOptions,
): Promise<Page<T>> {
  const { address } = client.account
  const { action, forward, from = -1, marker, limit = pageLimit } = asked
  const page = await call<Page<T>>(
    client,
    host,
    {
      action,
      method: 'account_tx',
      params: {
        account: address,
        ledger_index_min: from,
        ledger_index_max: -1,
        limit,
        forward,
        ...(marker != null && { marker }),
      },
      decode({ value }) {
        const raw = inShape(historyShape, value)
        mustAnswer({ account: [address, raw.account] })
        return {
          from: raw.ledger_index_min,
          until: raw.ledger_index_max,
          entries: raw.transactions.map((entry) => entryOf(read, client.account, entry)),
          marker: raw.marker ?? undefined,
        }
      },
    },
    options,
  )
  // Version 1 begins in silence with the first ledger that it has.
  if (page.from > from && from >= 0)
    throw lacks(action, host, `begins with ledger ${page.from}, asked was from ${from}`)
  return page
}

function entryOf<T>(read: Reader<T>, account: XrplAccount, entry: unknown): Entry<T> {
  const told = toldOf(entry)
  const { ledger, place, at } = told
  return { ledger, place, at, transfer: read(account, told) }
}

/** A server that holds too little of the past cannot say that nothing was paid. */
const lacks = (action: string, host: string, what: string) =>
  new ShroffError('PROVIDER_UNAVAILABLE', {
    problem: `${nameOf(host)} does not have the ledgers to answer ${action}: it ${what}.`,
    next: 'Put a host with more history first in hosts; the ledger has what was paid.',
    authentic: false,
    provider: 'xrpl',
    action,
  })

/** So many pages are read for one order; an account that is busier is followed by watchPayments. */
const mostPages = 100

/** All that one server tells of the account since a moment, the newest first, and the last ledger that it knows. */
export async function readSince<T>(
  client: Client<XrplAccount>,
  host: string,
  read: Reader<T>,
  action: string,
  moment: number,
  options?: CallOptions,
): Promise<{ until: number; entries: readonly Entry<T>[] }> {
  const entries: Entry<T>[] = []
  let until: number | undefined
  for await (const page of pagesSince(client, host, read, action, moment, mostPages, options)) {
    // Ledgers that are closed while the pages are read are for the next query.
    until ??= page.until
    entries.push(...page.entries)
  }
  return { until: until!, entries }
}

/** The pages of the same, one at least, and `most` at most. */
export async function* pagesSince<T>(
  client: Client<XrplAccount>,
  host: string,
  read: Reader<T>,
  action: string,
  moment: number,
  most: number,
  options?: CallOptions,
): AsyncGenerator<Page<T>, void, undefined> {
  let marker: unknown
  for (let pages = 0; pages < most; pages += 1) {
    const page = await getPage(client, host, read, { action, forward: false, marker }, options)
    yield page
    const oldest = page.entries.at(-1)?.at
    if (oldest !== undefined && oldest < moment) return
    marker = page.marker
    if (marker !== undefined) continue
    const begin = await closeTime(client, host, action, page.from, options)
    if (begin < moment) return
    throw lacks(action, host, `begins with ledger ${page.from}, of ${new Date(begin).toISOString()}`)
  }
  throw new ShroffError('BODY_INVALID', {
    problem: `${nameOf(host)} gave ${most} pages of transactions, and has more.`,
    next: 'Follow a busy account by watchPayments, and ask for young orders only.',
    authentic: false,
    provider: 'xrpl',
    action,
  })
}

/** When a ledger was closed, in milliseconds since 1970. */
const closeTime = (client: Client<XrplAccount>, host: string, action: string, index: number, options?: CallOptions) =>
  call(
    client,
    host,
    {
      action,
      method: 'ledger',
      params: { ledger_index: index },
      decode: ({ value }) => (inShape(ledgerShape, value).ledger.close_time + rippleEpoch) * 1000,
    },
    options,
  )
