import { createClient, type ErrorCode, type Outcome } from 'shroff'
import { createMockGateway } from 'shroff/mock'
import { sm3 } from 'shroff/sm'
import * as entry from 'shroff/unionpay'
import { mockUnionpay } from 'shroff/unionpay/mock'
import { scriptedLine } from '../support/line.js'
import { noon } from '../support/noon.js'
import { openUnionpay, placedAt, tea } from '../support/unionpay.js'
import { judgeOf } from '../support/unionpay-shop.js'
import { merchantKey } from '../vectors/unionpay.js'
import { keepsTheContract } from './contract.js'
import type { FullGateway } from './gateway.js'
import type { FaultRow } from './subject.js'
import { commonFaults } from './subject.js'

const misjudged: unknown[] = []
const { amount, orderId } = tea

type Client = ReturnType<typeof openUnionpay>['client']
const code = { channel: 'barcode', payerCode: '6220000000000000018' } as const
const undoing = { cancelId: 'T0001001C1', placedAt, amount } as const
/** Each action once, as it is refused in tests. */
const actions = {
  qr: (client: Client) => entry.createPayment(client, { ...tea, channel: 'qr' }),
  barcode: (client: Client) => entry.createPayment(client, { ...tea, ...code }),
  getPayment: (client: Client) => entry.getPayment(client, { orderId, placedAt }),
  reversal: (client: Client) => entry.cancelPayment(client, { orderId, placedAt }),
  void: (client: Client) => entry.cancelPayment(client, { ...undoing, paymentId: '1' }),
  getCancel: (client: Client) => entry.getCancel(client, { cancelId: undoing.cancelId, placedAt }),
  refundPayment: (client: Client) =>
    entry.refundPayment(client, { refundId: 'T0001001R1', placedAt, amount, paymentId: '1' }),
  getRefund: (client: Client) => entry.getRefund(client, { refundId: 'T0001001R1', placedAt }),
  freezeFunds: (client: Client) => entry.freezeFunds(client, { ...code, freezeId: 'F0001001', placedAt, amount }),
  getFreeze: (client: Client) => entry.getFreeze(client, { freezeId: 'F0001001', placedAt }),
  captureFunds: (client: Client) =>
    entry.captureFunds(client, { captureId: 'T0001001P1', placedAt, amount, authorizationId: '1' }),
  getCapture: (client: Client) => entry.getCapture(client, { captureId: 'T0001001P1', placedAt }),
  cancelFreeze: (client: Client) => entry.cancelFreeze(client, { ...undoing, authorizationId: '1' }),
  cancelCapture: (client: Client) => entry.cancelCapture(client, { ...undoing, providerCaptureId: '1' }),
}
type Name = keyof typeof actions
const money: Name[] = [
  'qr',
  'barcode',
  'reversal',
  'void',
  'refundPayment',
  'freezeFunds',
  'captureFunds',
  'cancelFreeze',
  'cancelCapture',
]

// From the tables of the wire page (§8, §9): 03, 04, 05 and 12 are to be asked about; of the others those are final that say so.
const business: [Name, string, ErrorCode, Outcome][] = [
  ...money.flatMap((name): [Name, string, ErrorCode, Outcome][] => [
    [name, '03', 'PROVIDER_UNAVAILABLE', 'unknown'],
    [name, '04', 'PROVIDER_UNAVAILABLE', 'unknown'],
    [name, '05', 'PROVIDER_UNAVAILABLE', 'unknown'],
    [name, '06', 'PROVIDER_UNAVAILABLE', 'unknown'],
    [name, '12', 'ORDER_ID_USED', 'unknown'],
    [name, '10', 'REQUEST_REFUSED', 'rejected'],
    [name, '11', 'SIGNATURE_REFUSED', 'rejected'],
    [name, '13', 'REQUEST_REFUSED', 'rejected'],
    [name, '31', 'NOT_PERMITTED', 'rejected'],
    [name, '39', 'PROVIDER_UNAVAILABLE', 'rejected'],
  ]),
  ['barcode', '61', 'PAYER_REFUSED', 'rejected'],
  ['barcode', '64', 'PAYER_REFUSED', 'rejected'],
  ['barcode', '33', 'REQUEST_REFUSED', 'rejected'],
  ['freezeFunds', '64', 'PAYER_REFUSED', 'rejected'],
  ['reversal', '34', 'ORDER_NOT_FOUND', 'rejected'],
  ['reversal', '35', 'REFUND_REFUSED', 'rejected'],
  ['void', '36', 'REFUND_REFUSED', 'rejected'],
  ['void', '45', 'REFUND_REFUSED', 'rejected'],
  ['refundPayment', '35', 'ORDER_NOT_FOUND', 'rejected'],
  ['refundPayment', '36', 'REFUND_REFUSED', 'rejected'],
  ['refundPayment', '45', 'REFUND_REFUSED', 'rejected'],
  ['captureFunds', '35', 'ORDER_NOT_FOUND', 'rejected'],
  ['captureFunds', '36', 'ORDER_CLOSED', 'rejected'],
  ['cancelFreeze', '45', 'ORDER_CLOSED', 'rejected'],
  ['cancelCapture', '45', 'REFUND_REFUSED', 'rejected'],
  ['getPayment', '34', 'ORDER_NOT_FOUND', 'unknown'],
  ['getPayment', '37', 'RATE_LIMITED', 'unknown'],
  ['getRefund', '34', 'REFUND_NOT_FOUND', 'unknown'],
  ['getCancel', '34', 'ORDER_NOT_FOUND', 'unknown'],
  ['getFreeze', '34', 'ORDER_NOT_FOUND', 'unknown'],
  ['getCapture', '34', 'ORDER_NOT_FOUND', 'unknown'],
]

