import { createClient } from 'shroff'
import * as antom from 'shroff/antom'
import { mockAntom } from 'shroff/antom/mock'
import * as baidu from 'shroff/baidu'
import { mockBaidu, openCashier } from 'shroff/baidu/mock'
import * as circle from 'shroff/circle'
import { mockCircle, sendPayment } from 'shroff/circle/mock'
import * as lakala from 'shroff/lakala'
import { mockLakala } from 'shroff/lakala/mock'
import { createMockGateway, forgeWebhook, pay } from 'shroff/mock'
import * as qqpay from 'shroff/qqpay'
import { mockQqpay } from 'shroff/qqpay/mock'
import * as unionpay from 'shroff/unionpay'
import { mockUnionpay } from 'shroff/unionpay/mock'
import * as yeepay from 'shroff/yeepay'
import { mockYeepay } from 'shroff/yeepay/mock'

/** What each of the other rails posts: XML, forms, JSON, in this order to one address. */
export const rails = ['unionpay', 'antom', 'qqpay', 'lakala', 'yeepay', 'baidu', 'circle'] as const
export type Rail = (typeof rails)[number]

/** The accounts of a program that is told by all of them. */
export const railAccounts = {
  imports: rails.map((name) => `import { ${name}, ${name}Webhooks } from 'shroff/${name}'`).join('\n'),
  accounts: rails.map((name) => `${name}Webhooks(${name}(RAILS.${name}))`).join(', '),
}

const placedAt = new Date(new Date().setMilliseconds(0))
const order = {
  orderId: 'RAIL10010001',
  placedAt,
  amount: { currency: 'CNY', value: 2500 },
  description: 'Oolong tea 乌龙茶',
  notifyUrl: 'https://shop.example/notify',
} as const

/** A shop at the mocks of these rails, whose one order each of them tells of. */
export async function openRails() {
  const mock = await createMockGateway({
    providers: [mockUnionpay(), mockAntom(), mockQqpay(), mockLakala(), mockYeepay(), mockBaidu(), mockCircle()],
  })
  const { transport } = mock
  const payerClientIp = '203.0.113.7'
  const { placedAt: _, ...sale } = order
  const { notifyUrl: _notifyUrl, ...bare } = sale
  const credentials = {
    unionpay: mock.credentials('unionpay'),
    // Some frameworks have another path, and Antom signs its own.
    antom: { ...mock.credentials('antom'), notifyPath: '/notify' },
    qqpay: mock.credentials('qqpay'),
    lakala: mock.credentials('lakala'),
    yeepay: mock.credentials('yeepay'),
    baidu: mock.credentials('baidu'),
    circle: mock.credentials('circle'),
  }
  const account = circle.circle(credentials.circle)
  const { reference } = await circle.createPayment(createClient({ account, transport }), {
    channel: 'transfer',
    orderId: order.orderId,
    amount: { asset: 'USDC', value: '12.50' },
    chain: 'BASE',
  })
  const atUnionpay = createClient({ account: unionpay.unionpay(credentials.unionpay), transport })
  const atBaidu = createClient({ account: baidu.baidu(credentials.baidu), transport })
  await Promise.all([
    unionpay.createPayment(atUnionpay, { channel: 'qr', ...order }),
    antom.createPayment(createClient({ account: antom.antom(credentials.antom), transport }), {
      channel: 'qr',
      ...sale,
    }),
    qqpay.createPayment(createClient({ account: qqpay.qqpay(credentials.qqpay), transport }), {
      ...{ channel: 'qr', ...sale, payerClientIp },
    }),
    lakala.createPayment(createClient({ account: lakala.lakala(credentials.lakala), transport }), {
      ...{ channel: 'qr', ...sale, wallet: 'alipay' },
    }),
    yeepay.createPayment(createClient({ account: yeepay.yeepay(credentials.yeepay), transport }), {
      ...{ channel: 'qr', ...sale, payerClientIp },
    }),
    baidu
      .createPayment(atBaidu, { channel: 'miniprogram', ...bare })
      .then(({ nextAction }) => openCashier(mock, nextAction.parameters)),
  ])
  for (const provider of rails)
    if (provider === 'circle') sendPayment(mock, { reference, amount: { asset: 'USDC', value: '12.50' } })
    else await pay(mock, { provider, orderId: order.orderId })
  const told = await forgeWebhook(mock, { provider: 'circle', reference, forgery: 'tampered-body' })
  const keyId = told.headers.get('x-circle-key-id')!
  const notificationKeys = await circle.fetchNotificationKey(transport)(account, keyId)
  return { mock, credentials: { ...credentials, circle: { ...credentials.circle, notificationKeys } } }
}
