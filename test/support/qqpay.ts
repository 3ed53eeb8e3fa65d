import { createClient, type Transport, type WireRequest } from 'shroff'
import { createMockGateway, deliverWebhooks, type MockGateway } from 'shroff/mock'
import { type QqpayAccount, type QqpayOptions, qqpay } from 'shroff/qqpay'
import { type MockQqpayOptions, mockQqpay } from 'shroff/qqpay/mock'
import {
  type Facts,
  type Fields,
  judgeNotice,
  judgeReply,
  judgeRequest,
  readXml,
  sealReply,
} from '../oracle/qqpay/wire.js'
import { noon } from './noon.js'
import { clockAt } from './wechatpay.js'

export const merchantId = '1900000109'
/** As in the official sample of a signature. */
export const apiKey = '192006250b4c09247ec02edce69f6a2d'
export const appKey = 'd139ae6fb0175e5659dce2a7c1fe84d5'
export const operatorPassword = 'operator password'
export const facts: Facts = { merchantId, apiKey, operatorPassword }

export const accountOf = (more: Partial<QqpayOptions> = {}): QqpayAccount =>
  qqpay({ merchantId, apiKey, appId: '100619284', appKey, operatorPassword, clock: clockAt(noon.getTime()), ...more })

/** A client whose every call is answered by these fields, sealed by the oracle; gives what it has sent. */
export function openQqpay(answer: Fields | ((asked: Fields) => Fields), account = accountOf()) {
  const sent: Fields[] = []
  const requests: WireRequest[] = []
  const transport: Transport = async (request) => {
    const asked = readXml(Buffer.from(request.body!).toString())
    requests.push(request)
    sent.push(asked)
    return sealReply(facts, typeof answer === 'function' ? answer(asked) : answer)
  }
  return { account, sent, requests, client: createClient({ account, transport, retry: { attempts: 1 } }) }
}

/** A refusal by business. */
export const refusalOf = (code: string, words = code): Fields => ({
  result_code: 'FAIL',
  err_code: code,
  err_code_des: words,
})

/** The oracle's judgement of one request and its answer at this mock. */
export function judgeOf(mock: MockGateway) {
  const whose = mock.credentials('qqpay' as never) as unknown as Facts
  const judge = (request: WireRequest, reply: Awaited<ReturnType<Transport>>) => {
    judgeRequest(request, whose)
    judgeReply(request, reply, whose)
  }
  return { judge, whose }
}

/** A shop at the mock with the oracle on both sides of the wire. */
export async function openQqpayShop(options: MockQqpayOptions = {}, more: Partial<QqpayOptions> = {}) {
  const mock = await createMockGateway({ providers: [mockQqpay(options)], now: noon })
  const credentials = mock.credentials('qqpay')
  const account = qqpay({ ...credentials, ...more })
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
        told.push(judgeNotice(new Uint8Array(await request.arrayBuffer()), whose))
        return new Response('<xml><return_code>SUCCESS</return_code></xml>')
      },
    })
    return told
  }
  return { mock, credentials, account, client: createClient({ account, transport }), notices }
}

/** An order of tea by QR code. */
export const tea = {
  orderId: 'T1001',
  amount: { currency: 'CNY', value: 2500 },
  description: 'Oolong tea 乌龙茶',
  payerClientIp: '203.0.113.7',
  notifyUrl: 'https://shop.example/qqpay/notify',
} as const

/** What a query tells of it once it is paid. */
export const paidTea: Fields = {
  trade_type: 'NATIVE',
  trade_state: 'SUCCESS',
  bank_type: 'BALANCE',
  fee_type: 'CNY',
  total_fee: '2500',
  cash_fee: '2400',
  coupon_fee: '100',
  transaction_id: '1353933301461607211903715555',
  out_trade_no: 'T1001',
  time_end: '20260304120000',
  openid: 'A0EBA0D1B8A6D5C3F7E1D6B1C9A2E3F4',
}
