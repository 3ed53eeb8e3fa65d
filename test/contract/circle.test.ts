import { createClient } from 'shroff'
import * as entry from 'shroff/circle'
import { mockCircle, sendPayment } from 'shroff/circle/mock'
import { createMockGateway } from 'shroff/mock'
import { destination, openAnswering, tea } from '../support/circle.js'
import { scriptedLine } from '../support/line.js'
import { noon } from '../support/noon.js'
import { keepsTheTransferContract, type TransferShop, type TransferSubject } from './transfer.js'

async function open({ attempts = 3, observe }: Parameters<TransferSubject['open']>[0] = {}): Promise<TransferShop> {
  const mock = await createMockGateway({ providers: [mockCircle()], now: noon })
  const { line, transport } = scriptedLine(mock, 'circle')
  const account = entry.circle(mock.credentials('circle'))
  const client = createClient({ account, transport, retry: { attempts }, ...(observe && { observe }) })
  return {
    mock,
    account,
    client: client as never,
    line,
    gateway: entry.circleGateway(client, { chain: 'BASE' }),
    secrets: { apiKey: mock.credentials('circle').apiKey },
    async send({ reference, amount }, value, foreign) {
      // Circle counts what is of the intent's own token alone: anything else does not come.
      if (!foreign) sendPayment(mock, { reference: reference!, amount: { ...(amount as typeof tea.amount), value } })
    },
  }
}

const reference = '6e4d4047-db14-4c09-b238-1215aee50d03'
const amount = tea.amount
const actions: Record<string, (client: ReturnType<typeof openAnswering>['client']) => Promise<unknown>> = {
  createPayment: (client) => entry.createPayment(client, tea),
  getPayment: (client) => entry.getPayment(client, { reference }),
  closePayment: (client) => entry.closePayment(client, { reference }),
  refundPayment: (client) => entry.refundPayment(client, { reference, refundId: 'R-1', amount, destination }),
  getRefund: (client) => entry.getRefund(client, { providerRefundId: reference }),
  transferFunds: (client) => entry.transferFunds(client, { transferId: 'P-1', providerRecipientId: reference, amount }),
  getTransfer: (client) => entry.getTransfer(client, { providerTransferId: reference }),
  addRecipient: (client) => entry.addRecipient(client, { recipientId: 'S-1', ...destination }),
  getRecipient: (client) => entry.getRecipient(client, { providerRecipientId: reference }),
}

keepsTheTransferContract({
  title: 'Circle',
  provider: 'circle',
  entry,
  lacks: ['settlePayment', 'cancelPayment', 'downloadStatement'],
  asset: 'USDC',
  capabilities: ['closePayment', 'refundPayment', 'getRefund', 'receiveWebhook', 'acknowledge'],
  missesOrders: true,
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
    [{ status: 401, code: '401' }, 'NOT_PERMITTED', 'rejected'],
    [{ status: 400, code: '5999' }, 'PROVIDER_ERROR', 'unknown'],
  ],
  refusals: {
    rows: [
      ['createPayment', '2', 'REQUEST_REFUSED', 'rejected', 400],
      ['createPayment', '400', 'REQUEST_REFUSED', 'rejected', 400],
      ['createPayment', '1177', 'REQUEST_REFUSED', 'rejected', 400],
      ['createPayment', '1', 'NOT_PERMITTED', 'rejected', 401],
      ['createPayment', '401', 'NOT_PERMITTED', 'rejected', 401],
      ['createPayment', '3', 'NOT_PERMITTED', 'rejected', 403],
      ['createPayment', '409', 'ORDER_ID_USED', 'unknown', 409],
      ['createPayment', '1083', 'ORDER_ID_USED', 'unknown', 400],
      ['createPayment', '429', 'RATE_LIMITED', 'unknown', 429],
      ['createPayment', '-1', 'PROVIDER_UNAVAILABLE', 'unknown', 500],
      ['getPayment', '404', 'ORDER_NOT_FOUND', 'rejected', 404],
      ['closePayment', '404', 'ORDER_NOT_FOUND', 'rejected', 404],
      ['refundPayment', '2', 'REFUND_REFUSED', 'rejected', 400],
      ['refundPayment', '409', 'REFUND_REFUSED', 'unknown', 409],
      ['refundPayment', '404', 'ORDER_NOT_FOUND', 'rejected', 404],
      ['refundPayment', '3', 'NOT_PERMITTED', 'rejected', 403],
      ['refundPayment', '-1', 'PROVIDER_UNAVAILABLE', 'unknown', 500],
      ['getRefund', '404', 'REFUND_NOT_FOUND', 'rejected', 404],
      ['transferFunds', '2', 'REQUEST_REFUSED', 'rejected', 400],
      ['transferFunds', '409', 'ORDER_ID_USED', 'unknown', 409],
      ['getTransfer', '404', 'ORDER_NOT_FOUND', 'rejected', 404],
      ['addRecipient', '409', 'ORDER_ID_USED', 'unknown', 409],
      ['getRecipient', '404', 'ORDER_NOT_FOUND', 'rejected', 404],
    ],
    money: ['refundPayment', 'transferFunds'],
    signed: false,
    hasStatus: true,
    ask(action, { status, code, message }) {
      const answer = { code: /^-?\d+$/.test(code) ? Number(code) : code, message }
      return actions[action]!(openAnswering(() => answer, status).client)
    },
    secrets: { apiKey: 'TEST_API_KEY:0011:2233' },
  },
})
