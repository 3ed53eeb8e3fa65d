import { createPublicKey, type KeyObject } from 'node:crypto'
import { createClient, type Transport, type WireReply, type WireRequest } from 'shroff'
import type { WechatpayAccount } from 'shroff/wechatpay'
import { judgeV2Reply, judgeV2Request } from '../oracle/wechatpay/v2.js'
import { type JudgedRequest, judgeReply, judgeRequest, type RequestFacts } from '../oracle/wechatpay.js'
import { openWechatpayShop } from './wechatpay-shop.js'

/** The merchant's public key, from its private one. */
export const merchantKeyOf = ({ privateKey }: { privateKey: string }): KeyObject => createPublicKey(privateKey)

type Shop = Awaited<ReturnType<typeof openWechatpayShop>>

/** The oracle's judgement of one request and its answer. */
export function judgeExchange(
  { mock, credentials }: Pick<Shop, 'mock' | 'credentials'>,
  request: WireRequest,
  reply: WireReply,
): void {
  const { merchantId, appId, apiV2Key, serial, platformKeys: keys } = credentials
  // APIv2 has its paths outside of /v3/.
  if (!new URL(request.url).pathname.startsWith('/v3/')) {
    const facts = { merchantId, appId, apiV2Key, signType: 'HMAC-SHA256' } as const
    judgeV2Reply(reply, judgeV2Request(request, facts).path, facts)
    return
  }
  const now = mock.clock.now()
  const { route } = judgeRequest(request, { merchantId, serial, publicKey: merchantKeyOf(credentials), now })
  judgeReply(reply, { keys, now, route, asked: request.headers['wechatpay-serial'] })
}

/** The oracle on both sides of the wire: it judges every request before the mock sees it, and every answer of the mock. */
export function judgedTransport(
  { mock, credentials }: Pick<Shop, 'mock' | 'credentials'>,
  rules: Pick<RequestFacts, 'knownRoute' | 'gatewaySerial'> = {},
) {
  const judged: JudgedRequest[] = []
  const transport: Transport = async (request, options) => {
    const { merchantId, serial } = credentials
    const facts = { merchantId, serial, publicKey: merchantKeyOf(credentials), now: mock.clock.now(), ...rules }
    const question = judgeRequest(request, facts)
    judged.push(question)
    const reply = await mock.transport(request, options)
    const asked = request.headers['wechatpay-serial']
    judgeReply(reply, { keys: credentials.platformKeys, now: mock.clock.now(), route: question.route, asked })
    return reply
  }
  return { transport, judged }
}

/** A shop whose every exchange is judged. */
export async function openJudgedShop(
  options: Parameters<typeof openWechatpayShop>[0] = {},
  rules?: Pick<RequestFacts, 'knownRoute' | 'gatewaySerial'>,
) {
  const shop = await openWechatpayShop(options)
  const { transport, judged } = judgedTransport(shop, rules)
  const client = createClient<WechatpayAccount>({ account: shop.account, transport, ...options.client })
  const last = () => judged.at(-1)!
  return { ...shop, client, transport, judged, last, publicKey: merchantKeyOf(shop.credentials) }
}
