// Names and shapes of Ripple Payments Direct 2.0 (ripple/payments-direct: openapi_spec/rpd2_spec.yml, 2026.04; docs.ripple.com). Data only.

export const hosts = { production: 'https://api.ripple.com', sandbox: 'https://api.test.ripple.com' } as const

/** What a token is asked for. */
export const audienceOf = (tenantId: string, sandbox: boolean): string =>
  `urn:ripplexcurrent-${sandbox ? 'test' : 'prod'}:${tenantId}`

/** In lower case. Unconfirmed: no header is documented. */
export const requestIdHeader = 'x-request-id'

/** Quotes, and the payments that are made of them, are named by one. */
export const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

// Numbers are read as their texts, so that in these shapes they are strings. No spreads in here: a bundler cannot drop a constant
// that has one.

export const tokenShape = { access_token: 'string', expires_in: 'string', 'scope?': 'string' } as const

/** One of the errors of a refusal. */
export const errorShape = { code: 'string', 'type?': 'string', 'title?': 'string', 'description?': 'string' } as const

/** What the token's endpoint refuses with. */
export const tokenErrorShape = { error: 'string', 'error_description?': 'string' } as const

const feeShape = { 'totalFee?': 'string', 'feeCurrency?': 'string' } as const
const taxShape = { 'totalTaxes?': 'string', 'taxCurrency?': 'string' } as const
const rateShape = { 'adjustedRate?': 'string' } as const

export const quoteShape = {
  quoteId: 'string',
  quoteStatus: 'string',
  'sourceAmount?': 'string',
  sourceCurrency: 'string',
  'destinationAmount?': 'string',
  destinationCurrency: 'string',
  'payoutCategory?': 'string',
  'payinCategory?': 'string',
  'paymentRail?': 'string',
  'adjustedExchangeRate?': rateShape,
  'fees?': [feeShape],
  'taxes?': [taxShape],
  'createdAt?': 'string',
  'expiresAt?': 'string',
} as const

export const quotesShape = { quoteCollectionId: 'string', quotes: [quoteShape] } as const

export const paymentShape = {
  paymentId: 'string',
  paymentState: 'string',
  'cryptoTransactionHash?': 'string',
  'initiatedAt?': 'string',
  'lastStateUpdatedAt?': 'string',
  'jitFundingExpiresAt?': 'string',
  'originator?': {
    'originatorIdentityId?': 'string',
    'internalId?': 'string',
    'sourceAmount?': 'string',
    'sourceCurrency?': 'string',
  },
  'destination?': {
    'beneficiaryIdentityId?': 'string',
    'beneficiaryFinancialInstrumentId?': 'string',
    'destinationAmount?': 'string',
    'destinationCurrency?': 'string',
    'selectedPaymentRail?': 'string',
  },
  'adjustedExchangeRate?': rateShape,
  'fees?': [feeShape],
  'taxes?': [taxShape],
  /** A list by the schema, one object in published samples. */
  'errors?': 'unknown',
} as const

export const pageShape = { data: [paymentShape], 'page?': { 'lastPageToken?': 'string' } } as const

export const balancesShape = {
  timestamp: 'string',
  balances: [{ 'fundingType?': 'string', currency: 'string', availableBalance: 'string', reservedBalance: 'string' }],
} as const

/** A notice, which nobody signs. */
export const noticeShape = { id: 'string', eventType: 'string', 'eventData?': { 'paymentId?': 'string' } } as const
