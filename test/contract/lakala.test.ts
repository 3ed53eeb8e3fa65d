import { createClient, type ErrorCode, type Outcome } from 'shroff'
import * as entry from 'shroff/lakala'
import { mockLakala } from 'shroff/lakala/mock'
import { createMockGateway } from 'shroff/mock'
import { judgeOf, openLakala, saying, tea } from '../support/lakala.js'
import { scriptedLine } from '../support/line.js'
import { noon } from '../support/noon.js'
import { demo } from '../vectors/lakala.js'
import { keepsTheContract } from './contract.js'
import type { FullGateway } from './gateway.js'
import { commonFaults } from './subject.js'

const misjudged: unknown[] = []
const five = { currency: 'CNY', value: 500 } as const
const { notifyUrl: _, ...sale } = tea

type Client = ReturnType<typeof openLakala>['client']
/** Each action once, as it is refused in tests. */
const actions = {
  qr: (client: Client) => entry.createPayment(client, { ...tea, channel: 'qr', wallet: 'alipay' }),
  page: (client: Client) => entry.createPayment(client, { ...tea, channel: 'page' }),
  barcode: (client: Client) =>
    entry.createPayment(client, { ...sale, channel: 'barcode', payerCode: '281234567890123456' }),
  getPayment: (client: Client) => entry.getPayment(client, { orderId: 'T1001' }),
  closePayment: (client: Client) => entry.closePayment(client, { orderId: 'T1001' }),
  cancelPayment: (client: Client) => entry.cancelPayment(client, { orderId: 'T1001' }),
  refundPayment: (client: Client) =>
    entry.refundPayment(client, { orderId: 'T1001', refundId: 'T1001R1', amount: five }),
  getRefund: (client: Client) => entry.getRefund(client, { refundId: 'T1001R1' }),
  callProvider: (client: Client) => entry.callProvider(client, { path: '/api/v3/sacs/separate', body: {} }),
}

// From the table of the wire page (§9).
const business: [keyof typeof actions, string, ErrorCode, Outcome][] = [
  ['barcode', 'BBS00001', 'PROVIDER_UNAVAILABLE', 'unknown'],
  ['barcode', 'BBS11105', 'PROVIDER_UNAVAILABLE', 'unknown'],
  ['barcode', 'BBS11112', 'PROVIDER_UNAVAILABLE', 'unknown'],
  ['barcode', 'BBS00100', 'PROVIDER_UNAVAILABLE', 'unknown'],
  ['barcode', 'BBS00101', 'PROVIDER_UNAVAILABLE', 'unknown'],
  ['barcode', '000100', 'PROVIDER_UNAVAILABLE', 'unknown'],
  ['barcode', 'BBS11000', 'REQUEST_REFUSED', 'rejected'],
  ['barcode', 'BBS11200', 'SIGNATURE_REFUSED', 'rejected'],
  ['barcode', 'GW0004', 'NOT_PERMITTED', 'rejected'],
  ['qr', 'BBS11106', 'REQUEST_REFUSED', 'rejected'],
  ['qr', 'BBS10000', 'PROVIDER_UNAVAILABLE', 'unknown'],
  ['page', '000101', 'PROVIDER_UNAVAILABLE', 'unknown'],
  ['page', 'GW0001', 'NOT_PERMITTED', 'rejected'],
  ['getPayment', 'BBS11114', 'ORDER_NOT_FOUND', 'rejected'],
  ['closePayment', 'BBS11000', 'REQUEST_REFUSED', 'rejected'],
  ['cancelPayment', 'BBS10000', 'PROVIDER_UNAVAILABLE', 'unknown'],
  ['cancelPayment', 'BBS11112', 'PROVIDER_UNAVAILABLE', 'unknown'],
  ['refundPayment', 'RFD11105', 'PROVIDER_UNAVAILABLE', 'unknown'],
  ['refundPayment', 'RFD11112', 'PROVIDER_UNAVAILABLE', 'unknown'],
  ['refundPayment', 'BBS11000', 'REQUEST_REFUSED', 'rejected'],
  ['getRefund', 'RFD11114', 'REFUND_NOT_FOUND', 'unknown'],
  ['getRefund', 'BPS10034', 'PROVIDER_UNAVAILABLE', 'unknown'],
  // `idmrefund`, by its own family.
  ['callProvider', '710038', 'PROVIDER_UNAVAILABLE', 'unknown'],
  ['callProvider', '710039', 'PROVIDER_UNAVAILABLE', 'unknown'],
  ['callProvider', '710032', 'PROVIDER_UNAVAILABLE', 'unknown'],
  ['callProvider', '710033', 'REFUND_REFUSED', 'rejected'],
  ['callProvider', '710053', 'REFUND_REFUSED', 'rejected'],
]

