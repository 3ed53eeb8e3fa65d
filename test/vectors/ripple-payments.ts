import type { Sample } from './flip.js'

export type RippleVector = Sample & { readonly source: string; readonly status?: number; readonly body: string }

const spec = 'ripple/payments-direct: openapi_spec/rpd2_spec.yml (2026.04)'
const docs = 'docs.ripple.com: payments-direct-2, API errors overview'

/** Bodies put together of the examples that Ripple publishes for each member, and the refusals that it publishes whole. */
export const vectors: readonly RippleVector[] = [
  {
    name: 'a collection of quotes',
    kind: 'quotes',
    source: spec,
    body: '{"quoteCollectionId":"11111111-aaaa-2222-bbbb-222222222222","quotes":[{"quoteId":"7ea3399c-1234-5678-8d8f-d320ea406630","quoteStatus":"ACTIVE","quoteAmountType":"SOURCE_AMOUNT","sourceAmount":123.45,"destinationAmount":2438.19,"sourceCurrency":"USD","destinationCurrency":"MXN","sourceCountry":"US","destinationCountry":"MX","payoutCategory":"BANK","payinCategory":"PRE_FUNDING","adjustedExchangeRate":{"adjustedRate":2},"fees":[{"totalFee":12.23,"feeCurrency":"USD","feeBreakdown":[{"calculatedFee":2.43,"feeName":"Service fee","feeDescription":"The service fee charged for this transaction."}]}],"taxes":[],"paymentRail":"RTP","createdAt":"2023-11-02T18:26:00.000123Z","expiresAt":"2023-11-02T18:26:00.000123Z"}]}',
    expected: {
      quoteCollectionId: '11111111-aaaa-2222-bbbb-222222222222',
      quotes: [
        {
          quoteId: '7ea3399c-1234-5678-8d8f-d320ea406630',
          status: 'active',
          source: { currency: 'USD', value: '123.45' },
          destination: { currency: 'MXN', value: '2438.19' },
          rate: '2',
          fees: [{ currency: 'USD', value: '12.23' }],
          rail: 'RTP',
          expiresAt: '2023-11-02T18:26:00.000Z',
        },
      ],
    },
  },
  {
    name: 'a payment',
    kind: 'payment',
    source: spec,
    body: '{"paymentId":"7ea3399c-1234-5678-8d8f-d320ea406630","cryptoTransactionHash":"0x2b1f8b57dd6008143ff926ea9d9cd2365774cd0c5e6f379558a88c61c52071eb","initiatedAt":"2019-08-24T14:15:22Z","expiresAt":"2019-08-24T14:15:22Z","jitFundingExpiresAt":"2019-08-24T14:15:22Z","lastStateUpdatedAt":"2019-08-24T14:15:22Z","paymentState":"INITIATED","originator":{"originatorIdentityId":"7ea3399c-1234-5678-8d8f-d320ea406630","originatorIdentityIdVersion":1,"originatorIdentityNickName":"Successful Business Sender","internalId":"Invoice-123","sourceCurrency":"USD","sourceAmount":100,"payin":"FUNDED"},"destination":{"beneficiaryFinancialInstrumentId":"7ea3399c-1234-5678-8d8f-d320ea406630","destinationAmount":1234.111223,"destinationCountry":"US","destinationCurrency":"USD","destinationBlockchainNetwork":"Ethereum, TRON","beneficiaryIdentityId":"7ea3399c-1234-5678-8d8f-d320ea406630","beneficiaryIdentityVersion":1,"beneficiaryIdentityNickName":"Successful business beneficiary","payout":"BANK","selectedPaymentRail":"XRP_LEDGER"},"adjustedExchangeRate":{"adjustedRate":2},"fees":[{"totalFee":12.23,"feeCurrency":"USD"}],"errors":[{"code":"SYS_003","title":"Internal Server Error","type":"SYSTEM_ERROR","description":"The payout category value must be one of BANK, EWALLET, CASH_PICKUP, or ATM.","timestamp":"2024-11-21T14:15:22Z"}],"paymentLabels":["batchId=aaaaaaaa-1111-bbbb-abab-123412341234"]}',
    expected: {
      quoteId: '7ea3399c-1234-5678-8d8f-d320ea406630',
      transferId: 'Invoice-123',
      status: 'pending',
      state: 'INITIATED',
      source: { currency: 'USD', value: '100' },
      destination: { currency: 'USD', value: '1234.111223' },
      rate: '2',
      fees: [{ currency: 'USD', value: '12.23' }],
      beneficiaryIdentityId: '7ea3399c-1234-5678-8d8f-d320ea406630',
      beneficiaryFinancialInstrumentId: '7ea3399c-1234-5678-8d8f-d320ea406630',
      initiatedAt: '2019-08-24T14:15:22.000Z',
      updatedAt: '2019-08-24T14:15:22.000Z',
      fundingExpiresAt: '2019-08-24T14:15:22.000Z',
      transactionHash: '0x2b1f8b57dd6008143ff926ea9d9cd2365774cd0c5e6f379558a88c61c52071eb',
      providerCode: 'SYS_003',
    },
  },
  {
    name: 'balances',
    kind: 'balances',
    source: spec,
    body: '{"timestamp":"2025-01-10T00:00:00.000000Z","balances":[{"fundingType":"FUNDED","currency":"USD","availableBalance":1000,"reservedBalance":100}]}',
    expected: {
      at: '2025-01-10T00:00:00.000Z',
      balances: [{ available: { currency: 'USD', value: '1000' }, reserved: { currency: 'USD', value: '100' } }],
    },
  },
  {
    name: 'a refusal whose errors are one object',
    kind: 'refusal',
    source: spec,
    status: 402,
    body: '{"status":402,"errors":{"code":"USR_067","type":"USER_ERROR","title":"Insufficient balance","description":"Payment failed due to insufficient balance. Add funds to your account and try again.","timestamp":"2024-12-01T12:00:00Z"}}',
    expected: {
      code: 'BALANCE_TOO_LOW',
      outcome: 'rejected',
      providerCode: 'USR_067',
      providerMessage:
        'Insufficient balance: Payment failed due to insufficient balance. Add funds to your account and try again.',
    },
  },
  {
    name: 'a bare refusal',
    kind: 'refusal',
    source: docs,
    status: 402,
    body: '{"code":"USR_067","type":"USER_ERROR","title":"Insufficient balance","description":"Payment failed due to insufficient balance. Add funds before retrying.","status":402,"timestamp":"2025-08-21T10:15:30Z"}',
    expected: {
      code: 'BALANCE_TOO_LOW',
      outcome: 'rejected',
      providerCode: 'USR_067',
      providerMessage: 'Insufficient balance: Payment failed due to insufficient balance. Add funds before retrying.',
    },
  },
  {
    name: 'a refusal with a list',
    kind: 'refusal',
    source: spec,
    status: 400,
    body: '{"status":400,"errors":[{"code":"USR_001","title":"Bad Request","type":"USER_VALIDATION_ERROR","description":"Invalid request. Check your request parameters and try again.","timestamp":"2024-12-01T12:00:00Z"}]}',
    expected: {
      code: 'REQUEST_REFUSED',
      outcome: 'rejected',
      providerCode: 'USR_001',
      providerMessage: 'Bad Request: Invalid request. Check your request parameters and try again.',
    },
  },
  {
    name: 'a failure of the server’s',
    kind: 'refusal',
    source: spec,
    status: 500,
    body: '{"status":"500","errors":{"code":"SYS_001","type":"SYSTEM_ERROR","title":"Internal Server Error","description":"Unable to process the request due to an internal server error.","timestamp":"2024-12-01T12:00:00Z"}}',
    expected: {
      code: 'PROVIDER_UNAVAILABLE',
      outcome: 'unknown',
      providerCode: 'SYS_001',
      providerMessage: 'Internal Server Error: Unable to process the request due to an internal server error.',
    },
  },
  {
    name: 'credentials that are refused',
    kind: 'token-refusal',
    source: spec,
    status: 401,
    body: '{"error_description":"Unauthorized","error":"access_denied"}',
    expected: {
      code: 'NOT_PERMITTED',
      outcome: 'not-sent',
      providerCode: 'access_denied',
      providerMessage: 'Unauthorized',
    },
  },
  {
    name: 'a request for a token without its grant',
    kind: 'token-refusal',
    source: spec,
    status: 400,
    body: '{"error_description":"Missing required parameter: grant_type","error":"invalid_request"}',
    expected: {
      code: 'REQUEST_REFUSED',
      outcome: 'not-sent',
      providerCode: 'invalid_request',
      providerMessage: 'Missing required parameter: grant_type',
    },
  },
]
