import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { amount, createClient, recordTransport } from 'shroff'
import { alipay, alipayGateway } from 'shroff/alipay'
import { mockAlipay } from 'shroff/alipay/mock'
import { antom, antomGateway } from 'shroff/antom'
import { mockAntom } from 'shroff/antom/mock'
import { baidu, createPayment } from 'shroff/baidu'
import { mockBaidu, openCashier } from 'shroff/baidu/mock'
import type { Gateway } from 'shroff/gateway'
import { lakala, lakalaGateway } from 'shroff/lakala'
import { mockLakala } from 'shroff/lakala/mock'
import { createMockGateway, deliverWebhooks, pay } from 'shroff/mock'
import { qqpay, qqpayGateway } from 'shroff/qqpay'
import { mockQqpay } from 'shroff/qqpay/mock'
import { unionpay, unionpayGateway } from 'shroff/unionpay'
import { mockUnionpay } from 'shroff/unionpay/mock'
import { wechatpay, wechatpayGateway } from 'shroff/wechatpay'
import { mockWechatpay } from 'shroff/wechatpay/mock'
import { yeepay, yeepayGateway } from 'shroff/yeepay'
import { mockYeepay } from 'shroff/yeepay/mock'
import { noon } from '../support/noon.js'

export const names = ['wechatpay', 'alipay', 'antom', 'unionpay', 'qqpay', 'lakala', 'yeepay', 'baidu'] as const
const payerClientIp = '203.0.113.7'
const orderId = 'T100100001'
const notifyUrl = 'https://shop.example/notify'

/** A shop with all that sign webhooks by an account's own keys, a payment made and paid at each, and all that went over the wire. */
export async function openShops({ now }: { now: Date | undefined } = { now: noon }) {
  const providers = [
    ...([mockWechatpay(), mockAlipay(), mockAntom(), mockUnionpay()] as const),
    ...([mockQqpay(), mockLakala(), mockYeepay(), mockBaidu()] as const),
  ] as const
  const mock = await createMockGateway({ providers, ...(now && { now }) })
  const placedAt = new Date(Math.floor(mock.clock.now() / 1000) * 1000)
  const { transport, exchanges } = recordTransport(mock.transport)
  const gateways: Gateway[] = [
    wechatpayGateway(createClient({ account: wechatpay(mock.credentials('wechatpay')), transport })),
    alipayGateway(createClient({ account: alipay(mock.credentials('alipay')), transport })),
    antomGateway(createClient({ account: antom(mock.credentials('antom')), transport })),
    unionpayGateway(createClient({ account: unionpay(mock.credentials('unionpay')), transport })),
    qqpayGateway(createClient({ account: qqpay(mock.credentials('qqpay')), transport }), { payerClientIp }),
    lakalaGateway(createClient({ account: lakala(mock.credentials('lakala')), transport }), { wallet: 'alipay' }),
    yeepayGateway(createClient({ account: yeepay(mock.credentials('yeepay')), transport }), { payerClientIp }),
  ]
  for (const gateway of gateways)
    await gateway.createPayment({
      ...{ channel: 'qr', orderId, amount: amount('25.00', 'CNY'), description: 'Oolong', notifyUrl },
      placedAt,
      expiresAt: new Date(placedAt.getTime() + 900_000),
    } as never)
  const { nextAction } = await createPayment(createClient({ account: baidu(mock.credentials('baidu')), transport }), {
    ...{ channel: 'miniprogram', orderId, amount: amount('25.00', 'CNY'), description: 'Oolong', notifyUrl },
  })
  await openCashier(mock, nextAction.parameters)
  for (const provider of names) await pay(mock, { provider, orderId })
  const webhooks: Request[] = []
  await deliverWebhooks(mock, {
    to: (request) => {
      webhooks.push(request.clone())
      return new Response()
    },
  })
  /** As a tool for HTTP writes it down. */
  const raw = await Promise.all(
    webhooks.map(async (request) => {
      const head = [...request.headers].map(([name, value]) => `${name}: ${value}`)
      return `POST ${new URL(request.url).pathname} HTTP/1.1\r\nHost: shop.example\r\n${head.join('\r\n')}\r\n\r\n${await request.text()}`
    }),
  )
  const webhookOf = Object.fromEntries(names.map((name, place) => [name, raw[place]!])) as Record<
    (typeof names)[number],
    string
  >
  const accounts = names.map((provider) => {
    const { clock: _, ...options } = mock.credentials(provider)
    return { provider, ...options }
  })
  /** Writes `shroff.config.json`; gives the folder. */
  const configure = (cwd: string, changes: object = {}) => {
    writeFileSync(join(cwd, 'shroff.config.json'), JSON.stringify({ accounts, ...changes }))
    return cwd
  }
  return { mock, exchanges, webhookOf, accounts, configure }
}