keepsTheContract({
  title: 'Lakala',
  provider: 'lakala',
  entry,
  // No public source has an interface for statements.
  lacks: ['downloadStatement'],
  misjudged,
  proof: 'signature',
  payerId: '2088702852632582',
  channels: ['qr', 'wap', 'app', 'jsapi'],
  refundsAreNotTold: true,
  // By a code that nobody has published: a query tells.
  refusesLater: true,
  async open({ attempts = 3, observe } = {}) {
    const mock = await createMockGateway({ providers: [mockLakala()], now: noon })
    const credentials = mock.credentials('lakala')
    const { appId, merchantId, platformCertificate, notifyCertificate, clock } = credentials
    const account = entry.lakala(credentials)
    const { line, transport } = scriptedLine(mock, 'lakala', { judge: judgeOf(mock as never).judge, misjudged })
    const client = createClient({ account, transport, retry: { attempts }, ...(observe && { observe }) })
    const gateway = entry.lakalaGateway(client, { wallet: 'alipay', settlePayment: entry.settlePayment })
    return {
      mock,
      line,
      account,
      client: client as never,
      receiving: entry.lakala({ appId, merchantId, platformCertificate, notifyCertificate, clock, mock: true }),
      secrets: { privateKey: credentials.privateKey },
      refundsSettleLater: false,
      createPayment: ({ placedAt: _, ...order }) =>
        entry.createPayment(client, { channel: 'qr', wallet: 'alipay', ...order }),
      getPayment: ({ orderId }) => entry.getPayment(client, { orderId }),
      prepareRefund: async ({ orderId, refundId, amount }) => {
        return () => entry.refundPayment(client, { orderId, refundId, amount })
      },
      getRefund: ({ orderId, refundId }) => gateway.getRefund({ orderId, refundId }),
      awaitPayment: ({ orderId }, options) => entry.awaitPayment(client, { orderId }, options),
      closePayment: ({ orderId }) => entry.closePayment(client, { orderId }),
      gateway: gateway as unknown as FullGateway,
      receiveWebhook: (incoming) => entry.receiveWebhook(account, incoming),
      acknowledge: (answer) => entry.acknowledge(account, answer),
    }
  },
  faults: [
    ...commonFaults,
    ['unsigned', 'SIGNATURE_MISSING', 'unknown', true],
    ['wrong-signature', 'SIGNATURE_INVALID', 'unknown', true],
    ['stale-timestamp', 'TIMESTAMP_OUT_OF_WINDOW', 'unknown', true],
    ['unknown-serial', 'KEY_UNKNOWN', 'unknown', true],
    ['proxy-page', 'BODY_INVALID', 'unknown', true],
    [{ status: 400, code: 'GW0004' }, 'NOT_PERMITTED', 'rejected', false],
    [{ status: 400, code: 'SOMETHING_NEW' }, 'PROVIDER_ERROR', 'unknown', false],
  ],
  refusals: {
    rows: business.map((row) => [...row, 200]),
    money: ['barcode', 'cancelPayment', 'refundPayment', 'callProvider'],
    signed: true,
    // Lakala answers 200 to all that it has worked on.
    hasStatus: false,
    ask: (action, { code, message }) =>
      actions[action as keyof typeof actions](openLakala(saying(undefined, code, message)).client),
    secrets: { privateKey: demo.privateKey },
  },
  forgeries: {
    'tampered-body': 'SIGNATURE_INVALID',
    'wrong-key': 'SIGNATURE_INVALID',
    unsigned: 'SIGNATURE_MISSING',
    // Rightly signed, and nothing limits its age: only the event's id tells.
    replayed: 'taken',
    'from-the-future': 'taken',
    'foreign-merchant': 'WEBHOOK_NOT_OURS',
  },
})
