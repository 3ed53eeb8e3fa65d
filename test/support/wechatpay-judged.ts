import { createPublicKey, type KeyObject } from 'node:crypto'
import { createClient, type Transport } from 'shroff'
import type { WechatpayAccount } from 'shroff/wechatpay'
import { type JudgedRequest, judgeReply, judgeRequest, type RequestFacts } from '../oracle/wechatpay.js'
import { openWechatpayShop } from './wechatpay-shop.js'

/** The merchant's public key, from its private one. */
export const merchantKeyOf = ({ privateKey }: { privateKey: string }): KeyObject => createPublicKey(privateKey)

type Shop = Awaited<ReturnType<typeof openWechatpayShop>>

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
