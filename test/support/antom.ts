import { createPublicKey } from 'node:crypto'
import { createClient, type Transport, type WireRequest } from 'shroff'
import { type AntomAccount, type AntomOptions, antom } from 'shroff/antom'
import { type MockAntomOptions, mockAntom } from 'shroff/antom/mock'
import { createMockGateway, deliverWebhooks, type MockGateway } from 'shroff/mock'
import { judgeNotice, judgeReply, judgeRequest, sealReply, statusOf } from '../oracle/antom/wire.js'
import { privateKey, publicKey } from '../vectors/antom.js'
import { noon } from './noon.js'
import { clockAt } from './wechatpay.js'

export const clientId = '5XSR7C3046QJ05345'
export { privateKey as merchantPem } from '../vectors/antom.js'

/** An account whose both sides have the published key pair: what it sends, and what it is sent, the oracle can seal. */
export const accountOf = (more: Partial<AntomOptions> = {}): AntomAccount =>
  antom({ clientId, privateKey, antomPublicKey: publicKey, clock: clockAt(noon.getTime()), ...more } as AntomOptions)

/** A client whose every call is answered by this body, sealed by the oracle; gives what it has sent. */
export function openAntom(answer: object | ((request: WireRequest) => object), account = accountOf()) {
  const sent: WireRequest[] = []
  const transport: Transport = async (request) => {
    sent.push(request)
    const body = JSON.stringify(typeof answer === 'function' ? answer(request) : answer)
    const path = request.url.replace(/^https:\/\/[^/]+/, '')
    return sealReply({ path, clientId: account.clientId, privateKey, time: '2026-03-04T12:00:00+08:00', body })
  }
  return { account, sent, client: createClient({ account, transport, retry: { attempts: 1 } }) }
}

/** A body that is a result alone. */
export const resultOf = (code: string, message = code, status = statusOf(code)) => ({
  result: { resultCode: code, resultStatus: status, resultMessage: message },
})

/** The oracle's judgement of one request and its answer at this mock. */
export function judgeOf(mock: MockGateway) {
  const credentials = mock.credentials('antom' as never) as unknown as {
    clientId: string
    privateKey: string
    antomPublicKey: string
  }
  const merchant = { clientId: credentials.clientId, publicKey: createPublicKey(credentials.privateKey) }
  const platform = { clientId: credentials.clientId, publicKey: credentials.antomPublicKey }
  const judge = (request: WireRequest, reply: Awaited<ReturnType<Transport>>) => {
    judgeRequest(request, merchant)
    judgeReply(request, reply, platform)
  }
  return { judge, platform }
}

/** A shop at the mock with the oracle on both sides of the wire. */
export async function openAntomShop(options: MockAntomOptions = {}, more: Partial<AntomOptions> = {}) {
  const mock = await createMockGateway({ providers: [mockAntom(options)], now: noon })
  const credentials = mock.credentials('antom')
  const account = antom({ ...credentials, ...more } as AntomOptions)
  const { judge, platform } = judgeOf(mock as never)
  const transport: Transport = async (request, settings) => {
    const reply = await mock.transport(request, settings)
    judge(request, reply)
    return reply
  }
  /** Each notice that is due, judged by the oracle. */
  const notices = async () => {
    const bodies: Record<string, unknown>[] = []
    await deliverWebhooks(mock, {
      async to(request) {
        const body = new Uint8Array(await request.arrayBuffer())
        bodies.push(judgeNotice({ url: request.url, headers: Object.fromEntries(request.headers), body }, platform))
        return Response.json({ result: { resultCode: 'SUCCESS', resultStatus: 'S', resultMessage: 'success' } })
      },
    })
    return bodies
  }
  return { mock, credentials, account, client: createClient({ account, transport }), notices }
}

/** An order on a page, in dollars. */
export const tea = {
  orderId: 'T_1001',
  amount: { currency: 'USD', value: 2500 },
  description: 'Oolong tea 乌龙茶',
  notifyUrl: 'https://shop.example/antom/notify?shop=1',
  returnUrl: 'https://shop.example/back',
  wallet: 'ALIPAY_HK',
} as const
