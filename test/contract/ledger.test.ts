import { generateKeyPairSync } from 'node:crypto'
import { type Client, createClient } from 'shroff'
import { createMockGateway } from 'shroff/mock'
import { expect, it } from 'vitest'
import { scriptedLine } from '../support/line.js'
import { noon } from '../support/noon.js'
import { keepsTheContract } from './contract.js'
import type { LedgerAccount } from './ledger/account.js'
import * as entry from './ledger/index.js'
import { mockLedger } from './ledger/mock.js'
import { refundPayment } from './ledger/signs-afresh.js'
import { refundThrough } from './refund.js'
import { commonFaults, orderOf, type Refund, refundOf, type Shop, type Subject } from './subject.js'

type Ask = (client: Client<LedgerAccount>, refund: Refund) => Promise<() => Promise<unknown>>

/** The transfer is signed once, before anything is sent, and stored. */
const prepared: Ask = async (client, refund) => {
  const transfer = await entry.prepareRefund(client, refund)
  return () => entry.submitTransfer(client, transfer)
}

async function open(prepareRefund: Ask, { attempts = 3, observe }: Parameters<Subject['open']>[0] = {}): Promise<Shop> {
  const mock = await createMockGateway({ providers: [mockLedger()], now: noon })
  const credentials = mock.credentials('ledger')
  const { line, transport } = scriptedLine(mock, 'ledger')
  const account = entry.ledger(credentials)
  const client = createClient({ account, transport, retry: { attempts }, ...(observe && { observe }) })
  return {
    mock,
    line,
    account,
    client: client as never,
    secrets: { privateKey: credentials.privateKey },
    refundsSettleLater: false,
    createPayment: (order) => entry.createPayment(client, order),
    getPayment: (order) => entry.getPayment(client, order),
    prepareRefund: (refund) => prepareRefund(client, refund),
    getRefund: (refund) => entry.getRefund(client, refund),
  }
}

const ownKey = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }) as string

/** A ledger that answers everything with this. */
async function refused(action: string, status: number, answer: object) {
  const clock = { now: () => noon.getTime(), sleep: async () => {} }
  const account = entry.ledger({ address: 'rShop', privateKey: ownKey, clock })
  const body = new TextEncoder().encode(JSON.stringify(answer))
  const transport = async () => ({ status, headers: {}, body })
  const client = createClient({ account, transport, retry: { attempts: 1 } })
  const refund = refundOf(orderOf())
  const actions: Record<string, () => Promise<unknown>> = {
    createPayment: () => entry.createPayment(client, orderOf()),
    getPayment: () => entry.getPayment(client, orderOf()),
    submitTransfer: async () => entry.submitTransfer(client, await entry.prepareRefund(client, refund)),
    getRefund: () => entry.getRefund(client, refund),
  }
  return actions[action]!()
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
  open: (options) => open(prepared, options),
  faults: [
    ...commonFaults,
    ['proxy-page', 'PROVIDER_ERROR', 'unknown', true],
    ['rate-limited', 'RATE_LIMITED', 'unknown', false],
    [{ status: 400, code: 'TOO_MUCH' }, 'REFUND_REFUSED', 'rejected', false],
    [{ status: 400, code: 'SOMETHING_NEW' }, 'PROVIDER_ERROR', 'unknown', false],
  ],
  proof: 'connection',
  refusals: {
    rows: [
      ['createPayment', 'ORDER_DIFFERS', 'ORDER_ID_USED', 'rejected', 400],
      ['submitTransfer', 'TOO_MUCH', 'REFUND_REFUSED', 'rejected', 400],
      ['submitTransfer', 'BAD_SIGNATURE', 'SIGNATURE_REFUSED', 'rejected', 400],
      ['submitTransfer', 'BUSY', 'RATE_LIMITED', 'unknown', 429],
      ['submitTransfer', 'DOWN', 'PROVIDER_UNAVAILABLE', 'unknown', 503],
      ['getPayment', 'NO_ORDER', 'ORDER_NOT_FOUND', 'rejected', 404],
      ['getRefund', 'NO_TRANSFER', 'REFUND_NOT_FOUND', 'rejected', 404],
    ],
    money: ['submitTransfer'],
    signed: false,
    hasStatus: true,
    ask: (action, { status, code, message }) => refused(action, status, { code, message }),
    secrets: { privateKey: ownKey },
  },
  forgeries: {},
}

keepsTheContract(subject)

it.each(['timeout-after', 'system-error-after', 'late'] as const)(
  'moves the money once if the transfer was signed before, and twice if the seal signs it: %s',
  async (passage) => {
    const lost = { script: [passage], how: 'careful', number: 'lost' } as const
    const signsAfresh: Ask = async (client, refund) => () => refundPayment(client, refund)
    expect((await refundThrough(await open(prepared), 'ledger', lost)).moved).toBe(1)
    // The client repeats by itself, and each attempt is a transfer of its own.
    expect((await refundThrough(await open(signsAfresh), 'ledger', lost)).moved).toBe(2)
  },
)
