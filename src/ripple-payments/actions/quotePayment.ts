import * as z from 'zod/mini'
import { mustAnswer } from '../../core/answers.js'
import type { CallOptions, Client } from '../../core/client.js'
import { checkParameters, parameterSchema, unless } from '../../core/parameters.js'
import { inShape } from '../../core/shape.js'
import type { RipplePaymentsAccount } from '../account.js'
import { call } from '../call.js'
import * as limits from '../limits.js'
import { type RippleQuote, toQuote } from '../quote.js'
import { quotePaymentRefusals } from '../refusals.js'
import { quotesShape } from '../wire.js'

export type QuotePaymentParameters = {
  /** What you pay. */
  source: {
    /** Three to five capitals. */
    currency: string
    /** A decimal text from 1 on, such as `'1000.00'`: at most 6 decimals and 15 digits. Left out where `destination` has one. */
    value?: string
    /** Where you are: two capitals. */
    country?: string
  }
  /** What arrives. Of the two sides one names its `value`, and the quote tells the other's. */
  destination: {
    /** Three to five capitals. */
    currency: string
    /** A decimal text from 1 on, such as `'20000.00'`: at most 6 decimals and 15 digits. Left out where `source` has one. */
    value?: string
    /** Where the beneficiary is: two capitals. */
    country?: string
    /** The chain that a token arrives on, such as `Ethereum`. */
    network?: string
  }
  /** How it arrives. Default `BANK`; `CRYPTO` for a token to a wallet. */
  payoutCategory?: string
  /** How you fund it: `PRE_FUNDING`, `CREDIT_FUNDING`, `JIT_FUNDING`. Default `PRE_FUNDING`, from your balance. */
  payinCategory?: string
}

export type QuotePaymentResult = {
  /** Ripple's number of them all. */
  readonly quoteCollectionId: string
  /** None where Ripple has no way for it. */
  readonly quotes: readonly RippleQuote[]
}

/**
 * Asks what a payment would cost and bring. No money moves, and a quote is good for some minutes: `transferFunds` pays by it.
 *
 * @throws `REQUEST_REFUSED` for an amount that does not cover the fees, or categories that are not yours; the codes of the pipeline.
 * @see https://docs.ripple.com/products/payments-direct-2/api-docs
 * @example
 * const { quotes } = await quotePayment(client, {
 *   source: { currency: 'USD', value: '1000.00' },
 *   destination: { currency: 'MXN', country: 'MX' },
 * })
 */
export async function quotePayment(
  client: Client<RipplePaymentsAccount>,
  parameters: QuotePaymentParameters,
  options?: CallOptions,
): Promise<QuotePaymentResult> {
  const given = checkParameters('quotePayment', quotePaymentParameters, parameters)
  const { source, destination, payoutCategory = 'BANK', payinCategory = 'PRE_FUNDING' } = given
  return call(
    client,
    {
      action: 'quotePayment',
      path: '/v2/quotes/quote-collection',
      body: {
        // Of 15 digits at most, which a number keeps.
        quoteAmount: Number(source.value ?? destination.value),
        quoteAmountType: source.value === undefined ? 'DESTINATION_AMOUNT' : 'SOURCE_AMOUNT',
        sourceCurrency: source.currency,
        destinationCurrency: destination.currency,
        sourceCountry: source.country,
        destinationCountry: destination.country,
        destinationBlockchainNetwork: destination.network,
        payoutCategory,
        payinCategory,
      },
      refusals: quotePaymentRefusals,
      query: true,
      repeat: 'always',
      resolve: 'Ask again: a quote moves no money.',
      decode({ value }) {
        const { quoteCollectionId, quotes } = inShape(quotesShape, value)
        for (const quote of quotes) {
          mustAnswer({
            sourceCurrency: [source.currency, quote.sourceCurrency],
            destinationCurrency: [destination.currency, quote.destinationCurrency],
            payinCategory: [quote.payinCategory && payinCategory, quote.payinCategory],
          })
        }
        return { quoteCollectionId, quotes: quotes.map(toQuote) }
      },
    },
    options,
  )
}

/** What quotePayment accepts. */
export const quotePaymentParameters = /* @__PURE__ */ parameterSchema<QuotePaymentParameters>(() => {
  const members = {
    currency: limits.currency(),
    value: z.optional(limits.value()),
    country: z.optional(limits.country()),
  }
  return z
    .strictObject({
      source: z.strictObject(members),
      destination: z.strictObject({ ...members, network: z.optional(limits.network()) }),
      payoutCategory: z.optional(limits.category()),
      payinCategory: z.optional(limits.category()),
    })
    .check(
      unless(
        ({ source, destination }) => {
          if ((source?.value === undefined) !== (destination?.value === undefined)) return undefined
          return 'must be given, or destination.value in its place, and not both'
        },
        ['source', 'value'],
      ),
    )
})
