import { compareDecimals, type Decimal, formatDecimal } from '../../core/decimal.js'
import { closeOrder, nameOrder, payOrder, placeOrder } from '../../mock/book.js'
import { randomDigits, randomHex, randomUuid } from '../../mock/numbers.js'
import { refuse } from '../../mock/refusal.js'
import { amountIn, chainIn, currencyIn, objectIn } from './fields.js'
import { type Handler, type Intent, invalid, isoOf, memoryOf, notFound, type Platform, type Step } from './platform.js'
import { intentOf, masterWalletId, receivedOf } from './shapes.js'
import { tell } from './tell.js'

const eightHours = 8 * 3_600_000

/** `POST /v1/paymentIntents`. */
export const createIntent: Handler = (platform, { body }) => {
  const { book, clock, options } = platform
  const kind = body.type ?? 'continuous'
  if (kind !== 'transient' && kind !== 'continuous') throw invalid('type')
  const [method, ...more] = Array.isArray(body.paymentMethods) ? (body.paymentMethods as unknown[]) : []
  if (objectIn({ method }, 'method', 'paymentMethods').type !== 'blockchain' || more.length > 0)
    throw invalid('paymentMethods')
  const chain = chainIn(method, 'paymentMethods[0].chain')
  const settlementCurrency = currencyIn(body, 'settlementCurrency')
  const wallet = body.merchantWalletId
  if (kind === 'continuous' && wallet === undefined) throw invalid('merchantWalletId')
  if (wallet !== undefined && wallet !== masterWalletId) throw invalid('merchantWalletId')
  const { amount, currency } =
    kind === 'transient' ? amountIn(body, 'amount') : { amount: undefined, currency: currencyIn(body, 'currency') }
  if (currency !== settlementCurrency) throw invalid('settlementCurrency')
  const now = clock.now()
  const intent: Intent = {
    id: randomUuid(),
    kind,
    currency,
    amount,
    chain,
    merchantWalletId: masterWalletId,
    createdAt: now,
    addressAt: now + (options.addressAfter ?? 1000),
    address: newAddress(chain),
    addressTag: /^(XLM|HBAR|NOBLE)$/.test(chain) ? randomDigits(9) : undefined,
    updatedAt: now,
    timeline: [{ status: 'created', time: isoOf(now) }],
    payments: [],
  }
  memoryOf(platform).intents.set(intent.id, intent)
  if (amount) {
    const order = placeOrder(book, {
      orderId: intent.id,
      amount: { currency: currency as 'USD' | 'EUR', value: centsOf(amount) },
      tokens: `${formatDecimal(amount)} ${currency === 'EUR' ? 'EURC' : 'USDC'}`,
      createdAt: now,
      expiresAt: now + eightHours,
      opened: true,
      wire: intent,
    })
    intent.order = order
    nameOrder(book, intent.id, order)
  }
  // Told when its time comes, whoever asks meanwhile.
  const ready = step(intent, kind === 'transient' ? 'pending' : 'active', intent.addressAt)
  tell(
    platform,
    'paymentIntents',
    intentOf({ ...intent, timeline: [ready, ...intent.timeline] }, intent.addressAt),
    intent.addressAt,
  )
  return intentOf(intent, now)
}

const step = (intent: Intent, status: string, at: number, more: Partial<Step> = {}): Step => {
  intent.updatedAt = at
  return { status, time: isoOf(at), ...more }
}

/** What the book can hold: whole cents, and none of them too few. */
const centsOf = ({ digits, exponent }: Decimal): number => {
  const millionths = digits * 10n ** BigInt(exponent + 6)
  return Number((millionths + 9_999n) / 10_000n)
}

function newAddress(chain: string): string {
  if (/^(ARB|ARC|AVAX|BASE|ETH|OP|POLY)$/.test(chain)) return `0x${randomHex(20)}`
  // As long as those of the other chains are.
  return chain === 'XLM' ? `G${randomHex(28).toUpperCase().slice(0, 55)}` : `${randomHex(22)}`
}

/** Does what has come due since: the address is there, the time is over. */
export function look(platform: Platform, intent: Intent): Intent {
  const { clock } = platform
  const now = clock.now()
  const [newest] = intent.timeline
  if (newest?.status === 'created' && now >= intent.addressAt)
    intent.timeline.unshift(step(intent, intent.kind === 'transient' ? 'pending' : 'active', intent.addressAt))
  const { order } = intent
  if (order && intent.timeline[0]?.status === 'pending' && now > order.expiresAt)
    expireNow(platform, intent, {}, order.expiresAt)
  return intent
}

function expireNow(platform: Platform, intent: Intent, more: Partial<Step>, at: number): void {
  const context = receivedOf(intent).digits > 0n ? { context: 'underpaid' } : {}
  intent.timeline.unshift(step(intent, 'expired', at, { ...context, ...more }))
  if (intent.order?.status === 'pending') closeOrder(intent.order)
  tell(platform, 'paymentIntents', intentOf(intent, platform.clock.now()))
}

export function intentIn(platform: Platform, id: string): Intent {
  const intent = memoryOf(platform).intents.get(id)
  if (!intent) throw notFound()
  return look(platform, intent)
}

/** `GET /v1/paymentIntents/{id}`. */
export const getIntent: Handler = (platform, { id }) => intentOf(intentIn(platform, id), platform.clock.now())

/** `GET /v1/paymentIntents`. */
export const listIntents: Handler = (platform, { query }) => {
  const all = [...memoryOf(platform).intents.values()].map((intent) =>
    intentOf(look(platform, intent), platform.clock.now()),
  )
  const wanted = query.get('status')
  return all.filter(({ timeline }) => wanted === null || (timeline as Step[])[0]?.status === wanted).reverse()
}

/** `POST /v1/paymentIntents/{id}/expire`: only what is pending, and transient. */
export const expireIntent: Handler = (platform, { id }) => {
  const intent = intentIn(platform, id)
  const [newest] = intent.timeline
  if (intent.kind !== 'transient' || !/^(created|pending)$/.test(newest!.status))
    throw refuse(400, '2', 'The payment intent cannot be expired.')
  expireNow(platform, intent, { reason: 'requested_by_merchant' }, platform.clock.now())
  return intentOf(intent, platform.clock.now())
}

/** A payment of it has settled: it may be complete now. */
export function settleIntent(platform: Platform, intent: Intent, now: number): void {
  const { amount, order, timeline } = intent
  intent.updatedAt = now
  const [newest] = timeline
  const isOpen =
    newest?.status === 'pending' || (newest?.status === 'expired' && platform.options.unconfirmed?.completesLate)
  const received = receivedOf(intent)
  if (amount && isOpen && compareDecimals(received, amount) >= 0) {
    const context = compareDecimals(received, amount) > 0 ? 'overpaid' : 'paid'
    timeline.unshift(step(intent, 'complete', now, { context }))
    const paymentId = intent.payments.at(-1)!.id
    if (order?.status === 'pending' && now <= order.expiresAt)
      payOrder(order, { paymentId, payerId: intent.payments.at(-1)!.address, now })
  }
  tell(platform, 'paymentIntents', intentOf(intent, now))
}

/** A refund of it begins, which ends it. */
export function startRefund(platform: Platform, intent: Intent, now: number): void {
  if (intent.timeline[0]?.status !== 'refunded') intent.timeline.unshift(step(intent, 'refunded', now))
  tell(platform, 'paymentIntents', intentOf(intent, now))
}
