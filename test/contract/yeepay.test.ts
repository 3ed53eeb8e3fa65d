import { createClient, type ErrorCode, type Outcome, type Signer } from 'shroff'
import { createMockGateway, deliverWebhooks, type MockGateway, pay } from 'shroff/mock'
import { sm } from 'shroff/sm'
import * as entry from 'shroff/yeepay'
import { mockYeepay } from 'shroff/yeepay/mock'
import { describe, expect, it } from 'vitest'
import { unwrapKey } from '../oracle/yeepay/wire.js'
import { failure } from '../support/failure.js'
import { judgeOfEachKind, scriptedLine } from '../support/line.js'
import { noon } from '../support/noon.js'
import { judgeOf, merchantKey, openYeepay, refusalOf, tea } from '../support/yeepay.js'
import { smJudgeOf } from '../support/yeepay-sm.js'
import { keepsTheContract } from './contract.js'
import type { FullGateway } from './gateway.js'
import { commonFaults } from './subject.js'

const misjudged: unknown[] = []
const judged = new Set<string>()
const five = { currency: 'CNY', value: 500 } as const
const payerClientIp = '203.0.113.7'

type Client = ReturnType<typeof openYeepay>['client']
/** Each action once, as it is refused in tests. */
const actions = {
  qr: (client: Client) => entry.createPayment(client, { ...tea, channel: 'qr' }),
  page: (client: Client) => {
    const { payerClientIp: _, ...order } = tea
    return entry.createPayment(client, { ...order, channel: 'page' })
  },
  barcode: (client: Client) =>
    entry.createPayment(client, { ...tea, channel: 'barcode', payerCode: '281234567890123456', terminalId: 'till' }),
  getPayment: (client: Client) => entry.getPayment(client, { orderId: 'T1001' }),
  closePayment: (client: Client) => entry.closePayment(client, { orderId: 'T1001' }),
  refundPayment: (client: Client) =>
    entry.refundPayment(client, { orderId: 'T1001', refundId: 'T1001R1', amount: five }),
  getRefund: (client: Client) => entry.getRefund(client, { orderId: 'T1001', refundId: 'T1001R1' }),
  resumeRefund: (client: Client) => entry.resumeRefund(client, { orderId: 'T1001', refundId: 'T1001R1' }),
  endRefund: (client: Client) => entry.endRefund(client, { orderId: 'T1001', refundId: 'T1001R1' }),
  callProvider: (client: Client) =>
    entry.callProvider(client, { method: 'POST', path: '/rest/v1.0/divide/apply', fields: {} }),
}

// From the table of the wire page (§3.1). Of the business one code is public.
const platform: [keyof typeof actions, string, ErrorCode, Outcome][] = [
  ['barcode', 'sys.service.unavailable', 'PROVIDER_UNAVAILABLE', 'unknown'],
  ['barcode', 'sys.service.retryable', 'PROVIDER_UNAVAILABLE', 'rejected'],
  ['barcode', '99001013', 'PROVIDER_UNAVAILABLE', 'unknown'],
  ['barcode', 'isv.check.request-param.format', 'REQUEST_REFUSED', 'rejected'],
  ['qr', 'isv.check.request-param.miss', 'REQUEST_REFUSED', 'rejected'],
  ['qr', 'isv.app.not-exists', 'NOT_PERMITTED', 'rejected'],
  ['qr', 'sys.authorization.unauthorized', 'NOT_PERMITTED', 'rejected'],
  ['qr', 'sys.limit.ip-white-list.app', 'NOT_PERMITTED', 'rejected'],
  ['page', 'OPR18017', 'ORDER_CLOSED', 'rejected'],
  ['closePayment', 'OPR18017', 'ORDER_CLOSED', 'rejected'],
  ['getPayment', 'isv.authentication.digest.verify-failure', 'SIGNATURE_REFUSED', 'rejected'],
  ['getPayment', 'isv.authentication.digest.integrity-checking-failure', 'SIGNATURE_REFUSED', 'rejected'],
  ['getPayment', '99001008', 'SIGNATURE_REFUSED', 'rejected'],
  ['refundPayment', 'sys.service.unavailable', 'PROVIDER_UNAVAILABLE', 'unknown'],
  ['refundPayment', '99999000', 'PROVIDER_UNAVAILABLE', 'unknown'],
  ['refundPayment', 'sys.limit.rate-limit', 'RATE_LIMITED', 'rejected'],
  ['refundPayment', 'isv.encrypt.format.illegal', 'REQUEST_REFUSED', 'rejected'],
  ['callProvider', 'isv.service.not-exists', 'REQUEST_REFUSED', 'rejected'],
]

/** WebCrypto does not open the envelope of a notice; there an HSM of the merchant's does. */
const isWeb = process.env.SHROFF_CRYPTO === 'web'

/** The private key in such an HSM. */
const opensOnly = (privateKey: string): Signer => ({
  sign: () => Promise.reject(new Error('this one only opens')),
  decrypt: async (wrapped) => unwrapKey(wrapped, privateKey),
})

async function noticesOf(mock: MockGateway): Promise<string[]> {
  const told: string[] = []
  await deliverWebhooks(mock, {
    async to(request) {
      told.push(await request.text())
      return new Response('SUCCESS')
    },
  })
  return told
}

