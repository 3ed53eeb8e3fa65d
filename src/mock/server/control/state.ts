import * as z from 'zod/mini'
import { toBase64 } from '#crypto'
import type { WireReply, WireRequest } from '../../../core/transport.js'
import type { BookOrder } from '../../book.js'
import { faultsOfTheLine } from '../../faults.js'
import type { JournalEntry } from '../../journal.js'
import type { Notice } from '../../provider.js'
import { internalsOf, type MockGateway } from '../../running.js'
import { type Explain, time } from './rows.js'
import type { ProviderState, stateAnswer } from './state-answer.js'

/** The newest order and transfer first. */
export function stateOf(mock: MockGateway, urls: Readonly<Record<string, string>>): z.output<typeof stateAnswer> {
  const running = [...internalsOf(mock).running]
  return {
    now: mock.clock.now(),
    providers: running.map(([name, { provider, faults }]) => ({
      name,
      url: urls[name] ?? '',
      faults: [...faults],
      knownFaults: [...faultsOfTheLine, ...provider.faults()],
      forgeries: [...(provider.webhooks?.forgeries ?? [])],
      payerCodes: provider.payerCodePrefix !== undefined,
      refundsNeedAction: provider.refundsNeedAction === true,
      opensCashier: provider.openCashier !== undefined,
      takesFunds: provider.addFunds !== undefined,
      takesTokens: provider.sendTransfer !== undefined,
      ...(provider.notifyUrls && { notifyUrls: { ...provider.notifyUrls } }),
      ...(provider.sample && { sample: provider.sample as ProviderState['sample'] }),
    })),
    orders: running
      .flatMap(([name, { book, provider }]) =>
        [...book.orders.values()].map((order) => ({
          ...told(name, order, book.numbers),
          ...(provider.payerPath && { payerUrl: `${urls[name]}${provider.payerPath(order)}` }),
        })),
      )
      .sort(newestFirst),
    transfers: running
      .flatMap(([name, { provider }]) =>
        (provider.transfers?.list() ?? []).map(({ transferId, next, ...transfer }) => ({
          provider: name,
          ...transfer,
          ...(transferId !== undefined && { transferId }),
          next: [...next],
        })),
      )
      .sort(newestFirst),
    deliveries: running.flatMap(([name, { deliveries }]) =>
      deliveries.map(({ notice, attempts, dueAt }) => ({
        provider: name,
        id: notice.id,
        about: aboutOf(notice),
        attempts,
        dueAt,
      })),
    ),
  }
}

const newestFirst = (one: { createdAt: number }, other: { createdAt: number }) => other.createdAt - one.createdAt

const aboutOf = (notice: Notice): string => {
  if (notice.type === 'other') return notice.eventType
  return notice.type === 'refund' ? notice.refund.refundId : notice.order.orderId
}

function told(provider: string, order: BookOrder, numbers: ReadonlyMap<string, BookOrder>) {
  const { orderId, placedAt, amount, tokens, status, declined, createdAt, expiresAt, paidAt, paymentId } = order
  const shows = [...numbers].filter(([number, found]) => found === order && /^(weixin|https):/.test(number))
  const code = shows.at(-1)?.[0]
  return {
    provider,
    orderId,
    ...(placedAt !== undefined && { placedAt: new Date(placedAt * 1000).toISOString() }),
    amount: { ...amount },
    ...(tokens !== undefined && { tokens }),
    status,
    ...(declined && { declined }),
    createdAt,
    expiresAt,
    ...(paidAt !== undefined && { paidAt }),
    ...(paymentId !== undefined && { paymentId }),
    ...(code !== undefined && { code }),
    refunds: order.refunds.map(({ refundId, value, status }) => ({ refundId, value, status })),
  }
}

export const journalAnswer = z.array(
  z.looseObject({ number: z.int(), at: time, provider: z.string(), kind: z.enum(['request', 'control', 'webhook']) }),
)

/** Entries after this number, and of those the ones that have these words in them. */
export function journalOf(mock: MockGateway, after: number, words = ''): z.output<typeof journalAnswer> {
  const { entries, written } = internalsOf(mock).journal
  const wanted = words.toLowerCase()
  return entries
    .map((entry, place) => ({ number: written - entries.length + place + 1, entry }))
    .filter(({ number, entry }) => number > after && (wanted === '' || textOf(entry).includes(wanted)))
    .map(({ number, entry }) => ({ number, ...shown(entry) }))
}

/** Bodies in Base64, since not all are text. */
function shown(entry: JournalEntry) {
  if (entry.kind === 'control') return entry
  const { request, ...rest } = entry
  const reply = 'reply' in rest ? rest.reply : undefined
  return { ...rest, ...(request && { request: message(request) }), ...(reply && { reply: message(reply) }) }
}

const message = <T extends WireRequest | WireReply>({ body, ...rest }: T) => ({
  ...rest,
  ...(body && { body: toBase64(body) }),
})

/** What is looked for, in lower case. */
function textOf(entry: JournalEntry): string {
  const bodies = [entry.kind !== 'control' && entry.request?.body, entry.kind === 'request' && entry.reply?.body]
  const texts = bodies.filter((body) => typeof body === 'object').map((body) => new TextDecoder().decode(body))
  return [JSON.stringify(shown(entry)), ...texts].join(' ').toLowerCase()
}

/** The doctor's word, or that there is none here. */
export async function explained(
  mock: MockGateway,
  explain: Explain | undefined,
  number: number,
  language: 'en' | 'zh' = 'en',
) {
  const { entries, written } = internalsOf(mock).journal
  const entry = entries[number - 1 - (written - entries.length)]
  if (entry?.kind !== 'request') throw new Error(`the journal has no request ${number}`)
  if (!explain) throw new Error('this gateway was started without a doctor: listen(mock, { control: { explain } })')
  return (await explain(entry.provider, entry.request, entry.at, language)) as { problem: string; next: string }
}
