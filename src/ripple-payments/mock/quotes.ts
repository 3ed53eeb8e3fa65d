import { addDecimals, compareDecimals, type Decimal, parseDecimal, subtractDecimals } from '../../core/decimal.js'
import type { Json } from '../../mock/http.js'
import { randomUuid } from '../../mock/numbers.js'
import { refuse } from '../../mock/refusal.js'
import { numberOf, product, quotient, rounded } from './numbers.js'
import { type Handler, invalid, isoOf, memoryOf, type Platform, type Quote } from './platform.js'

/** By ISO 4217, as far as the mock knows; a token has six. */
const decimalsOf = (currency: string) =>
  ({ JPY: 0, KRW: 0, CLP: 0, VND: 0, BHD: 3, KWD: 3, RLUSD: 6, USDC: 6 })[currency] ?? 2

/** A transfer costs 0.5 % of what is paid, and 1 at least. */
const fees = {
  part: { digits: 5n, exponent: -3 },
  rest: { digits: 995n, exponent: -3 },
  least: { digits: 1n, exponent: 0 },
}

/** `POST /v2/quotes/quote-collection`: one quote. */
export const createQuotes: Handler = (platform, { body }) => {
  const { clock, options } = platform
  const sourceCurrency = textIn(body, 'sourceCurrency', /^[a-zA-Z]{3,5}$/)
  const destinationCurrency = textIn(body, 'destinationCurrency', /^[a-zA-Z]{3,5}$/)
  const type = textIn(body, 'quoteAmountType', /^(SOURCE|DESTINATION)_AMOUNT$/)
  const payin = textIn(body, 'payinCategory', /^./)
  if (!/^(PRE_FUNDING|CREDIT_FUNDING|JIT_FUNDING|FUNDED|T_PLUS_ONE)$/.test(payin))
    throw refuse(400, 'USR_014', 'Incorrect pay in category')
  if (!/^(BANK|CRYPTO|EWALLET|CASH_PICKUP|ATM)$/.test(textIn(body, 'payoutCategory', /^./)))
    throw refuse(400, 'USR_015', 'Incorrect payout category')
  const amount =
    typeof body.quoteAmount === 'number' && body.quoteAmount >= 1 ? parseDecimal(String(body.quoteAmount)) : undefined
  if (!amount) throw invalid('quoteAmount must be a number of at least 1.')
  const rate = parseDecimal(
    options.rates?.[`${sourceCurrency}-${destinationCurrency}`] ?? usualRate(sourceCurrency, destinationCurrency),
  )!
  const source =
    type === 'SOURCE_AMOUNT' ? amount : rounded(withFee(quotient(amount, rate)), decimalsOf(sourceCurrency))
  const fee = feeOf(source)
  if (compareDecimals(source, fee) <= 0) throw refuse(400, 'USR_013', 'Insufficient quote amount')
  const destination =
    type === 'SOURCE_AMOUNT'
      ? rounded(product(subtractDecimals(source, fee), rate), decimalsOf(destinationCurrency))
      : amount
  const now = clock.now()
  const quote: Quote = {
    id: randomUuid(),
    collectionId: randomUuid(),
    amountType: type,
    source: { currency: sourceCurrency, value: source },
    destination: { currency: destinationCurrency, value: destination },
    rate,
    fee: { currency: sourceCurrency, value: fee },
    asked: body,
    createdAt: now,
    expiresAt: now + (options.quoteLifetime ?? 900_000),
  }
  memoryOf(platform).quotes.set(quote.id, quote)
  return { quoteCollectionId: quote.collectionId, quotes: [quoteOf(platform, quote)] }
}

const usualRate = (from: string, to: string) => (from === 'USD' && to === 'MXN' ? '19.746512345678901' : '1')

/** What has to be paid so that so much is left. */
function withFee(net: Decimal): Decimal {
  const [part, least] = [quotient(net, fees.rest), addDecimals(net, fees.least)]
  return compareDecimals(part, least) > 0 ? part : least
}

function feeOf(source: Decimal): Decimal {
  const part = rounded(product(source, fees.part), 2)
  return compareDecimals(part, fees.least) > 0 ? part : fees.least
}

/** `GET /v2/quotes/{id}`. */
export const getQuote: Handler = (platform, { parts }) => {
  const quote = memoryOf(platform).quotes.get(parts.id!)
  if (!quote) throw refuse(404, 'USR_011', 'Invalid quote')
  return quoteOf(platform, quote)
}

/** `GET /v2/quotes/quote-collection/{id}`. */
export const getQuotes: Handler = (platform, { parts }) => {
  const quotes = [...memoryOf(platform).quotes.values()].filter(({ collectionId }) => collectionId === parts.id)
  if (quotes.length === 0) throw refuse(404, 'USR_012', 'Invalid quote collection')
  return { quoteCollectionId: parts.id, quotes: quotes.map((quote) => quoteOf(platform, quote)) }
}

function quoteOf({ clock }: Platform, quote: Quote): Json {
  const { asked, source, destination } = quote
  return {
    quoteId: quote.id,
    quoteStatus: clock.now() < quote.expiresAt ? 'ACTIVE' : 'EXPIRED',
    quoteAmountType: quote.amountType,
    sourceAmount: numberOf(source.value),
    destinationAmount: numberOf(destination.value),
    sourceCurrency: source.currency,
    destinationCurrency: destination.currency,
    sourceCountry: asked.sourceCountry,
    destinationCountry: asked.destinationCountry,
    payoutCategory: asked.payoutCategory,
    payinCategory: asked.payinCategory,
    ...chargesOf(quote),
    paymentRail: 'RTP',
    createdAt: isoOf(quote.createdAt),
    expiresAt: isoOf(quote.expiresAt),
  }
}

export const chargesOf = ({ rate, fee }: Quote): Json => ({
  adjustedExchangeRate: { adjustedRate: numberOf(rate) },
  fees: [
    {
      totalFee: numberOf(fee.value),
      feeCurrency: fee.currency,
      feeBreakdown: [
        {
          calculatedFee: numberOf(fee.value),
          feeName: 'Service fee',
          feeDescription: 'The service fee charged for this transaction.',
        },
      ],
    },
  ],
  taxes: [],
})

export function textIn(from: Json, name: string, pattern: RegExp): string {
  const value = from[name]
  if (typeof value !== 'string' || !pattern.test(value)) throw invalid(`${name} is missing or not valid.`)
  return value
}
