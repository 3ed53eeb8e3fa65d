import { generateKeyPairSync } from 'node:crypto'
import { createClient, type Observe, type Transport, type WireRequest } from 'shroff'
import {
  type BaiduAccount,
  type BaiduOptions,
  baidu,
  type CreatePaymentParameters,
  check,
  createPayment,
} from 'shroff/baidu'
import { type MockBaiduOptions, mockBaidu, openCashier } from 'shroff/baidu/mock'
import { createMockGateway, deliverWebhooks, type MockGateway } from 'shroff/mock'
import {
  type Facts,
  type Fields,
  judgeNotice,
  judgeOrderInfo,
  judgeReply,
  judgeRequest,
  readFields,
  sealReply,
} from '../oracle/baidu/wire.js'
import { noon } from './noon.js'
import { clockAt } from './wechatpay.js'

const pairOf = (modulusLength: number) => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength })
  return {
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }) as string,
  }
}
/** The merchant's and Baidu's, made for these tests. */
export const merchant = pairOf(2048)
export const platform = pairOf(2048)

export const dealId = '470193086'
export const appKey = 'MMMabc'
export const clientSecret = 'client secret of the tests'.replaceAll(' ', '-')
export const facts: Facts = {
  dealId,
  appKey,
  clientId: 'smartProgramKey',
  clientSecret,
  privateKey: merchant.privateKey,
  platformKey: platform.publicKey,
}

export const accountOf = (more: Partial<BaiduOptions> = {}): BaiduAccount =>
  baidu({ ...facts, unsafeSha1: true, clock: clockAt(noon.getTime()), ...more })

export const token = '24.aaaabbbbccccdddd.2592000.1772596800.282335-17000001'

/** A client whose every call but those for a token is answered by this; gives what it has sent. */
export function openBaidu(answer: object | ((asked: Fields) => object), account = accountOf(), status = 200) {
  const sent: Fields[] = []
  const requests: WireRequest[] = []
  const tokens: Fields[] = []
  const transport: Transport = async (request) => {
    const { pathname, searchParams } = new URL(request.url)
    const asked = { ...Object.fromEntries(searchParams), ...readFields(request.body ?? '') }
    if (pathname === '/oauth/2.0/token') {
      tokens.push(asked)
      return sealReply({ access_token: token, expires_in: 2_592_000, scope: 'smartapp_snsapi_base' })
    }
    requests.push(request)
    sent.push(asked)
    return sealReply(typeof answer === 'function' ? answer(asked) : answer, status)
  }
  const client = createClient({ account, transport, retry: { attempts: 1 } })
  return { account, sent, requests, tokens, client }
}

export const done = (data: unknown) => ({ errno: 0, msg: 'success', data })
/** A refusal by business. */
export const refusalOf = (code: string, words = code) => ({
  errno: /^\d+$/.test(code) ? Number(code) : code,
  msg: words,
})

/** The oracle's judgement of one request and its answer at this mock. */
export function judgeOf(mock: MockGateway) {
  const whose = mock.credentials('baidu' as never) as unknown as Facts
  const judge = (request: WireRequest, reply: Awaited<ReturnType<Transport>>) => {
    judgeRequest(request, whose)
    judgeReply(request, reply)
  }
  return { judge, whose }
}

/** An order of tea in a smart program. */
export const tea = {
  channel: 'miniprogram',
  orderId: 'T1001',
  amount: { currency: 'CNY', value: 2500 },
  description: 'Oolong tea 乌龙茶',
} as const satisfies CreatePaymentParameters

/** A shop at the mock with the oracle on both sides of the wire; it has its token already. */
export async function openBaiduShop(options: MockBaiduOptions = {}, { observe }: { observe?: Observe } = {}) {
  const mock = await createMockGateway({ providers: [mockBaidu(options)], now: noon })
  const credentials = mock.credentials('baidu')
  const account = baidu(credentials)
  const { judge, whose } = judgeOf(mock as never)
  const transport: Transport = async (request, settings) => {
    const reply = await mock.transport(request, settings)
    judge(request, reply)
    return reply
  }
  await check(createClient({ account, transport }))
  const client = createClient({ account, transport, ...(observe && { observe }) })
  /** Signs an order, and opens the cashier with it. */
  const order = async (more: Partial<CreatePaymentParameters> = {}) => {
    const { nextAction } = await createPayment(client, { ...tea, ...more })
    judgeOrderInfo(nextAction.parameters.orderInfo as unknown as Fields, whose)
    return { ...(await openCashier(mock, nextAction.parameters)), nextAction }
  }
  /** Each notice that is due, judged by the oracle, and answered. */
  const notices = async (answer: (kind: string) => Response = () => Response.json(done({ isConsumed: 2 }))) => {
    const told: { kind: string; fields: Fields; url: string }[] = []
    await deliverWebhooks(mock, {
      async to(request) {
        const judged = judgeNotice(new Uint8Array(await request.arrayBuffer()), whose)
        told.push({ ...judged, url: request.url })
        return answer(judged.kind)
      },
    })
    return told
  }
  return { mock, credentials, account, client, order, notices, whose }
}

/** A notice of a payment, as captured. */
export const paidNotice: Fields = {
  unitPrice: '2500',
  orderId: '81341494729172',
  payTime: '1572227042',
  dealId,
  tpOrderId: 'T1001',
  count: '1',
  totalMoney: '2500',
  hbBalanceMoney: '0',
  userId: '3391629990',
  promoMoney: '0',
  promoDetail: '',
  hbMoney: '0',
  giftCardMoney: '0',
  payMoney: '2500',
  payType: '1117',
  returnData: '',
  partnerId: '6000001',
  status: '2',
}
