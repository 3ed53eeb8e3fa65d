import { addDecimals, compareDecimals, nought, subtractDecimals } from '../../core/decimal.js'
import type { Json } from '../../mock/http.js'
import { refuse } from '../../mock/refusal.js'
import { numberOf } from './numbers.js'
import {
  type Handler,
  invalid,
  isoOf,
  memoryOf,
  notFound,
  type Payment,
  type Platform,
  type Quote,
  type RipplePaymentsState,
} from './platform.js'
import { chargesOf, textIn } from './quotes.js'

/** `POST /v3/payments`: one payment of one quote. */
export const createPayment: Handler = (platform, { body }) => {
  const { clock, options } = platform
  const memory = memoryOf(platform)
  const quoteId = textIn(body, 'quoteId', /^[0-9a-f-]{36}$/)
  const known = memory.payments.get(quoteId)
  if (known && options.unconfirmed?.repeatsPayments) return paymentOf(known)
  if (known) throw invalid('The quote was accepted before.')
  const quote = memory.quotes.get(quoteId)
  if (!quote) throw refuse(404, 'USR_011', 'Invalid quote')
  if (clock.now() >= quote.expiresAt) throw invalid('The quote has expired.')
  mustBeKnown(platform, body)
  if (body.internalId !== undefined) textIn(body, 'internalId', /^.{1,36}$/)
  const waits = quote.asked.payinCategory === 'JIT_FUNDING'
  if (!waits) reserve(platform, quote)
  const now = clock.now()
  const payment: Payment = {
    quote,
    asked: body,
    labels: (body.paymentLabels ?? []) as readonly string[],
    createdAt: now,
    state: waits ? 'AWAITING_FUNDING' : 'INITIATED',
    updatedAt: now,
    error: undefined,
    transitions: [
      { updatedFrom: 'QUOTED', updatedTo: waits ? 'AWAITING_FUNDING' : 'INITIATED', updatedAt: isoOf(now) },
    ],
  }
  memory.payments.set(quoteId, payment)
  tell(platform, payment)
  return paymentOf(payment)
}

/** Whom it goes to must stand among the identities, once there are any: who tests without them need not make one. */
function mustBeKnown(platform: Platform, body: Json): void {
  const { identities } = memoryOf(platform)
  const beneficiary = textIn(body, 'beneficiaryIdentityId', /^[\w-]{1,64}$/)
  const instrument = textIn(body, 'beneficiaryFinancialInstrumentId', /^[\w-]{1,64}$/)
  if (identities.size > 0 && !identities.get(beneficiary)?.instruments.has(instrument))
    throw notFound('No such beneficiary or financial instrument.')
}

const isPrefunded = ({ asked }: Quote) => asked.payinCategory === 'PRE_FUNDING' || asked.payinCategory === 'FUNDED'

export function balanceOf(platform: Platform, currency: string) {
  const { balances } = memoryOf(platform)
  const found = balances.get(currency) ?? { available: nought, reserved: nought }
  balances.set(currency, found)
  return found
}

function reserve(platform: Platform, quote: Quote): void {
  if (!isPrefunded(quote)) return
  const { currency, value } = quote.source
  const balance = balanceOf(platform, currency)
  if (compareDecimals(balance.available, value) < 0)
    throw refuse(402, 'USR_067', 'Insufficient balance', {
      description: 'Payment failed due to insufficient balance. Add funds to your account and try again.',
    })
  balance.available = subtractDecimals(balance.available, value)
  balance.reserved = addDecimals(balance.reserved, value)
}

/** Where the money is after a step. */
function settle(platform: Platform, { quote, state: from }: Payment, to: RipplePaymentsState): void {
  if (!isPrefunded(quote)) return
  const balance = balanceOf(platform, quote.source.currency)
  const { value } = quote.source
  const isBack = to === 'FAILED' || to === 'DECLINED' || to === 'RETURNED'
  const isReserved = from === 'INITIATED' || from === 'VALIDATING'
  if (isReserved && (isBack || to === 'TRANSFERRING')) balance.reserved = subtractDecimals(balance.reserved, value)
  if (isBack) balance.available = addDecimals(balance.available, value)
}

