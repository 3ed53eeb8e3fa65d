import { createPublicKey } from 'node:crypto'
import { createClient, type Transport, type WireReply, type WireRequest } from 'shroff'
import { type AlipayAccount, acknowledge, receiveWebhook } from 'shroff/alipay'
import type { MockAlipayOptions } from 'shroff/alipay/mock'
import { deliverWebhooks } from 'shroff/mock'
import {
  certificateSerial,
  judgeGatewayReply,
  judgeGatewayRequest,
  judgeNotification,
  judgeRestReply,
  judgeRestRequest,
} from '../oracle/alipay.js'
import type { modes } from './alipay.js'
import { openAlipayShop } from './alipay-shop.js'

/** The oracle's judgement of one request and its answer. */
export function judgeOf({ mock, credentials }: Pick<Shop, 'mock' | 'credentials'>, { certificateSns }: AlipayAccount) {
  const { appId, contentKey, certificates, privateKey } = credentials
  const common = contentKey === undefined ? {} : { aesKey: contentKey }
  const publicKey = createPublicKey(privateKey)
  const alipayKey = createPublicKey(certificates?.alipay ?? credentials.alipayPublicKey!)
  const serial = certificates && certificateSerial(certificates.alipay)
  const judge = (request: WireRequest, reply: WireReply) => {
    const now = mock.clock.now()
    const isRest = request.url.includes('/v3/')
    const merchant = { ...common, appId, publicKey, now, ...(certificateSns && { serials: certificateSns }) }
    const { method } = (isRest ? judgeRestRequest : judgeGatewayRequest)(request, merchant)
    const facts = { ...common, publicKey: alipayKey, method, ...(serial && { serial }), now }
    ;(isRest ? judgeRestReply : judgeGatewayReply)(reply, facts)
  }
  return { judge, alipayKey }
}

type Shop = Awaited<ReturnType<typeof openAlipayShop>>

/** A shop at the mock with the oracle on both sides of the wire. */
export async function openJudgedAlipay(
  { generation, certificate, encrypted }: (typeof modes)[number],
  more: MockAlipayOptions = {},
) {
  const shop = await openAlipayShop({
    generation,
    mock: { mode: certificate ? 'certificate' : 'public-key', encrypted, ...more },
  })
  const { mock, account, credentials } = shop
  const { appId, sellerId } = credentials
  const { judge, alipayKey } = judgeOf(shop, account)
  const transport: Transport = async (request, settings) => {
    const reply = await mock.transport(request, settings)
    judge(request, reply)
    return reply
  }
  const client = createClient<AlipayAccount>({ account, transport, retry: { attempts: 1 } })
  const notices: Record<string, string>[] = []
  const deliver = () =>
    deliverWebhooks(mock, {
      to: async (request) => {
        const body = new Uint8Array(await request.clone().arrayBuffer())
        notices.push(
          judgeNotification(
            { headers: Object.fromEntries(request.headers), body },
            { publicKey: alipayKey, appId, sellerId },
          ),
        )
        await receiveWebhook(account, request)
        return acknowledge(account, 'received')
      },
    })
  return { ...shop, client, deliver, notices, facts: { publicKey: alipayKey, appId, sellerId } }
}
