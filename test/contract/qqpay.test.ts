import { createClient, type ErrorCode, type Outcome } from 'shroff'
import { createMockGateway } from 'shroff/mock'
import * as entry from 'shroff/qqpay'
import { mockQqpay } from 'shroff/qqpay/mock'
import { scriptedLine } from '../support/line.js'
import { noon } from '../support/noon.js'
import { apiKey, judgeOf, openQqpay, operatorPassword, refusalOf, tea } from '../support/qqpay.js'
import { keepsTheContract } from './contract.js'
import type { FullGateway } from './gateway.js'
import { commonFaults } from './subject.js'

const misjudged: unknown[] = []
const five = { currency: 'CNY', value: 500 } as const
const { notifyUrl: _, ...sale } = tea
const payerClientIp = '203.0.113.7'

type Client = ReturnType<typeof openQqpay>['client']
/** Each action once, as it is refused in tests. */
const actions = {
  qr: (client: Client) => entry.createPayment(client, { ...tea, channel: 'qr' }),
  barcode: (client: Client) =>
    entry.createPayment(client, { ...sale, channel: 'barcode', payerCode: '911234567890123456', deviceId: 'till' }),
  getPayment: (client: Client) => entry.getPayment(client, { orderId: 'T1001' }),
  closePayment: (client: Client) => entry.closePayment(client, { orderId: 'T1001' }),
  cancelPayment: (client: Client) => entry.cancelPayment(client, { orderId: 'T1001' }),
  refundPayment: (client: Client) =>
    entry.refundPayment(client, { orderId: 'T1001', refundId: 'T1001R1', amount: five }),
  getRefund: (client: Client) => entry.getRefund(client, { refundId: 'T1001R1' }),
  callProvider: (client: Client) =>
    entry.callProvider(client, { path: '/cgi-bin/epay/qpay_epay_b2c.cgi', body: {}, certified: true }),
}

// From the table of the wire page (§14), whose names are unconfirmed.
const business: [keyof typeof actions, string, ErrorCode, Outcome][] = [
  ['barcode', 'SYSTEMERROR', 'PROVIDER_UNAVAILABLE', 'unknown'],
  ['barcode', 'NOTENOUGH', 'PAYER_REFUSED', 'rejected'],
  ['barcode', 'AUTHCODEEXPIRE', 'PAYER_REFUSED', 'rejected'],
  ['barcode', 'AUTH_CODE_ERROR', 'PAYER_REFUSED', 'rejected'],
  ['barcode', 'AUTH_CODE_INVALID', 'PAYER_REFUSED', 'rejected'],
  ['barcode', 'ORDERPAID', 'ORDER_PAID', 'unknown'],
  ['barcode', 'OUT_TRADE_NO_USED', 'ORDER_ID_USED', 'unknown'],
  ['barcode', 'ORDERCLOSED', 'ORDER_CLOSED', 'rejected'],
  ['qr', 'ORDERPAID', 'ORDER_PAID', 'rejected'],
  ['qr', 'OUT_TRADE_NO_USED', 'ORDER_ID_USED', 'rejected'],
  ['qr', 'ORDERCLOSED', 'ORDER_CLOSED', 'rejected'],
  ['qr', 'PARAM_ERROR', 'REQUEST_REFUSED', 'rejected'],
  ['qr', 'LACK_PARAMS', 'REQUEST_REFUSED', 'rejected'],
  ['qr', 'XML_FORMAT_ERROR', 'REQUEST_REFUSED', 'rejected'],
  ['qr', 'SIGNERROR', 'SIGNATURE_REFUSED', 'rejected'],
  ['qr', 'MCHID_NOT_EXIST', 'NOT_PERMITTED', 'rejected'],
  ['getPayment', 'ORDERNOTEXIST', 'ORDER_NOT_FOUND', 'rejected'],
  ['closePayment', 'ORDERPAID', 'ORDER_PAID', 'rejected'],
  ['closePayment', 'ORDERNOTEXIST', 'ORDER_NOT_FOUND', 'rejected'],
  ['cancelPayment', 'ORDERNOTEXIST', 'ORDER_NOT_FOUND', 'rejected'],
  ['cancelPayment', 'SYSTEMERROR', 'PROVIDER_UNAVAILABLE', 'unknown'],
  ['cancelPayment', 'TRADE_OVERDUE', 'REFUND_REFUSED', 'rejected'],
  ['refundPayment', 'REFUND_FEE_INVALID', 'REFUND_REFUSED', 'rejected'],
  ['refundPayment', 'TRADE_OVERDUE', 'REFUND_REFUSED', 'rejected'],
  ['refundPayment', 'NOTENOUGH', 'BALANCE_TOO_LOW', 'rejected'],
  ['refundPayment', 'ORDERNOTEXIST', 'ORDER_NOT_FOUND', 'rejected'],
  ['refundPayment', 'SYSTEMERROR', 'PROVIDER_UNAVAILABLE', 'unknown'],
  ['getRefund', 'REFUNDNOTEXIST', 'REFUND_NOT_FOUND', 'unknown'],
  ['callProvider', 'FREQUENCY_LIMITED', 'RATE_LIMITED', 'unknown'],
]