/** What follows a state on the way to success. */
const nextStates: Partial<Record<RipplePaymentsState, RipplePaymentsState>> = {
  AWAITING_FUNDING: 'INITIATED',
  INITIATED: 'VALIDATING',
  VALIDATING: 'TRANSFERRING',
  TRANSFERRING: 'COMPLETED',
}

/** The steps from one state to another; none where no way leads there. */
function stepsTo(from: RipplePaymentsState, to: RipplePaymentsState): RipplePaymentsState[] {
  // It may fail at any moment before its end.
  if (to === 'FAILED' || to === 'DECLINED') return nextStates[from] ? [to] : []
  const steps: RipplePaymentsState[] = []
  for (let at = nextStates[from]; at; at = nextStates[at]) {
    steps.push(at)
    if (at === to) return steps
  }
  return to === 'RETURNED' && (steps.at(-1) ?? from) === 'COMPLETED' ? [...steps, to] : []
}

const states: readonly RipplePaymentsState[] = [
  ...(['COMPLETED', 'FAILED', 'DECLINED', 'RETURNED'] as const),
  ...(['INITIATED', 'VALIDATING', 'TRANSFERRING'] as const),
]

/** The states that a payment can be taken on to, the ends first. */
export const statesAfter = (from: RipplePaymentsState): RipplePaymentsState[] =>
  states.filter((to) => stepsTo(from, to).length > 0)

/** A payment goes on, step by step, until it is in this state; false where no way leads there. */
export function move(platform: Platform, payment: Payment, to: RipplePaymentsState, error: Payment['error']): boolean {
  const path = stepsTo(payment.state, to)
  for (const state of path) {
    const now = platform.clock.now()
    settle(platform, payment, state)
    payment.transitions.push({ updatedFrom: payment.state, updatedTo: state, updatedAt: isoOf(now) })
    payment.state = state
    payment.updatedAt = now
    if (state === to) payment.error = error
    tell(platform, payment)
  }
  return path.length > 0
}

/** Tells of a payment as it stands now. Under which name the state goes is unconfirmed. */
function tell(platform: Platform, { quote, state, createdAt }: Payment): void {
  const resource = {
    paymentId: quote.id,
    paymentState: state,
    createdAt: isoOf(createdAt),
    expiresAt: isoOf(quote.expiresAt),
    sourceCurrency: quote.source.currency,
    sourceAmount: numberOf(quote.source.value),
  }
  const url = platform.notifyUrls.payment
  platform.notify({ type: 'other', eventType: 'PAYMENT_STATE_TRANSITION', resource, url, at: platform.clock.now() })
}

/** `GET /v3/payments/{id}`. */
export const getPayment: Handler = (platform, { parts }) => {
  const { payments, quotes } = memoryOf(platform)
  const payment = payments.get(parts.id!)
  if (payment) return { ...paymentOf(payment), ...(payment.error && { errors: [errorOf(payment)] }) }
  if (platform.options.unconfirmed?.tellsQuotes && quotes.has(parts.id!))
    return { paymentId: parts.id, paymentState: 'QUOTED' }
  throw notFound()
}

const errorOf = ({ error, updatedAt }: Payment): Json => ({
  code: error!.code,
  type: error!.code.startsWith('SYS') ? 'SYSTEM_ERROR' : 'USER_ERROR',
  title: error!.title,
  description: error!.title,
  timestamp: isoOf(updatedAt),
})

/** `GET /v3/payments/{id}/states`. */
export const getStates: Handler = (platform, { parts }) => {
  const payment = memoryOf(platform).payments.get(parts.id!)
  if (!payment) throw notFound()
  return { stateTransitions: payment.transitions }
}

