import { createClient, type ErrorCode, type Outcome } from 'shroff'
import * as entry from 'shroff/baidu'
import { mockBaidu, openCashier } from 'shroff/baidu/mock'
import { createMockGateway, type MockGateway } from 'shroff/mock'
import { runningOf } from '../../src/mock/running.js'
import { accountOf, clientSecret, judgeOf, merchant, openBaidu, refusalOf } from '../support/baidu.js'
import { scriptedLine } from '../support/line.js'
import { noon } from '../support/noon.js'
import { keepsTheContract } from './contract.js'
import type { FullGateway } from './gateway.js'
import { commonFaults } from './subject.js'

const misjudged: unknown[] = []
const five = { currency: 'CNY', value: 500 } as const
const numbers = { orderId: 'T1001', paymentId: '81341494729172', payerId: '3391629990' }

type Client = ReturnType<typeof openBaidu>['client']
/** Each action once, as it is refused in tests. */
const actions = {
  getPayment: (client: Client) => entry.getPayment(client, { orderId: 'T1001' }),
  closePayment: (client: Client) => entry.closePayment(client, { orderId: 'T1001', paymentId: numbers.paymentId }),
  refundPayment: (client: Client) => entry.refundPayment(client, { ...numbers, refundId: 'T1001R1', amount: five }),
  getRefund: (client: Client) =>
    entry.getRefund(client, { orderId: 'T1001', payerId: numbers.payerId, refundId: 'T1001R1' }),
  revokeConsumption: (client: Client) =>
    entry.revokeConsumption(client, { paymentId: numbers.paymentId, payerId: numbers.payerId }),
  callProvider: (client: Client) =>
    entry.callProvider(client, { path: '/rest/2.0/smartapp/pay/paymentservice/other', form: {} }),
  byOldApi: (client: Client) => entry.callProvider(client, { path: '/cashier/applyOrderRefund', form: {} }),
}

// From the tables of the wire page (§B8), and of Baidu's open services for those under 1000.
const business: [keyof typeof actions, string, ErrorCode, Outcome][] = [
  ['refundPayment', '10002', 'REFUND_REFUSED', 'rejected'],
  ['refundPayment', '10001', 'REQUEST_REFUSED', 'rejected'],
  ['refundPayment', '10003', 'PROVIDER_UNAVAILABLE', 'unknown'],
  ['refundPayment', '110', 'NOT_PERMITTED', 'rejected'],
  ['refundPayment', '970', 'NOT_PERMITTED', 'rejected'],
  ['refundPayment', '5010003', 'RATE_LIMITED', 'unknown'],
  ['refundPayment', '5010004', 'PROVIDER_UNAVAILABLE', 'unknown'],
  ['getPayment', '10002', 'ORDER_NOT_FOUND', 'rejected'],
  ['getPayment', '111', 'NOT_PERMITTED', 'rejected'],
  ['closePayment', '10002', 'REQUEST_REFUSED', 'rejected'],
  ['getRefund', '10002', 'REFUND_NOT_FOUND', 'unknown'],
  ['revokeConsumption', '10000', 'SIGNATURE_REFUSED', 'rejected'],
  ['revokeConsumption', '10002', 'ORDER_NOT_FOUND', 'rejected'],
  ['revokeConsumption', '10003', 'PROVIDER_UNAVAILABLE', 'unknown'],
  ['byOldApi', '930', 'SIGNATURE_REFUSED', 'rejected'],
  ['callProvider', '4010004', 'REQUEST_REFUSED', 'rejected'],
  ['callProvider', '18', 'RATE_LIMITED', 'unknown'],
]

/** Baidu's number of an order and its payer, as a shop has stored them from the webhook or a query. */
function storedOf(mock: MockGateway, orderId: string) {
  const order = runningOf(mock, 'baidu').book.orders.get(orderId)
  return { paymentId: (order?.wire as { number: string } | undefined)?.number ?? '1', payerId: '3391629990' }
}

keepsTheContract({
  title: 'Baidu',
  provider: 'baidu',
  entry,
  lacks: ['settlePayment', 'cancelPayment'],
  misjudged,
  proof: 'connection',
  webhookProof: 'signature',
  placesNothing: true,
  tellsNoTime: true,
  refundsNameTheirOwnNumber: true,
  refundsTellNoAmount: true,
  async open({ attempts = 3, observe } = {}) {
    const mock = await createMockGateway({ providers: [mockBaidu()], now: noon })
    const credentials = mock.credentials('baidu')
    const account = entry.baidu(credentials)
    // It has its token before the test begins.
    await entry.check(createClient({ account, transport: mock.transport }))
    const { tokens } = runningOf(mock, 'baidu').book.beside.get('vault') as { tokens: Map<string, number> }
    const [token = ''] = tokens.keys()
    const { line, transport } = scriptedLine(mock, 'baidu', { judge: judgeOf(mock as never).judge, misjudged })
    const client = createClient({ account, transport, retry: { attempts }, ...(observe && { observe }) })
    const { dealId, appKey, platformKey, clock, mock: isMock } = credentials
    return {
      mock,
      line,
      account,
      client: client as never,
      receiving: entry.baidu({ dealId, appKey, platformKey, clock, mock: isMock, unsafeSha1: true }),
      secrets: { privateKey: credentials.privateKey, clientSecret: credentials.clientSecret, token },
      refundsSettleLater: true,
      async createPayment({ orderId, amount, description, notifyUrl }) {
        const order = { channel: 'miniprogram', orderId, amount, description, notifyUrl } as const
        const created = await entry.createPayment(client, order)
        await openCashier(mock, created.nextAction.parameters)
        return created
      },
      getPayment: ({ orderId }) => entry.getPayment(client, { orderId }),
      prepareRefund: async ({ orderId, refundId, amount }) => {
        return () => entry.refundPayment(client, { orderId, refundId, amount, ...storedOf(mock, orderId) })
      },
      async getRefund({ refundId, orderId, amount }) {
        const { payerId } = storedOf(mock, orderId)
        return { ...(await entry.getRefund(client, { orderId, payerId, refundId })), amount }
      },
      awaitPayment: ({ orderId }, options) => entry.awaitPayment(client, { orderId }, options),
      closePayment: ({ orderId }) =>
        entry.closePayment(client, { orderId, paymentId: storedOf(mock, orderId).paymentId }),
      receiveWebhook: (incoming) => entry.receiveWebhook(account, incoming),
      acknowledge: (answer) => entry.acknowledge(account, answer),
      gateway: {
        downloadStatement: ((parameters, options) =>
          entry.downloadStatement(client, parameters, options)) satisfies FullGateway['downloadStatement'],
      } as FullGateway,
    }
  },
  faults: [
    ...commonFaults,
    ['rate-limited', 'RATE_LIMITED', 'unknown', false],
    ['proxy-page', 'PROVIDER_ERROR', 'unknown', true],
    [{ status: 400, code: '10002' }, 'REFUND_REFUSED', 'rejected', false],
    [{ status: 400, code: 'SOMETHING_NEW' }, 'PROVIDER_ERROR', 'unknown', false],
  ],
  refusals: {
    rows: business.map((row) => [...row, 200]),
    money: ['refundPayment', 'callProvider', 'byOldApi'],
    // Nobody signs it.
    signed: false,
    hasStatus: true,
    ask: (action, { status, code, message }) =>
      actions[action as keyof typeof actions](openBaidu(refusalOf(code, message), accountOf(), status).client),
    secrets: { privateKey: merchant.privateKey, clientSecret },
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