keepsTheContract({
  title: 'QQ Wallet',
  provider: 'qqpay',
  entry,
  lacks: [],
  misjudged,
  proof: 'shared-key',
  payerId: 'none',
  channels: ['qr', 'app', 'jsapi'],
  refundsAreNotTold: true,
  undoesAfter: 300_000,
  async open({ attempts = 3, observe } = {}) {
    const mock = await createMockGateway({ providers: [mockQqpay()], now: noon })
    const credentials = mock.credentials('qqpay')
    const account = entry.qqpay(credentials)
    const { line, transport } = scriptedLine(mock, 'qqpay', { judge: judgeOf(mock as never).judge, misjudged })
    const client = createClient({ account, transport, retry: { attempts }, ...(observe && { observe }) })
    const gateway = entry.qqpayGateway(client, {
      payerClientIp,
      settlePayment: entry.settlePayment,
      downloadStatement: entry.downloadStatement,
    })
    const { apiKey, appKey, operatorPassword } = credentials
    return {
      mock,
      line,
      account,
      client: client as never,
      secrets: { apiKey, appKey, operatorPassword },
      refundsSettleLater: true,
      createPayment: ({ placedAt: _, ...order }) =>
        entry.createPayment(client, { channel: 'qr', payerClientIp, ...order }),
      getPayment: ({ orderId }) => entry.getPayment(client, { orderId }),
      prepareRefund: async ({ orderId, refundId, amount }) => {
        return () => entry.refundPayment(client, { orderId, refundId, amount })
      },
      async getRefund({ refundId, orderId }) {
        return gateway.getRefund({ orderId, refundId })
      },
      awaitPayment: ({ orderId }, options) => entry.awaitPayment(client, { orderId }, options),
      closePayment: ({ orderId }) => entry.closePayment(client, { orderId }),
      gateway: gateway as unknown as FullGateway,
      receiveWebhook: (incoming) => entry.receiveWebhook(account, incoming),
      acknowledge: (answer) => entry.acknowledge(account, answer),
    }
  },
  faults: [
    ...commonFaults,
    ['rate-limited', 'RATE_LIMITED', 'unknown', false],
    ['unsigned', 'SIGNATURE_MISSING', 'unknown', true],
    ['wrong-signature', 'SIGNATURE_INVALID', 'unknown', true],
    ['proxy-page', 'BODY_INVALID', 'unknown', true],
    [{ status: 400, code: 'REFUND_FEE_INVALID' }, 'REFUND_REFUSED', 'rejected', false],
    [{ status: 400, code: 'SOMETHING_NEW' }, 'PROVIDER_ERROR', 'unknown', false],
  ],
  refusals: {
    rows: business.map((row) => [...row, 200]),
    money: ['barcode', 'cancelPayment', 'refundPayment', 'callProvider'],
    // Under a key that both sides hold.
    signed: false,
    // QQ Wallet answers 200 to everything.
    hasStatus: false,
    ask: (action, { code, message }) =>
      actions[action as keyof typeof actions](openQqpay(refusalOf(code, message)).client),
    secrets: { apiKey, operatorPassword },
  },
  forgeries: {
    'tampered-body': 'SIGNATURE_INVALID',
    'wrong-key': 'SIGNATURE_INVALID',
    unsigned: 'SIGNATURE_MISSING',
    // Rightly signed, and nothing in it says when: only the event's id tells.
    replayed: 'taken',
    'foreign-merchant': 'WEBHOOK_NOT_OURS',
  },
})
