import * as z from 'zod/mini'
import type { CallOptions, Client } from '../../core/client.js'
import { isShroffError, withFacts } from '../../core/errors.js'
import { nameFailure } from '../../core/failure.js'
import { checkParameters, parameterSchema } from '../../core/parameters.js'
import type { XrplAccount } from '../account.js'
import { getPage, type Page } from '../history.js'
import * as limits from '../limits.js'
import type { TransferReason } from '../reasons.js'
import { transferOf, type XrplTransfer } from '../transfer.js'

export type WatchPaymentsParameters = {
  /** The last `cursor` that you have stored. Default: from now on. */
  cursor?: string
}

export type WatchPaymentsResult = {
  /** What the account has received, the oldest first, whatever its tag; often nothing. */
  readonly transfers: readonly XrplTransfer[]
  /** Store it once these transfers are handled, in the same transaction of your database: from there it goes on. */
  readonly cursor: string
}

/**
 * Follows the account: what it receives, ledger by ledger, without end. Each transfer is told once, in its order, also over a restart
 * that begins with the stored `cursor`. It is one server's word: ask `getPayment` about the order of its tag before you deliver, and
 * about open orders now and then, as a server may hide what came.
 *
 * A poll that fails is not the end: the next one asks another host, 4 s later; after ten in a row it throws.
 *
 * @throws `ABORTED` by `options.signal`; the error of the last poll of ten.
 * @see https://xrpl.org/docs/references/http-websocket-apis/public-api-methods/account-methods/account_tx
 * @example
 * for await (const { transfers, cursor } of watchPayments(client, { cursor: stored })) await handle(transfers, cursor)
 */
export function watchPayments(
  client: Client<XrplAccount>,
  parameters: WatchPaymentsParameters = {},
  options: CallOptions = {},
): AsyncGenerator<WatchPaymentsResult, never, undefined> {
  const { cursor } = checkParameters('watchPayments', watchPaymentsParameters, parameters)
  return watch(client, cursor === undefined ? undefined : positionOf(cursor), options)
}

/** What watchPayments accepts. */
export const watchPaymentsParameters = /* @__PURE__ */ parameterSchema<WatchPaymentsParameters>(() =>
  z.strictObject({ cursor: z.optional(limits.cursor()) }),
)

type Received = Page<XrplTransfer | TransferReason>

/** All before `ledger` is done, and of `ledger` what stands at `place` and before it. */
type Position = { readonly ledger: number; readonly place?: number }

const positionOf = (cursor: string): Position => {
  const [ledger, place] = cursor.split('.').map(Number)
  return { ledger: ledger!, ...(place !== undefined && { place }) }
}
const cursorOf = ({ ledger, place }: Position) => (place === undefined ? `${ledger}` : `${ledger}.${place}`)

async function* watch(
  client: Client<XrplAccount>,
  start: Position | undefined,
  options: CallOptions,
): AsyncGenerator<WatchPaymentsResult, never, undefined> {
  const { account } = client
  const { hosts } = account
  let [position, marker, failures, host]: [Position | undefined, unknown, number, number] = [start, undefined, 0, 0]
  for (;;) {
    let page: Received | undefined
    try {
      page = await ask(client, hosts[host % hosts.length]!, position, marker, options)
      failures = 0
    } catch (error) {
      failures += 1
      if (!isShroffError(error) || error.code === 'ABORTED' || error.code === 'CONFIG_INVALID' || failures === 10)
        throw error
      // A marker is good at its own server only.
      host += 1
      marker = undefined
    }
    if (page) {
      const transfers = transfersIn(page, position)
      // The first one only says where the ledger is.
      marker = position && page.marker
      position = after(page, position)
      yield { transfers, cursor: cursorOf(position) }
    }
    if (marker === undefined)
      await account.clock.sleep(4000, options.signal).catch((reason: unknown) => {
        const failure = nameFailure(reason, 'sent', options.signal?.aborted === true)
        throw withFacts(failure, { action: 'watchPayments', provider: 'xrpl' })
      })
  }
}

function ask(
  client: Client<XrplAccount>,
  host: string,
  position: Position | undefined,
  marker: unknown,
  options: CallOptions,
): Promise<Received> {
  const asked = { action: 'watchPayments', forward: true, marker }
  // Where there is nothing to go on from, the newest one says where the ledger is.
  if (!position) return getPage(client, host, transferOf, { ...asked, forward: false, limit: 1 }, options)
  // The one before is there at any server that has got so far; the next one need not be.
  const from = position.place === undefined ? Math.max(position.ledger - 1, 0) : position.ledger
  return getPage(client, host, transferOf, { ...asked, from }, options)
}

const isDone = ({ ledger, place = -1 }: Position, found: { ledger: number; place: number }) =>
  found.ledger < ledger || (found.ledger === ledger && found.place <= place)

function transfersIn({ entries }: Received, position: Position | undefined): XrplTransfer[] {
  if (!position) return []
  return entries
    .map(({ transfer }) => transfer)
    .filter((found) => typeof found !== 'string')
    .filter((transfer) => !isDone(position, transfer))
}

/** Where the page ends. Never back: another server may be behind. */
function after({ until, entries, marker }: Received, position: Position | undefined): Position {
  if (!position) return { ledger: until + 1 }
  const { ledger = 0, place = -1 } = entries.at(-1) ?? {}
  const next: Position = marker === undefined ? { ledger: until + 1 } : { ledger, place }
  return isDone(position, { place: -1, ...next }) ? position : next
}