/** `PATCH /v3/payments/{id}/labels`. */
export const updateLabels: Handler = (platform, { parts, body }) => {
  const payment = memoryOf(platform).payments.get(parts.id!)
  if (!payment) throw notFound()
  if (!Array.isArray(body.paymentLabels)) throw invalid('paymentLabels must be a list.')
  payment.labels = body.paymentLabels as string[]
  return { paymentId: parts.id, paymentLabels: payment.labels }
}

/** `POST /v3/payments/filter`: the newest first, by page; `internalId` by its beginning. */
export const searchPayments: Handler = (platform, { body }) => {
  const { filter = {}, page = {}, sort } = body as { filter?: Json; page?: Json; sort?: Json }
  const { size = 20, lastPageToken } = page as { size?: number; lastPageToken?: string }
  const within = (name: string, value: unknown) =>
    !Array.isArray(filter[name]) || (filter[name] as unknown[]).includes(value)
  const time = (name: string) => (typeof filter[name] === 'string' ? Date.parse(filter[name]) : undefined)
  const [after = 0, before = Number.POSITIVE_INFINITY] = [time('afterTimestamp'), time('beforeTimestamp')]
  if ((filter.afterTimestamp ?? filter.beforeTimestamp) !== undefined && filter.filterRangeType !== 'PAYMENT_CREATION')
    throw invalid('filterRangeType is missing or not valid.')
  const all = [...memoryOf(platform).payments.values()].filter(
    ({ quote, asked, state, createdAt }) =>
      within('paymentIds', quote.id) &&
      within('paymentStates', state) &&
      within('beneficiaryIdentityIds', asked.beneficiaryIdentityId) &&
      within('destinationCurrencies', quote.destination.currency) &&
      String(asked.internalId ?? '').startsWith(String(filter.internalId ?? '')) &&
      createdAt >= after &&
      createdAt <= before,
  )
  if (sort?.sortDirection !== 'ASC') all.reverse()
  const from = lastPageToken === undefined ? 0 : all.findIndex(({ quote }) => quote.id === lastPageToken) + 1
  const rows = all.slice(from, from + size)
  const last = rows.at(-1)
  return {
    data: rows.map(paymentOf),
    filter,
    sort,
    page: { size, ...(last && { lastPageToken: last.quote.id }) },
  }
}

function paymentOf({ quote, asked, labels, createdAt, state, updatedAt }: Payment): Json {
  return {
    paymentId: quote.id,
    paymentState: state,
    initiatedAt: isoOf(createdAt),
    expiresAt: isoOf(quote.expiresAt),
    lastStateUpdatedAt: isoOf(updatedAt),
    ...(state === 'AWAITING_FUNDING' && { jitFundingExpiresAt: isoOf(quote.expiresAt) }),
    originator: {
      originatorIdentityId: asked.originatorIdentityId,
      internalId: asked.internalId,
      sourceCurrency: quote.source.currency,
      sourceAmount: numberOf(quote.source.value),
      payin: quote.asked.payinCategory,
    },
    destination: {
      beneficiaryIdentityId: asked.beneficiaryIdentityId,
      beneficiaryFinancialInstrumentId: asked.beneficiaryFinancialInstrumentId,
      destinationAmount: numberOf(quote.destination.value),
      destinationCurrency: quote.destination.currency,
      destinationCountry: quote.asked.destinationCountry,
      payout: quote.asked.payoutCategory,
      selectedPaymentRail: 'RTP',
    },
    ...chargesOf(quote),
    sourceOfCash: asked.sourceOfCash,
    purposeCode: asked.purposeCode,
    paymentLabels: labels,
    receiverRelationship: asked.receiverRelationship,
    paymentMemo: asked.paymentMemo,
  }
}

/** `GET /v2/balances`. */
export const getBalances: Handler = (platform, { query }) => {
  const wanted = query.get('currency')
  const balances = [...memoryOf(platform).balances].filter(([currency]) => wanted === null || currency === wanted)
  return {
    timestamp: isoOf(platform.clock.now()),
    balances: balances.map(([currency, { available, reserved }]) => ({
      fundingType: 'FUNDED',
      currency,
      availableBalance: numberOf(available),
      reservedBalance: numberOf(reserved),
    })),
  }
}
