import { createMockGateway } from 'shroff/mock'
import { type MockWechatpayOptions, mockWechatpay } from 'shroff/wechatpay/mock'
import { judgeReply, judgeRequest, type OracleRequest, type RequestSeal, sealRequest } from '../oracle/wechatpay.js'
import { noon } from './noon.js'

export const host = 'https://api.mch.weixin.qq.com'
export const native = '/v3/pay/transactions/native'
export const refunds = '/v3/refund/domestic/refunds'

/** What the tests read of an answer's body. */
export type Answer = { status: number; body: Record<string, unknown>; headers: Record<string, string> }

/**
 * A mock WeChat Pay, asked by the oracle in place of our client: what it sends and what it is answered are judged by a
 * party that shares no code with either side.
 */
export async function openGateway(options: MockWechatpayOptions = {}) {
  const mock = await createMockGateway({ providers: [mockWechatpay(options)], now: noon })
  const credentials = mock.credentials('wechatpay')
  const { merchantId, serial, privateKey, appId } = credentials

  const sealed = (method: string, path: string, body?: unknown, changes: Partial<RequestSeal> = {}): OracleRequest =>
    sealRequest({
      method,
      url: host + path,
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      merchantId,
      serial,
      privateKey,
      now: mock.clock.now(),
      nonce: 'n0nce',
      ...changes,
    })

  /** Sends a request as it is, and judges the answer. */
  async function send(request: OracleRequest): Promise<Answer> {
    const reply = await mock.transport(request, { signal: new AbortController().signal })
    const now = mock.clock.now()
    // What the gateway accepts must be a request that the oracle accepts; the route also tells it what the answer holds.
    const route =
      reply.status < 300 ? judgeRequest(request, { merchantId, serial, publicKey: privateKey, now }).route : undefined
    const { platformKeys } = mock.credentials('wechatpay')
    // That the mock does not play something is its own word, and none of WeChat Pay's.
    const own = reply.status >= 400 && JSON.parse(new TextDecoder().decode(reply.body))
    if (own.code === 'NOT_PLAYED_BY_MOCK') return { status: reply.status, body: own, headers: reply.headers }
    const body = judgeReply(reply, { keys: platformKeys, now, route }) ?? {}
    return { status: reply.status, body, headers: reply.headers }
  }

  const ask = (method: string, path: string, body?: unknown, changes?: Partial<RequestSeal>) =>
    send(sealed(method, path, body, changes))

  /** A prepay body that breaks no rule. */
  const order = {
    appid: appId,
    mchid: merchantId,
    description: 'Oolong tea 乌龙茶',
    out_trade_no: 'T-1001',
    notify_url: 'https://shop.example/notify',
    amount: { total: 2500, currency: 'CNY' },
  }
  const byOrderId = (orderId: string) => `/v3/pay/transactions/out-trade-no/${orderId}?mchid=${merchantId}`
  const close = (orderId: string) =>
    ask('POST', `/v3/pay/transactions/out-trade-no/${orderId}/close`, { mchid: merchantId })
  const refund = (changes: object = {}) =>
    ask('POST', refunds, {
      out_trade_no: 'T-1001',
      out_refund_no: 'R-1',
      amount: { refund: 500, total: 2500, currency: 'CNY' },
      ...changes,
    })
  return { mock, credentials, sealed, send, ask, order, byOrderId, close, refund }
}
