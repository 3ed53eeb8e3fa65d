import { createClient } from 'shroff'
import { createMockGateway } from 'shroff/mock'
import { sm } from 'shroff/sm'
import * as entry from 'shroff/wechatpay'
import { mockWechatpay } from 'shroff/wechatpay/mock'
import { type Judge, judgeOfEachKind, scriptedLine } from '../support/line.js'
import { noon } from '../support/noon.js'
import { apiV3Key, merchantPem } from '../support/wechatpay.js'
import { openAnswering } from '../support/wechatpay-answering.js'
import { judgeExchange } from '../support/wechatpay-judged.js'
import { type Action, actions, rows, unclear } from '../support/wechatpay-refused.js'
import { keepsTheContract } from './contract.js'
import { commonFaults } from './subject.js'

const misjudged: unknown[] = []
const judged = new Set<string>()

for (const isSm of [false, true])
  keepsTheContract({
    title: isSm ? 'WeChat Pay by SM' : 'WeChat Pay',
    provider: 'wechatpay',
    entry,
    lacks: [],
    misjudged,
    proof: 'signature',
    payerId: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o',
    // The wallet is called with a signature by RSA.
    ...(isSm && { channels: ['qr', 'wap'] }),
    async open({ attempts = 3, observe } = {}) {
      const mock = await createMockGateway({ providers: [mockWechatpay(isSm ? { sm } : {})], now: noon })
      const credentials = mock.credentials('wechatpay')
      const { privateKey, apiV3Key, apiV2Key } = credentials
      const { privateKey: _key, serial: _serial, certificate: _file, ...receiving } = credentials
      const judge: Judge = (request, reply) => judgeExchange({ mock, credentials }, request, reply)
      const { line, transport } = scriptedLine(mock, 'wechatpay', {
        misjudged,
        judge: isSm ? judgeOfEachKind(judged, judge) : judge,
      })
      const account = entry.wechatpay(credentials)
      const client = createClient({ account, transport, retry: { attempts }, ...(observe && { observe }) })
      return {
        mock,
        line,
        account,
        client: client as never,
        receiving: entry.wechatpay(receiving),
        secrets: { privateKey, apiV3Key, apiV2Key },
        refundsSettleLater: true,
        createPayment: ({ placedAt: _, ...order }) => entry.createPayment(client, { channel: 'qr', ...order }),
        getPayment: ({ orderId }) => entry.getPayment(client, { orderId }),
        prepareRefund:
          async ({ placedAt: _, orderPlacedAt: _order, ...refund }) =>
          () =>
            entry.refundPayment(client, refund),
        getRefund: async ({ refundId, orderId }) => {
          const refund = await entry.getRefund(client, { refundId })
          // Its numbers are the merchant's, not the order's.
          if (refund.orderId !== orderId) await entry.getPayment(client, { orderId })
          return refund
        },
        awaitPayment: ({ orderId }, options) => entry.awaitPayment(client, { orderId }, options),
        closePayment: ({ orderId }) => entry.closePayment(client, { orderId }),
        gateway: entry.wechatpayGateway(client, entry),
        receiveWebhook: (incoming) => entry.receiveWebhook(account, incoming),
        acknowledge: (answer) => entry.acknowledge(account, answer),
      }
    },
    faults: [
      ...commonFaults,
      ['proxy-page', 'SIGNATURE_MISSING', 'unknown', true],
      // A refund that meets a rate limit may have been accepted, so says its documentation; this one was not.
      ['rate-limited', 'RATE_LIMITED', 'unknown', false],
      ['accepted', 'PROVIDER_UNAVAILABLE', 'unknown', true],
      ['unsigned', 'SIGNATURE_MISSING', 'unknown', true],
      ['wrong-signature', 'SIGNATURE_INVALID', 'unknown', true],
      ['stale-timestamp', 'TIMESTAMP_OUT_OF_WINDOW', 'unknown', true],
      ['unknown-serial', 'KEY_UNKNOWN', 'unknown', true],
      ['probe', 'SIGNATURE_PROBE', 'unknown', true],
      // A copy may have arrived before.
      ['nonce-refused', 'SIGNATURE_REFUSED', 'unknown', false],
      [{ status: 403, code: 'NOT_ENOUGH', message: '余额不足' }, 'BALANCE_TOO_LOW', 'rejected', false],
      [{ status: 400, code: 'SOMETHING_NEW' }, 'PROVIDER_ERROR', 'unknown', false],
    ],
    ...(!isSm && {
      refusals: {
        rows: rows.map(([action, status, providerCode, code, outcome]) => [
          action,
          providerCode,
          code,
          outcome,
          status,
        ]),
        money: unclear,
        signed: false,
        hasStatus: true,
        ask: (action, { status, code, message }) => {
          // Only with its documented words is a refused signature final.
          const words = code === 'SIGN_ERROR' ? '签名错误' : message
          return actions[action as Action](openAnswering({ status, body: { code, message: words } }).client)
        },
        secrets: { privateKey: merchantPem, apiV3Key },
      },
    }),
    forgeries: {
      'tampered-body': 'SIGNATURE_INVALID',
      'wrong-key': 'SIGNATURE_INVALID',
      unsigned: 'SIGNATURE_MISSING',
      'unknown-serial': 'KEY_UNKNOWN',
      replayed: 'TIMESTAMP_OUT_OF_WINDOW',
      'from-the-future': 'TIMESTAMP_OUT_OF_WINDOW',
      probe: 'SIGNATURE_PROBE',
      'foreign-merchant': 'WEBHOOK_NOT_OURS',
      'foreign-app': 'WEBHOOK_NOT_OURS',
      'wrong-secret': 'DECRYPTION_FAILED',
    },
  })
