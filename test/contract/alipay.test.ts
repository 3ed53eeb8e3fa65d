import { createClient } from 'shroff'
import * as entry from 'shroff/alipay'
import { mockAlipay } from 'shroff/alipay/mock'
import { createMockGateway } from 'shroff/mock'
import { merchantPem, openAlipay } from '../support/alipay.js'
import { judgeOf } from '../support/alipay-judged.js'
import { actions, business, type Name } from '../support/alipay-refused.js'
import { scriptedLine } from '../support/line.js'
import { noon } from '../support/noon.js'
import { keepsTheContract } from './contract.js'
import { commonFaults, type FaultRow } from './subject.js'

const ofBoth: FaultRow[] = [
  ...commonFaults,
  ['rate-limited', 'RATE_LIMITED', 'rejected', false],
  ['unsigned', 'SIGNATURE_MISSING', 'unknown', true],
  ['wrong-signature', 'SIGNATURE_INVALID', 'unknown', true],
  ['unknown-serial', 'KEY_UNKNOWN', 'unknown', true],
  ['nonce-refused', 'REQUEST_REFUSED', 'rejected', false],
  [{ status: 400, code: 'ACQ.SELLER_BALANCE_NOT_ENOUGH', message: '余额不足' }, 'BALANCE_TOO_LOW', 'rejected', false],
  [{ status: 400, code: 'ACQ.SOMETHING_NEW' }, 'PROVIDER_ERROR', 'unknown', false],
]

const faults: Record<'v2' | 'v3', FaultRow[]> = {
  v2: [...ofBoth, ['proxy-page', 'BODY_INVALID', 'unknown', true]],
  v3: [
    ...ofBoth,
    ['proxy-page', 'SIGNATURE_MISSING', 'unknown', true],
    ['accepted', 'PROVIDER_UNAVAILABLE', 'unknown', true],
    // Rightly signed, and no source names a window for Alipay's answers.
    ['stale-timestamp', 'TIMESTAMP_OUT_OF_WINDOW', 'unknown', true],
  ],
}

const misjudged: unknown[] = []

for (const api of ['v2', 'v3'] as const)
  keepsTheContract({
    title: `Alipay over ${api.toUpperCase()}`,
    provider: 'alipay',
    entry,
    lacks: [],
    misjudged,
    proof: 'signature',
    channels: ['qr', 'page', 'wap', 'app', 'jsapi'],
    payerId: '2088102534368455',
    async open({ attempts = 3, observe } = {}) {
      const mock = await createMockGateway({
        providers: [mockAlipay({ mode: 'certificate', encrypted: true })],
        now: noon,
      })
      const credentials = mock.credentials('alipay')
      const { privateKey: _key, ...receiving } = credentials
      const account = entry.alipay({ ...credentials, api })
      const { judge } = judgeOf({ mock: mock as never, credentials }, account)
      const { line, transport } = scriptedLine(mock, 'alipay', { judge, misjudged })
      const client = createClient({ account, transport, retry: { attempts }, ...(observe && { observe }) })
      return {
        mock,
        line,
        account,
        client: client as never,
        receiving: entry.alipay({ ...receiving, api }),
        secrets: { privateKey: credentials.privateKey, contentKey: credentials.contentKey! },
        refundsSettleLater: false,
        createPayment: ({ placedAt: _, ...order }) => entry.createPayment(client, { channel: 'qr', ...order }),
        getPayment: ({ orderId }) => entry.getPayment(client, { orderId }),
        prepareRefund:
          async ({ orderAmount: _, placedAt: _placed, orderPlacedAt: _order, ...refund }) =>
          () =>
            entry.refundPayment(client, refund),
        getRefund: ({ orderId, refundId }) => entry.getRefund(client, { orderId, refundId }),
        awaitPayment: ({ orderId }, options) => entry.awaitPayment(client, { orderId }, options),
        closePayment: ({ orderId }) => entry.closePayment(client, { orderId }),
        gateway: entry.alipayGateway(client, entry),
        receiveWebhook: (incoming) => entry.receiveWebhook(account, incoming),
        acknowledge: (answer) => entry.acknowledge(account, answer),
      }
    },
    faults: faults[api],
    refusals: {
      rows: business.map((row) => [...row, 400]),
      money: ['barcode', 'cancelPayment', 'refundPayment', 'callProvider'],
      signed: true,
      hasStatus: api === 'v3',
      ask: (action, { status, code, message }) => {
        const { client } = openAlipay({ refused: ['40004', code, message], status }, { generation: api })
        return actions[action as Name](client)
      },
      secrets: { privateKey: merchantPem },
    },
    forgeries: {
      'tampered-body': 'SIGNATURE_INVALID',
      'wrong-key': 'SIGNATURE_INVALID',
      unsigned: 'SIGNATURE_MISSING',
      // Rightly signed, and Alipay names no window: only id and time tell.
      replayed: 'taken',
      'from-the-future': 'taken',
      'foreign-merchant': 'WEBHOOK_NOT_OURS',
      'foreign-app': 'WEBHOOK_NOT_OURS',
    },
  })
