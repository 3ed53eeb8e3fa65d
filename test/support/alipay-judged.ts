import { createPublicKey } from 'node:crypto'
import { createClient, type Transport } from 'shroff'
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
  const { appId, sellerId, contentKey, certificates } = credentials
  const serials = account.certificateSns
  const common = contentKey === undefined ? {} : { aesKey: contentKey }
  const now = () => mock.clock.now()
  const merchant = () => ({
    ...common,
    appId,
    publicKey: createPublicKey(credentials.privateKey),
    now: now(),
    ...(serials && { serials }),
  })
  const alipayKey = createPublicKey(certificates?.alipay ?? credentials.alipayPublicKey!)
  const serial = certificates && certificateSerial(certificates.alipay)
  const transport: Transport = async (request, settings) => {
    const isRest = request.url.includes('/v3/')
    const { method } = (isRest ? judgeRestRequest : judgeGatewayRequest)(request, merchant())
    const reply = await mock.transport(request, settings)
    const facts = { ...common, publicKey: alipayKey, method, ...(serial && { serial }), now: now() }
    ;(isRest ? judgeRestReply : judgeGatewayReply)(reply, facts)
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
