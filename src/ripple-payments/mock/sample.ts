import type { Sample } from '../../mock/provider.js'

/** There is no gateway of Ripple's: it pays out. */
export const sample: Sample = {
  own: {
    shared: [],
    actions: ['quotePayment', 'transferFunds'],
    lines: [
      `const { quotes } = await quotePayment(client, {`,
      `  source: { currency: 'USD', value: '1000.00' },`,
      `  destination: { currency: 'MXN', country: 'MX' },`,
      `})`,
      `// Stored before the call: your number and the quote.`,
      `const { quoteId, status } = await transferFunds(client, {`,
      `  transferId: 'P' + Date.now(),`,
      `  quoteId: quotes[0].quoteId,`,
      `  beneficiaryIdentityId: 'identity-1',`,
      `  beneficiaryFinancialInstrumentId: 'instrument-1',`,
      `})`,
      `console.log(status, quoteId)`,
    ],
  },
}
