import { createClient, type Transport, type WireRequest } from 'shroff'
import { type LakalaAccount, type LakalaOptions, lakala } from 'shroff/lakala'
import { type MockLakalaOptions, mockLakala } from 'shroff/lakala/mock'
import { createMockGateway, deliverWebhooks, type MockGateway } from 'shroff/mock'
import { type Facts, judgeNotice, judgeReply, judgeRequest, sealReply } from '../oracle/lakala/wire.js'
import { demo } from '../vectors/lakala.js'
import { noon } from './noon.js'
import { clockAt } from './wechatpay.js'

export const merchantId = '82229007392000A'

/** The published merchant, on both sides: what it sends, and what it is sent, the oracle can seal. */
export const options = {
  appId: demo.appId,
  merchantId,
  terminalId: 'D9296400',
  vposId: '587305941625155584',
  requestIp: '203.0.113.7',
  serial: demo.serial,
  privateKey: demo.privateKey,
  platformCertificate: demo.certificate,
  clock: clockAt(noon.getTime()),
} as const satisfies LakalaOptions

export const accountOf = (more: Partial<LakalaOptions> = {}): LakalaAccount => lakala({ ...options, ...more })

/** Of an answer at noon. */
export const seal = (body: string, more: Partial<Parameters<typeof sealReply>[0]> = {}) => {
  const { appId, serial, privateKey } = demo
  return sealReply({ appId, serial, privateKey, timestamp: String(noon.getTime() / 1000), body, ...more })
}

/** An answer by its code, and what is in `resp_data`. */
export const saying = (data: object | undefined, code = 'BBS00000', msg = '成功') => ({
  code,
  msg,
  resp_time: '20260304120000',
  ...(data && { resp_data: data }),
})

/** A client whose every call is answered by this body, sealed by the oracle; gives what it has sent. */
export function openLakala(answer: object | ((request: WireRequest) => object), account = accountOf()) {
  const sent: WireRequest[] = []
  const transport: Transport = async (request) => {
    sent.push(request)
    return seal(JSON.stringify(typeof answer === 'function' ? answer(request) : answer))
  }
  return { account, sent, client: createClient({ account, transport, retry: { attempts: 1 } }) }
}

/** What was asked for, of a call that nobody has encrypted. */
export const askedIn = ({ body }: WireRequest): Record<string, unknown> =>
  JSON.parse(Buffer.from(body!).toString()).req_data

/** The oracle's judgement of one request and its answer at this mock. */
export function judgeOf(mock: MockGateway) {
  const facts = mock.credentials('lakala' as never) as unknown as Facts
  const judge = (request: WireRequest, reply: Awaited<ReturnType<Transport>>) => {
    judgeRequest(request, facts)
    judgeReply(reply, facts, request.url.endsWith('_encry'))
  }
  return { judge, facts }
}

/** A shop at the mock with the oracle on both sides of the wire. */
export async function openLakalaShop(mockOptions: MockLakalaOptions = {}, more: Partial<LakalaOptions> = {}) {
  const mock = await createMockGateway({ providers: [mockLakala(mockOptions)], now: noon })
  const credentials = mock.credentials('lakala')
  const account = lakala({ ...credentials, ...more })
  const { judge, facts } = judgeOf(mock as never)
  const transport: Transport = async (request, settings) => {
    const reply = await mock.transport(request, settings)
    judge(request, reply)
    return reply
  }
  /** Each notice that is due, judged by the oracle. */
  const notices = async () => {
    const told: Record<string, unknown>[] = []
    await deliverWebhooks(mock, {
      async to(request) {
        const body = new Uint8Array(await request.arrayBuffer())
        told.push(judgeNotice({ headers: Object.fromEntries(request.headers), body }, facts))
        return Response.json({ code: 'SUCCESS', message: '执行成功' })
      },
    })
    return told
  }
  return { mock, credentials, account, client: createClient({ account, transport }), notices }
}

/** An order of tea. */
export const tea = {
  orderId: 'T1001',
  amount: { currency: 'CNY', value: 2500 },
  description: 'Oolong tea 乌龙茶',
  notifyUrl: 'https://shop.example/lakala/notify?shop=1',
} as const