const falseKeys: FaultRow[] = [['unknown-serial', 'SIGNATURE_INVALID', 'unknown', true]]
const falseCertificates = {
  'expired-certificate': 'SIGNATURE_INVALID',
  'foreign-certificate': 'SIGNATURE_INVALID',
  'self-issued-certificate': 'SIGNATURE_INVALID',
  'false-authority': 'SIGNATURE_INVALID',
} as const

/** What its certificates vouch for in one mode, a key that both sides hold vouches for in the other. */
for (const isSm of [false, true])
  keepsTheContract({
    title: isSm ? 'UnionPay by SM3' : 'UnionPay',
    provider: 'unionpay',
    entry,
    // The wire has no close: what nobody has paid ends by itself.
    lacks: ['closePayment'],
    misjudged,
    proof: isSm ? 'shared-key' : 'signature',
    payerId: 'none',
    channels: ['qr', 'page', 'wap', 'app'],
    refundsNameNoOrder: true,
    takesNumbersOnce: true,
    tellsNoTime: true,
    refusesLater: true,
    async open({ attempts = 3, observe } = {}) {
      const mock = await createMockGateway({
        providers: [mockUnionpay(isSm ? { signMethod: '12', sm3 } : {})],
        now: noon,
      })
      const credentials = mock.credentials('unionpay')
      const {
        privateKey: _key,
        certificate: _file,
        encryptionCertificate: _other,
        secureKey: _shared,
        ...receiving
      } = credentials
      const account = entry.unionpay(credentials as never)
      const { line, transport } = scriptedLine(mock, 'unionpay', { judge: judgeOf(mock as never).judge, misjudged })
      const client = createClient({ account, transport, retry: { attempts }, ...(observe && { observe }) })
      const gateway = entry.unionpayGateway(client, {
        settlePayment: entry.settlePayment,
        downloadStatement: entry.downloadStatement,
      })
      return {
        mock,
        line,
        account,
        client: client as never,
        ...(!isSm && { receiving: entry.unionpay(receiving as never) }),
        secrets: isSm ? { secureKey: credentials.secureKey! } : { privateKey: credentials.privateKey! },
        refundsSettleLater: true,
        createPayment: (order) => entry.createPayment(client, { channel: 'qr', ...order }),
        getPayment: ({ orderId, placedAt }) => entry.getPayment(client, { orderId, placedAt }),
        prepareRefund: async ({ orderAmount: _, ...refund }) => {
          const notifyUrl = 'https://shop.example/notify'
          return () => entry.refundPayment(client, { ...refund, notifyUrl })
        },
        // Whose a refund is its answer tells by UnionPay's number of the payment: the gateway asks for it.
        getRefund: (refund) => gateway.getRefund(refund),
        awaitPayment: ({ orderId, placedAt }, options) => entry.awaitPayment(client, { orderId, placedAt }, options),
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
      [{ status: 400, code: '36' }, 'REFUND_REFUSED', 'rejected', false],
      [{ status: 400, code: 'ZZ' }, 'PROVIDER_ERROR', 'unknown', false],
      ...(isSm ? [] : falseKeys),
    ],
    ...(!isSm && {
      refusals: {
        rows: business.map((row) => [...row, 200]),
        money,
        signed: true,
        // UnionPay answers 200 to everything that it can read.
        hasStatus: false,
        ask: (action, { code: respCode, message: respMsg }) =>
          actions[action as Name](openUnionpay({ respCode, respMsg }).client),
        secrets: { privateKey: merchantKey },
      },
    }),
    forgeries: {
      'tampered-body': 'SIGNATURE_INVALID',
      'wrong-key': 'SIGNATURE_INVALID',
      unsigned: 'SIGNATURE_MISSING',
      // Rightly signed, and nothing in it says when: only the event's id tells.
      replayed: 'taken',
      'foreign-merchant': 'WEBHOOK_NOT_OURS',
      ...(!isSm && falseCertificates),
    },
  })
