import { createPublicKey } from 'node:crypto'
import { createClient, type Transport, type WireRequest } from 'shroff'
import { createMockGateway, deliverWebhooks, type MockGateway } from 'shroff/mock'
import { type YeepayAccount, type YeepayOptions, yeepay } from 'shroff/yeepay'
import { type MockYeepayOptions, mockYeepay } from 'shroff/yeepay/mock'
import {
  type Facts,
  type Fields,
  judgeReply,
  judgeRequest,
  type OracleReply,
  openNotice,
  sealNotice,
  sealReply,
} from '../oracle/yeepay/wire.js'
import { merchantKey, platformKey, platformPublicKey } from '../vectors/yeepay.js'
import { noon } from './noon.js'
import { clockAt } from './wechatpay.js'

export const appKey = 'app_10080009001'
export const merchantId = '10080009001'
export { merchantKey, platformKey, platformPublicKey } from '../vectors/yeepay.js'
export const facts: Facts = { appKey, merchantId, privateKey: merchantKey, yeepayPublicKey: platformPublicKey }
export const merchantPublicKey = createPublicKey(merchantKey).export({ format: 'pem', type: 'spki' }) as string

/** An account with the published test keys: what it sends the oracle can judge, what it is sent the oracle can seal. */
export const accountOf = (more: Partial<YeepayOptions> = {}): YeepayAccount =>
  yeepay({
    appKey,
    merchantId,
    privateKey: merchantKey,
    yeepayPublicKey: platformPublicKey,
    clock: clockAt(noon.getTime()),
    ...more,
  } as YeepayOptions)

type Answer = object | OracleReply

/** A client whose every call is answered by this body, sealed by the oracle, or by this answer; gives what it has sent. */
export function openYeepay(answer: Answer | ((asked: Fields) => Answer), account = accountOf()) {
  const sent: Fields[] = []
  const requests: WireRequest[] = []
  const transport: Transport = async (request) => {
    const asked = judgeRequest(request, { ...facts, appKey: account.appKey, merchantId: account.merchantId })
    requests.push(request)
    sent.push(asked)
    const told = typeof answer === 'function' ? answer(asked) : answer
    return 'headers' in told ? (told as OracleReply) : sealReply(told, platformKey)
  }
  return { account, sent, requests, client: createClient({ account, transport, retry: { attempts: 1 } }) }
}

/** A refusal: by the platform where its code is one of the platform's, else by the business. */
export function refusalOf(code: string, message = code): OracleReply {
  if (!/^((isv|isp|sys)\.|\d{5,}$)/i.test(code)) return sealReply({ result: { code, message } }, platformKey)
  const isSub = !/^\d/.test(code)
  return sealReply(
    { requestId: '1', code: isSub ? '40044' : code, message, ...(isSub && { subCode: code }) },
    platformKey,
    500,
  )
}

/** A notification of the oracle's under the published keys. */
export const noticeOf = (notice: object | string, other: Parameters<typeof sealNotice>[2] = {}) =>
  sealNotice(typeof notice === 'string' ? notice : JSON.stringify(notice), { merchantPublicKey, platformKey }, other)

/** The oracle's judgement of one request and its answer at this mock. */
export function judgeOf(mock: MockGateway) {
  const whose = mock.credentials('yeepay' as never) as unknown as Facts
  const judge = (request: WireRequest, reply: Awaited<ReturnType<Transport>>) => {
    judgeRequest(request, whose)
    judgeReply(reply, whose)
  }
  return { judge, whose }
}

/** A shop at the mock with the oracle on both sides of the wire. */
export async function openYeepayShop(options: MockYeepayOptions = {}, more: Partial<YeepayOptions> = {}) {
  const mock = await createMockGateway({ providers: [mockYeepay(options)], now: noon })
  const credentials = mock.credentials('yeepay')
  const account = yeepay({ ...credentials, ...more } as YeepayOptions)
  const { judge, whose } = judgeOf(mock as never)
  const transport: Transport = async (request, settings) => {
    const reply = await mock.transport(request, settings)
    judge(request, reply)
    return reply
  }
  /** Each notice that is due, judged by the oracle. */
  const notices = async () => {
    const told: Fields[] = []
    await deliverWebhooks(mock, {
      async to(request) {
        told.push(openNotice(new Uint8Array(await request.arrayBuffer()), whose).notice)
        return new Response('SUCCESS')
      },
    })
    return told
  }
  return { mock, credentials, account, client: createClient({ account, transport }), notices, whose }
}

/** An order of tea by QR code. */
export const tea = {
  orderId: 'T1001',
  amount: { currency: 'CNY', value: 2500 },
  description: 'Oolong tea 乌龙茶',
  payerClientIp: '203.0.113.7',
  notifyUrl: 'https://shop.example/yeepay/notify?shop=1',
} as const

/** What a query tells of it once it is paid. */
export const paidTea = {
  code: 'OPR00000',
  message: '成功',
  parentMerchantNo: merchantId,
  merchantNo: merchantId,
  orderId: 'T1001',
  uniqueOrderNo: '1001202603040000001853157079',
  status: 'SUCCESS',
  orderAmount: '25.00',
  payAmount: '25.00',
  realPayAmount: '24.00',
  requestDate: '2026-03-04 11:59:00',
  paySuccessDate: '2026-03-04 12:00:00',
  channel: 'WECHAT',
  payWay: 'USER_SCAN',
  channelTrxId: '4200001234202603040000000001',
  payerInfo: { bankId: '', cardType: 'CFT', userID: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o' },
  totalRefundAmount: '0.00',
} as const

/** The same as a notification tells it. */
export const paidNotice = {
  ...Object.fromEntries(Object.entries(paidTea).filter(([name]) => !/^(code|message|totalRefundAmount)$/.test(name))),
  payerInfo: '{"bankId":"","cardType":"CFT","userID":"oUpF8uMuAJO_M2pxb1Q9zNjWeS6o"}',
} as Fields
