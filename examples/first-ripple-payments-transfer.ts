import { createClient } from 'shroff'
import { http } from 'shroff/http'
import { quotePayment, ripplePayments, transferFunds } from 'shroff/ripple-payments'

const account = ripplePayments({
  clientId: process.env.RIPPLE_CLIENT_ID!,
  clientSecret: process.env.RIPPLE_CLIENT_SECRET!,
  tenantId: process.env.RIPPLE_TENANT_ID!,
  sandbox: true,
})
const client = createClient({ account, transport: http() })

const { quotes } = await quotePayment(client, {
  source: { currency: 'USD', value: '1000.00' },
  destination: { currency: 'MXN', country: 'MX' },
})
const [quote] = quotes
if (!quote) throw new Error('Ripple has no way for it')
console.log(quote.destination?.value, quote.rate, quote.expiresAt)

// Number and quote are stored before the call: with both the same call is made again, until it says what became of it.
const { status } = await transferFunds(client, {
  transferId: 'P-7',
  quoteId: quote.quoteId,
  beneficiaryIdentityId: process.env.RIPPLE_BENEFICIARY!,
  beneficiaryFinancialInstrumentId: process.env.RIPPLE_INSTRUMENT!,
})
console.log(status)
