import { createClient, type Transport, type WireReply, type WireRequest } from 'shroff'
import { createMockGateway, deliverWebhooks, type MockGateway } from 'shroff/mock'
import { type UnionpayOptions, unionpay } from 'shroff/unionpay'
import { type MockUnionpayCredentials, type MockUnionpayOptions, mockUnionpay } from 'shroff/unionpay/mock'
import { judgeNotice, judgeUnionpay } from '../oracle/unionpay.js'
import { noon } from './noon.js'

/** The oracle's judgement of one request and its answer at this mock. */
export function judgeOf(mock: MockGateway) {
  const credentials = mock.credentials('unionpay' as never) as unknown as MockUnionpayCredentials
  const facts = () => ({
    merId: credentials.merchantId,
    root: credentials.rootCertificate ?? '',
    middle: credentials.middleCertificate ?? '',
    now: mock.clock.now(),
    ...(credentials.certificate !== undefined && { certificate: credentials.certificate }),
    ...(credentials.secureKey !== undefined && { secureKey: credentials.secureKey }),
  })
  const judge = (request: WireRequest, reply: WireReply) => judgeUnionpay(request, reply, facts())
  return { judge, facts }
}

/** A shop at the mock with the oracle on both sides of the wire. */
export async function openUnionpayShop(options: MockUnionpayOptions = {}, more: Partial<UnionpayOptions> = {}) {
  const mock = await createMockGateway({ providers: [mockUnionpay(options)], now: noon })
  const account = unionpay({ ...mock.credentials('unionpay'), ...more } as UnionpayOptions)
  const { judge, facts } = judgeOf(mock as never)
  const transport: Transport = async (request, settings) => {
    const reply = await mock.transport(request, settings)
    judge(request, reply)
    return reply
  }
  /** Each notice that is due, judged by the oracle. */
  const notices = async () => {
    const told: Record<string, string>[] = []
    await deliverWebhooks(mock, {
      async to(request) {
        const body = new Uint8Array(await request.arrayBuffer())
        told.push(judgeNotice({ headers: Object.fromEntries(request.headers), body }, facts()))
        return new Response('ok')
      },
    })
    return told
  }
  return { mock, account, client: createClient({ account, transport }), notices }
}
