import { type Client, createClient } from 'shroff'
import { createMockGateway, pay } from 'shroff/mock'
import { expect, it } from 'vitest'
import { scriptedLine } from '../support/line.js'
import { noon } from '../support/noon.js'
import { keepsTheContract } from './contract.js'
import type { LedgerAccount } from './ledger/account.js'
import * as entry from './ledger/index.js'
import { mockLedger } from './ledger/mock.js'
import { refundPayment } from './ledger/signs-afresh.js'
import { movements } from './refund.js'
import { orderOf, refundOf, type Subject } from './subject.js'

async function open({ attempts = 3, observe }: Parameters<Subject['open']>[0] = {}) {
  const mock = await createMockGateway({ providers: [mockLedger()], now: noon })
  const credentials = mock.credentials('ledger')
  const { line, transport } = scriptedLine(mock, 'ledger')
  const account = entry.ledger(credentials)
  const client: Client<LedgerAccount> = createClient({
    account,
    transport,
    retry: { attempts },
    ...(observe && { observe }),
  })
  return { mock, line, account, client, privateKey: credentials.privateKey }
}

const subject: Subject = {
  title: 'a ledger',
  provider: 'ledger',
  entry,
  lacks: [
    'awaitPayment',
    'settlePayment',
    'closePayment',
    'cancelPayment',
    // In its place: prepareRefund, once, and submitTransfer, as often as needed.
    'refundPayment',
    'downloadStatement',
    'receiveWebhook',
    'acknowledge',
    'ready',
    'check',
    'callProvider',
  ],
  async open(options) {
    const { client, privateKey, ...shop } = await open(options)
    return {
      ...shop,
      client: client as never,
      secrets: { privateKey },
      refundsSettleLater: false,
      createPayment: (order) => entry.createPayment(client, order),
      getPayment: (order) => entry.getPayment(client, order),
      async prepareRefund(refund) {
        const prepared = await entry.prepareRefund(client, refund)
        return () => entry.submitTransfer(client, prepared)
      },
      getRefund: (refund) => entry.getRefund(client, refund),
    }
  },
  faults: [
    ['timeout-before', 'TIMEOUT', 'unknown', false],
    ['timeout-after', 'TIMEOUT', 'unknown', true],
    ['reset-before', 'TRANSPORT_FAILED', 'unknown', false],
    ['reset-after', 'TRANSPORT_FAILED', 'unknown', true],
    ['proxy-page', 'PROVIDER_ERROR', 'unknown', true],
    ['system-error-before', 'PROVIDER_UNAVAILABLE', 'unknown', false],
    ['system-error-after', 'PROVIDER_UNAVAILABLE', 'unknown', true],
    ['unavailable', 'PROVIDER_UNAVAILABLE', 'unknown', false],
    ['rate-limited', 'RATE_LIMITED', 'unknown', false],
    [{ status: 400, code: 'TOO_MUCH' }, 'REFUND_REFUSED', 'rejected', false],
    [{ status: 400, code: 'SOMETHING_NEW' }, 'PROVIDER_ERROR', 'unknown', false],
  ],
  forgeries: {},
}

keepsTheContract(subject)

/** One call, whose first answer is lost. */
async function loseOneAnswer(refund: (client: Client<LedgerAccount>) => Promise<unknown>) {
  const { mock, line, client } = await open()
  const order = orderOf()
  await entry.createPayment(client, order)
  await pay(mock, { provider: 'ledger', orderId: order.orderId })
  line.script = ['timeout-after']
  await refund(client)
  return movements({ mock } as never, 'ledger', refundOf(order))
}

it('moves the money once if the transfer was signed before, and twice if the seal signs it', async () => {
  const asked = { ...refundOf(orderOf()), amount: { currency: 'CNY', value: 500 } } as const
  const right = loseOneAnswer(async (client) => entry.submitTransfer(client, await entry.prepareRefund(client, asked)))
  expect(await right).toBe(1)
  // The client repeats by itself, and each attempt is a transfer of its own.
  expect(await loseOneAnswer((client) => refundPayment(client, asked))).toBe(2)
})