/** A merchant of RSA or of 国密 at his mock. */
async function openShop(isSm: boolean) {
  if (!isSm) {
    const mock = await createMockGateway({ providers: [mockYeepay()], now: noon })
    const credentials = mock.credentials('yeepay')
    const { privateKey } = credentials
    const account = entry.yeepay(credentials)
    const receiving = isWeb ? entry.yeepay({ ...credentials, privateKey: opensOnly(privateKey) }) : account
    return { mock, privateKey, account, receiving, judge: judgeOf(mock as never).judge }
  }
  const mock = await createMockGateway({ providers: [mockYeepay({ sm })], now: noon })
  const credentials = mock.credentials('yeepay')
  const { privateKey, platformKeys } = credentials
  const account = entry.yeepay(credentials)
  return {
    mock,
    privateKey,
    account,
    receiving: account,
    judge: judgeOfEachKind(judged, smJudgeOf(privateKey, platformKeys)),
  }
}

for (const isSm of [false, true])
  keepsTheContract({
    title: isSm ? 'YeePay by SM' : 'YeePay',
    provider: 'yeepay',
    entry,
    // The wire closes what is open; what is paid is refunded.
    lacks: ['cancelPayment'],
    misjudged,
    proof: 'signature',
    payerId: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o',
    channels: ['qr', 'page', 'wap', 'app', 'jsapi'],
    refusesLater: true,
    ...(isSm && { readsTimesLast: true }),
    async open({ attempts = 3, observe } = {}) {
      const { mock, privateKey, account, receiving, judge } = await openShop(isSm)
      const { line, transport } = scriptedLine(mock, 'yeepay', { judge, misjudged })
      const client = createClient({ account, transport, retry: { attempts }, ...(observe && { observe }) })
      const gateway = entry.yeepayGateway(client, {
        payerClientIp,
        wallet: 'wechatpay',
        appId: 'wxd678efh567hg6787',
        settlePayment: entry.settlePayment,
        downloadStatement: entry.downloadStatement,
      })
      return {
        mock,
        line,
        account,
        client: client as never,
        secrets: { privateKey },
        refundsSettleLater: true,
        createPayment: ({ placedAt: _, ...order }) =>
          entry.createPayment(client, { channel: 'qr', payerClientIp, ...order }),
        getPayment: ({ orderId }) => entry.getPayment(client, { orderId }),
        prepareRefund: async ({ orderId, refundId, amount }) => {
          return () => entry.refundPayment(client, { orderId, refundId, amount })
        },
        getRefund: ({ refundId, orderId }) => entry.getRefund(client, { orderId, refundId }),
        awaitPayment: ({ orderId }, options) => entry.awaitPayment(client, { orderId }, options),
        closePayment: ({ orderId }) => entry.closePayment(client, { orderId }),
        gateway: gateway as unknown as FullGateway,
        receiveWebhook: (incoming) => entry.receiveWebhook(receiving, incoming),
        acknowledge: (answer) => entry.acknowledge(account, answer),
      }
    },
    faults: [
      ...commonFaults,
      ['rate-limited', 'RATE_LIMITED', 'rejected', false],
      ['unsigned', 'SIGNATURE_MISSING', 'unknown', true],
      ['wrong-signature', 'SIGNATURE_INVALID', 'unknown', true],
      ['proxy-page', 'BODY_INVALID', 'unknown', true],
      [{ status: 500, code: 'isv.check.request-param.format' }, 'REQUEST_REFUSED', 'rejected', false],
      [{ status: 400, code: 'SOMETHING_NEW' }, 'PROVIDER_ERROR', 'unknown', false],
    ],
    ...(!isSm && {
      refusals: {
        rows: platform.map((row) => [...row, 500]),
        money: ['barcode', 'refundPayment', 'resumeRefund', 'endRefund', 'callProvider'],
        signed: true,
        // The platform refuses everything with 500, the business with 200.
        hasStatus: false,
        ask: (action, { code, message }) =>
          actions[action as keyof typeof actions](openYeepay(refusalOf(code, message)).client),
        secrets: { privateKey: merchantKey },
      },
    }),
    forgeries: {
      'tampered-body': 'SIGNATURE_INVALID',
      'wrong-key': 'SIGNATURE_INVALID',
      // Of RSA it stands within the envelope, and which step failed is not told.
      unsigned: isSm ? 'SIGNATURE_MISSING' : 'SIGNATURE_INVALID',
      // Rightly signed, and of RSA nothing in it says when: only the event's id tells.
      replayed: isSm ? 'TIMESTAMP_OUT_OF_WINDOW' : 'taken',
      'foreign-merchant': 'WEBHOOK_NOT_OURS',
      'wrong-secret': isSm ? 'DECRYPTION_FAILED' : 'SIGNATURE_INVALID',
    },
  })

describe.runIf(isWeb)('a notice of YeePay’s that only WebCrypto could open', () => {
  it('is refused by name, before anything in it is looked at', async () => {
    const { mock, account } = await openShop(false)
    const client = createClient({ account, transport: mock.transport })
    await entry.createPayment(client, { ...tea, channel: 'qr' })
    await pay(mock, { provider: 'yeepay', orderId: tea.orderId })
    const [told] = await noticesOf(mock)
    for (const body of [told!, told!.replace(/response=[^&]*/, 'response=x')])
      expect(await failure(entry.receiveWebhook(account, { headers: {}, body, encoding: 'utf8' }))).toMatchObject({
        code: 'CONFIG_INVALID',
        outcome: 'not-sent',
        provider: 'yeepay',
      })
  })
})
