import { createClient } from 'shroff'
import { advanceClock, createMockGateway } from 'shroff/mock'
import * as entry from 'shroff/xrpl'
import { mockXrpl, sendTransfer } from 'shroff/xrpl/mock'
import { scriptedLine } from '../support/line.js'
import { noon } from '../support/noon.js'
import { openAnswering, rlusd, s1, tea } from '../support/xrpl.js'
import { keepsTheTransferContract, type TransferShop, type TransferSubject } from './transfer.js'

async function open({ attempts = 3, observe }: Parameters<TransferSubject['open']>[0] = {}): Promise<TransferShop> {
  const mock = await createMockGateway({ providers: [mockXrpl()], now: noon })
  const { line, transport } = scriptedLine(mock, 'xrpl')
  // One host: that another one is asked where the first fails is shown elsewhere.
  const account = entry.xrpl({ ...mock.credentials('xrpl'), hosts: [s1] })
  const client = createClient({ account, transport, retry: { attempts }, ...(observe && { observe }) })
  return {
    mock,
    account,
    client: client as never,
    line,
    gateway: entry.xrplGateway(client),
    secrets: {},
    async send({ tag, amount }, value, foreign) {
      const token = { currency: rlusd, issuer: 'rPDXxSZcuVL3ZWoyU82bcde3zwvmShkRyF', value }
      sendTransfer(mock, { tag: tag!, amount: foreign ? token : { ...(amount as typeof tea.amount), value } })
      await advanceClock(mock, 4000)
    },
  }
}

const actions: Record<string, (client: ReturnType<typeof openAnswering>['client']) => Promise<unknown>> = {
  getPayment: (client) => entry.getPayment(client, tea),
  explainTransfer: (client) => entry.explainTransfer(client, { ...tea, hash: 'A'.repeat(64) }),
}

keepsTheTransferContract({
  title: 'XRP Ledger',
  provider: 'xrpl',
  entry,
  lacks: [
    'settlePayment',
    'closePayment',
    'cancelPayment',
    'refundPayment',
    'getRefund',
    'downloadStatement',
    'receiveWebhook',
    'acknowledge',
    'callProvider',
  ],
  asset: 'RLUSD',
  capabilities: [],
  open,
  faults: [
    ['timeout-before', 'TIMEOUT', 'unknown'],
    ['timeout-after', 'TIMEOUT', 'unknown'],
    ['reset-before', 'TRANSPORT_FAILED', 'unknown'],
    ['reset-after', 'TRANSPORT_FAILED', 'unknown'],
    ['proxy-page', 'PROVIDER_ERROR', 'unknown'],
    ['system-error-before', 'PROVIDER_UNAVAILABLE', 'unknown'],
    ['system-error-after', 'PROVIDER_UNAVAILABLE', 'unknown'],
    ['unavailable', 'PROVIDER_UNAVAILABLE', 'unknown'],
    ['rate-limited', 'RATE_LIMITED', 'unknown'],
    [{ status: 400, code: 'actNotFound' }, 'NOT_PERMITTED', 'rejected'],
    [{ status: 400, code: 'somethingNew' }, 'PROVIDER_ERROR', 'unknown'],
  ],
  refusals: {
    rows: [
      ['getPayment', 'actNotFound', 'NOT_PERMITTED', 'rejected', 200],
      ['getPayment', 'actMalformed', 'NOT_PERMITTED', 'rejected', 200],
      ['getPayment', 'invalidParams', 'REQUEST_REFUSED', 'rejected', 200],
      ['getPayment', 'lgrIdxMalformed', 'PROVIDER_UNAVAILABLE', 'unknown', 200],
      ['getPayment', 'slowDown', 'RATE_LIMITED', 'unknown', 503],
      ['explainTransfer', 'tooBusy', 'PROVIDER_UNAVAILABLE', 'unknown', 200],
    ],
    // Watching moves none.
    money: [],
    signed: false,
    hasStatus: true,
    ask(action, { status, code, message }) {
      const answer = { result: { error: code, error_message: message, status: 'error' } }
      return actions[action]!(openAnswering(() => answer, { hosts: [s1] }, status).client)
    },
    secrets: {},
  },
})
