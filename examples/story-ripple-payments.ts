// The story that `npm start -- ripple-payments` tells: a payout across borders that is made once, whatever becomes of the answers.
import { readFile } from 'node:fs/promises'
import { createClient, isShroffError, type Transport } from 'shroff'
import { advanceClock, createMockGateway, deliverWebhooks } from 'shroff/mock'
import {
  acknowledge,
  getBalances,
  getTransfer,
  listTransfers,
  quotePayment,
  receiveNotice,
  ripplePayments,
  transferFunds,
} from 'shroff/ripple-payments'
import { mockRipplePayments, moveTransfer } from 'shroff/ripple-payments/mock'
import { chapter, say } from './tell.js'

const mock = await createMockGateway({ providers: [mockRipplePayments()] })
const account = ripplePayments(mock.credentials('ripple-payments'))
/** Answers to payments that get lost on their way. */
let lost = 0
const transport: Transport = async (request, options) => {
  const reply = await mock.transport(request, options)
  if (request.url.endsWith('/v3/payments') && lost-- > 0) throw new DOMException('no answer', 'TimeoutError')
  return reply
}
const client = createClient({ account, transport })
const wanted = { source: { currency: 'USD', value: '1000.00' }, destination: { currency: 'MXN', country: 'MX' } }
const supplier = { beneficiaryIdentityId: 'identity-1', beneficiaryFinancialInstrumentId: 'instrument-1' }
const quoted = async () => (await quotePayment(client, wanted)).quotes[0]!
const failed = (work: Promise<unknown>) =>
  work.then(
    () => {
      throw new Error('it should have been refused')
    },
    (error: unknown) => {
      if (isShroffError(error)) return error
      throw error
    },
  )

say(`
shroff takes payments, and tests what it takes; here it pays.
This is a payout through Ripple Payments. Nothing leaves this machine: Ripple, its banks and its balances are a mock in memory.`)

chapter('What it would cost', '报价')
const quote = await quoted()
say(`  pay      ${quote.source?.value} ${quote.source?.currency}, of it ${quote.fees[0]?.value} in fees
  arrives  ${quote.destination?.value} ${quote.destination?.currency}
  rate     ${quote.rate}, which no number of JavaScript’s holds
  until    ${quote.expiresAt?.toISOString()}`)

chapter('The answer to the payment is lost', '付款，应答丢了')
const transfer = { transferId: 'P-7', quoteId: quote.quoteId, ...supplier }
lost = 1
const unclear = await failed(transferFunds(client, transfer))
say(
  `The shop has stored its number and the quote, and knows nothing else:\n\n${unclear.message.replace(/^/gm, '  ')}\n`,
)
const { status } = await transferFunds(client, transfer)
say(`The same call again finds the payment that was made, and makes no second one: ${status}.`)

chapter('A worker that forgets takes another quote', '忘了旧报价，又取新报价')
const other = await quoted()
const used = await failed(transferFunds(client, { ...transfer, quoteId: other.quoteId }))
say(`Ripple would pay by that one too. The number is looked for first: ${used.code}, and nothing was sent.`)

chapter('An earlier quote that may still be paid', '旧报价还可能付出')
const next = { transferId: 'P-8', quoteId: (await quoted()).quoteId, earlierQuoteIds: [other.quoteId], ...supplier }
const early = await failed(transferFunds(client, next))
say(`P-8 was tried by the other quote, whose answer never came. ${early.code}: ${early.next}`)
advanceClock(mock, 20 * 60_000)
const again = { ...next, quoteId: (await quoted()).quoteId, earlierQuoteIds: [next.quoteId, other.quoteId] }
say(`Twenty minutes later, by a new quote: ${(await transferFunds(client, again)).status}.`)

chapter('It arrives, and notices hint at it', '到账，通知只是提示')
moveTransfer(mock, { quoteId: quote.quoteId, state: 'COMPLETED' })
const asked = new Set<string>()
await deliverWebhooks(mock, {
  async to(request) {
    const hint = await receiveNotice(account, request)
    if (hint.quoteId) asked.add(hint.quoteId)
    return acknowledge(account, 'received')
  },
})
say(`Nobody signs them, so they say no more than what to ask about: ${asked.size} payments.`)
for (const quoteId of asked) say(`  ${(await getTransfer(client, { quoteId })).state}`)

chapter('Days later the bank sends it back', '几天后被银行退回')
moveTransfer(mock, { quoteId: quote.quoteId, state: 'RETURNED' })
for await (const { transferId, quoteId } of listTransfers(client, { states: ['RETURNED'] })) {
  const returned = await getTransfer(client, { quoteId })
  say(`  ${transferId}: ${returned.status}, ${returned.providerCode}`)
}
const { balances } = await getBalances(client)
const [{ available, reserved } = { available: { value: '' }, reserved: { value: '' } }] = balances
if (available.value !== '99000' || reserved.value !== '1000') throw new Error('the balance is not what it should be')
say(
  `\nOf 100000 dollars ${available.value} are there and ${reserved.value} are under way: one payment, and none twice.`,
)

chapter('Real keys', '换成你自己的密钥')
say(`The same lines with your own credentials (examples/first-ripple-payments-transfer.ts):
`)
say(await readFile(new URL('first-ripple-payments-transfer.ts', import.meta.url), 'utf8'))
