import { createClient, type ErrorCode, type Outcome } from 'shroff'
import * as entry from 'shroff/antom'
import { mockAntom } from 'shroff/antom/mock'
import { createMockGateway } from 'shroff/mock'
import { judgeOf, merchantPem, openAntom, resultOf } from '../support/antom.js'
import { scriptedLine } from '../support/line.js'
import { noon } from '../support/noon.js'
import { keepsTheContract } from './contract.js'
import type { FullGateway } from './gateway.js'
import { commonFaults } from './subject.js'

const misjudged: unknown[] = []
const five = { currency: 'SGD', value: 500 } as const
const tea = { orderId: 'T_1001', amount: five, description: 'tea' } as const

type Client = ReturnType<typeof openAntom>['client']
/** Each action once, as it is refused in tests. */
const actions = {
  qr: (client: Client) => entry.createPayment(client, { ...tea, channel: 'qr' }),
  barcode: (client: Client) =>
    entry.createPayment(client, { ...tea, channel: 'barcode', payerCode: '281234567890123456' }),
  chargeAgreement: (client: Client) => entry.chargeAgreement(client, { ...tea, accessToken: 'token', wallet: 'GCASH' }),
  getPayment: (client: Client) => entry.getPayment(client, { orderId: 'T_1001' }),
  cancelPayment: (client: Client) => entry.cancelPayment(client, { orderId: 'T_1001' }),
  refundPayment: (client: Client) => entry.refundPayment(client, { paymentId: 'P1', refundId: 'R_1', amount: five }),
  getRefund: (client: Client) => entry.getRefund(client, { refundId: 'R_1' }),
  captureFunds: (client: Client) => entry.captureFunds(client, { paymentId: 'P1', captureId: 'C_1', amount: five }),
  acceptAgreement: (client: Client) => entry.acceptAgreement(client, { wallet: 'GCASH', authCode: 'code' }),
  endAgreement: (client: Client) => entry.endAgreement(client, { accessToken: 'token' }),
  callProvider: (client: Client) => entry.callProvider(client, { path: '/ams/api/v1/payments/pay', body: {} }),
}

// From the tables of the wire page (§7, §11): F is final where it is listed, U never is, SYSTEM_ERROR is to be asked about.
const business: [keyof typeof actions, string, ErrorCode, Outcome][] = [
  ['barcode', 'SYSTEM_ERROR', 'PROVIDER_UNAVAILABLE', 'unknown'],
  ['barcode', 'UNKNOWN_EXCEPTION', 'PROVIDER_UNAVAILABLE', 'unknown'],
  ['barcode', 'REPEAT_REQ_INCONSISTENT', 'ORDER_ID_USED', 'unknown'],
  ['barcode', 'EXPIRED_CODE', 'PAYER_REFUSED', 'rejected'],
  ['barcode', 'INVALID_PAYMENT_CODE', 'PAYER_REFUSED', 'rejected'],
  ['barcode', 'USER_BALANCE_NOT_ENOUGH', 'PAYER_REFUSED', 'rejected'],
  ['barcode', 'RISK_REJECT', 'PAYER_REFUSED', 'rejected'],
  ['barcode', 'PAYMENT_AMOUNT_EXCEED_LIMIT', 'REQUEST_REFUSED', 'rejected'],
  ['barcode', 'INVALID_CONTRACT', 'NOT_PERMITTED', 'rejected'],
  ['qr', 'REPEAT_REQ_INCONSISTENT', 'ORDER_ID_USED', 'rejected'],
  ['qr', 'ORDER_IS_CLOSED', 'ORDER_CLOSED', 'rejected'],
  ['qr', 'ORDER_IS_CANCELED', 'ORDER_CLOSED', 'rejected'],
  ['qr', 'PROCESS_FAIL', 'REQUEST_REFUSED', 'rejected'],
  ['qr', 'PARAM_ILLEGAL', 'REQUEST_REFUSED', 'rejected'],
  ['qr', 'ACCESS_DENIED', 'NOT_PERMITTED', 'rejected'],
  ['qr', 'CURRENCY_NOT_SUPPORT', 'REQUEST_REFUSED', 'rejected'],
  ['qr', 'REQUEST_TRAFFIC_EXCEED_LIMIT', 'RATE_LIMITED', 'unknown'],
  ['chargeAgreement', 'INVALID_ACCESS_TOKEN', 'NOT_PERMITTED', 'rejected'],
  ['chargeAgreement', 'REPEAT_REQ_INCONSISTENT', 'ORDER_ID_USED', 'unknown'],
  ['getPayment', 'ORDER_NOT_EXIST', 'ORDER_NOT_FOUND', 'rejected'],
  ['cancelPayment', 'ORDER_NOT_EXIST', 'ORDER_NOT_FOUND', 'rejected'],
  ['cancelPayment', 'CANCEL_WINDOW_EXCEED', 'REFUND_REFUSED', 'rejected'],
  ['cancelPayment', 'UNKNOWN_EXCEPTION', 'PROVIDER_UNAVAILABLE', 'unknown'],
  ['refundPayment', 'REFUND_AMOUNT_EXCEED', 'REFUND_REFUSED', 'rejected'],
  ['refundPayment', 'REFUND_WINDOW_EXCEED', 'REFUND_REFUSED', 'rejected'],
  ['refundPayment', 'MULTIPLE_REFUNDS_NOT_SUPPORTED', 'REFUND_REFUSED', 'rejected'],
  ['refundPayment', 'REPEAT_REQ_INCONSISTENT', 'REFUND_REFUSED', 'rejected'],
  ['refundPayment', 'ORDER_NOT_EXIST', 'ORDER_NOT_FOUND', 'rejected'],
  ['refundPayment', 'SYSTEM_ERROR', 'PROVIDER_UNAVAILABLE', 'unknown'],
  ['getRefund', 'ORDER_NOT_EXIST', 'REFUND_NOT_FOUND', 'unknown'],
  ['captureFunds', 'ORDER_STATUS_INVALID', 'ORDER_CLOSED', 'rejected'],
  ['acceptAgreement', 'AUTH_NOT_FOUND', 'ORDER_NOT_FOUND', 'rejected'],
  ['endAgreement', 'AUTH_CANCELLED', 'REQUEST_REFUSED', 'rejected'],
  ['callProvider', 'SIGNATURE_INVALID', 'SIGNATURE_REFUSED', 'rejected'],
]

