import { addDecimals, type Decimal, formatDecimal, nought, parseDecimal } from '../../core/decimal.js'
import type { Json } from '../../mock/http.js'
import { type Intent, isoOf, type Payment, type Payout, type Recipient } from './platform.js'

// What Circle tells of its objects.

/** At least two decimals. */
export function moneyOf(amount: Decimal, currency: string): Json {
  const [whole, fraction = ''] = formatDecimal(amount).split('.')
  return { amount: `${whole}.${fraction.padEnd(2, '0')}`, currency }
}

const sumOf = ({ payments }: Intent, type: Payment['type']): Decimal =>
  payments
    .filter((payment) => payment.type === type && payment.status === 'paid')
    .reduce((sum, { amount }) => addDecimals(sum, amount), nought)

/** What has come and settled. */
export const receivedOf = (intent: Intent): Decimal => sumOf(intent, 'payment')

/** What is left to pay. */
export function outstandingOf(intent: Intent): Decimal {
  const [wanted, received] = [intent.amount ?? nought, receivedOf(intent)].map(
    ({ digits, exponent }) => digits * 10n ** BigInt(exponent + 6),
  ) as [bigint, bigint]
  return parseDecimal(`${wanted > received ? wanted - received : 0n}e-6`)!
}

export function intentOf(intent: Intent, now: number): Json {
  const { id, kind, currency, amount, chain, address, addressTag, payments, timeline, order } = intent
  const hasAddress = now >= intent.addressAt
  const idsOf = (type: Payment['type']) =>
    payments.filter((payment) => payment.type === type).map((payment) => payment.id)
  return {
    id,
    ...(amount ? { amount: moneyOf(amount, currency) } : { currency }),
    amountPaid: moneyOf(receivedOf(intent), currency),
    amountRefunded: moneyOf(sumOf(intent, 'refund'), currency),
    settlementCurrency: currency,
    paymentMethods: [{ type: 'blockchain', chain, ...(hasAddress && { address, ...(addressTag && { addressTag }) }) }],
    fees: [{ type: 'totalPaymentFees', ...moneyOf(nought, currency) }],
    paymentIds: idsOf('payment'),
    refundIds: idsOf('refund'),
    timeline: timeline.map((step) => ({ ...step })),
    ...(hasAddress && order && { expiresOn: isoOf(order.expiresAt) }),
    createDate: isoOf(intent.createdAt),
    updateDate: isoOf(intent.updatedAt),
    type: kind,
    merchantWalletId: intent.merchantWalletId,
  }
}

export function paymentOf(payment: Payment): Json {
  const { id, type, status, amount, currency, chain, intent, address, transactionHash } = payment
  return {
    id,
    type,
    status,
    merchantId: '7aa7a4c4-8a2c-4a5a-9c1b-1f2b3c4d5e6f',
    merchantWalletId: intent.merchantWalletId,
    amount: moneyOf(amount, currency),
    settlementAmount: moneyOf(amount, currency),
    fees: moneyOf(nought, currency),
    networkFees: { ...moneyOf(nought, currency), feePayer: 'merchant' },
    paymentIntentId: intent.id,
    ...(type === 'payment'
      ? { fromAddresses: { chain, addresses: [address] }, depositAddress: { chain, address: intent.address } }
      : { destination: { chain, address } }),
    transactionHash,
    createDate: isoOf(payment.createdAt),
    updateDate: isoOf(payment.updatedAt),
  }
}

export const payoutOf = ({
  id,
  status,
  amount,
  currency,
  recipient,
  errorCode,
  createdAt,
  updatedAt,
}: Payout): Json => ({
  id,
  sourceWalletId: masterWalletId,
  destination: { type: 'address_book', id: recipient.id },
  amount: moneyOf(amount, currency),
  toAmount: moneyOf(amount, currency),
  fees: moneyOf(nought, currency),
  networkFees: moneyOf(nought, currency),
  status,
  ...(errorCode && { errorCode }),
  createDate: isoOf(createdAt),
  updateDate: isoOf(updatedAt),
})

export const recipientOf = ({
  id,
  chain,
  address,
  addressTag,
  metadata,
  status,
  createdAt,
  updatedAt,
}: Recipient): Json => ({
  id,
  chain,
  address,
  ...(addressTag && { addressTag }),
  metadata,
  status,
  createDate: isoOf(createdAt),
  updateDate: isoOf(updatedAt),
})

/** The wallet of the merchant of this mock. */
export const masterWalletId = '1000999922'