keepsTheContract({
  title: 'Antom',
  provider: 'antom',
  entry,
  // The wire has no close, and tells statements by files of another product.
  lacks: ['closePayment', 'downloadStatement'],
  misjudged,
  proof: 'signature',
  payerId: 'none',
  channels: ['qr', 'page', 'wap'],
  refundsNameNoOrder: true,
  async open({ attempts = 3, observe } = {}) {
    const mock = await createMockGateway({ providers: [mockAntom()], now: noon })
    const credentials = mock.credentials('antom')
    const { privateKey: _key, ...receiving } = credentials
    const account = entry.antom(credentials)
    const { line, transport } = scriptedLine(mock, 'antom', { judge: judgeOf(mock as never).judge, misjudged })
    const client = createClient({ account, transport, retry: { attempts }, ...(observe && { observe }) })
    const gateway = entry.antomGateway(client, { settlePayment: entry.settlePayment, wallet: 'ALIPAY_CN' })
    return {
      mock,
      line,
      account,
      client: client as never,
      receiving: entry.antom(receiving),
      secrets: { privateKey: credentials.privateKey },
      refundsSettleLater: false,
      createPayment: ({ placedAt: _, ...order }) => entry.createPayment(client, { channel: 'qr', ...order }),
      getPayment: ({ orderId }) => entry.getPayment(client, { orderId }),
      async prepareRefund({ orderId, orderAmount: _, placedAt: _placed, orderPlacedAt: _order, ...refund }) {
        const { paymentId } = await entry.getPayment(client, { orderId })
        return () => entry.refundPayment(client, { ...refund, paymentId })
      },
      // Antom does not tell whose a refund is: the gateway asks.
      getRefund: ({ orderId, refundId }) => gateway.getRefund({ orderId, refundId }),
      awaitPayment: ({ orderId }, options) => entry.awaitPayment(client, { orderId }, options),
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
    ['stale-timestamp', 'TIMESTAMP_OUT_OF_WINDOW', 'unknown', true],
    ['proxy-page', 'BODY_INVALID', 'unknown', true],
    [{ status: 400, code: 'REFUND_AMOUNT_EXCEED' }, 'REFUND_REFUSED', 'rejected', false],
    [{ status: 400, code: 'SOMETHING_NEW' }, 'PROVIDER_ERROR', 'unknown', false],
  ],
  refusals: {
    rows: business.map((row) => [...row, 200]),
    money: ['barcode', 'chargeAgreement', 'cancelPayment', 'refundPayment', 'captureFunds', 'callProvider'],
    signed: true,
    // Antom answers 200 to everything.
    hasStatus: false,
    ask: (action, { code, message }) =>
      actions[action as keyof typeof actions](openAntom(resultOf(code, message)).client),
    secrets: { privateKey: merchantPem },
  },
  forgeries: {
    'tampered-body': 'SIGNATURE_INVALID',
    'wrong-key': 'SIGNATURE_INVALID',
    unsigned: 'SIGNATURE_MISSING',
    // Rightly signed, and Antom names no window: only the event's id tells.
    replayed: 'taken',
    'from-the-future': 'taken',
    'foreign-merchant': 'WEBHOOK_NOT_OURS',
  },
})
