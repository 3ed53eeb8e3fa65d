// A shop at each provider, all behind the same face. The story below does not know which one it has.
import { createClient } from 'shroff'
import { alipay, alipayGateway } from 'shroff/alipay'
import { mockAlipay } from 'shroff/alipay/mock'
import { antom, antomGateway } from 'shroff/antom'
import { mockAntom } from 'shroff/antom/mock'
import type { Gateway } from 'shroff/gateway'
import { lakala, lakalaGateway } from 'shroff/lakala'
import { mockLakala } from 'shroff/lakala/mock'
import { createMockGateway, type MockGateway } from 'shroff/mock'
import { qqpay, qqpayGateway } from 'shroff/qqpay'
import { mockQqpay } from 'shroff/qqpay/mock'
import { unionpay, unionpayGateway } from 'shroff/unionpay'
import { mockUnionpay } from 'shroff/unionpay/mock'
import { wechatpay, wechatpayGateway } from 'shroff/wechatpay'
import { mockWechatpay } from 'shroff/wechatpay/mock'
import { yeepay, yeepayGateway } from 'shroff/yeepay'
import { mockYeepay } from 'shroff/yeepay/mock'

export type Shop = { name: string; mock: MockGateway; gateway: Gateway; example: string }

export const shops: Record<string, () => Promise<Shop>> = {
  async wechatpay() {
    const mock = await createMockGateway({ providers: [mockWechatpay()] })
    const account = wechatpay(mock.credentials('wechatpay'))
    const gateway = wechatpayGateway(createClient({ account, transport: mock.transport }))
    return { name: 'WeChat Pay (微信支付)', mock, gateway, example: 'first-payment.ts' }
  },
  async alipay() {
    const mock = await createMockGateway({ providers: [mockAlipay()] })
    const account = alipay(mock.credentials('alipay'))
    const gateway = alipayGateway(createClient({ account, transport: mock.transport }))
    return { name: 'Alipay (支付宝)', mock, gateway, example: 'first-alipay-payment.ts' }
  },
  async antom() {
    const mock = await createMockGateway({ providers: [mockAntom()] })
    const account = antom(mock.credentials('antom'))
    const gateway = antomGateway(createClient({ account, transport: mock.transport }))
    return { name: 'Antom (Alipay+)', mock, gateway, example: 'first-antom-payment.ts' }
  },
  async unionpay() {
    const mock = await createMockGateway({ providers: [mockUnionpay()] })
    const account = unionpay(mock.credentials('unionpay'))
    const gateway = unionpayGateway(createClient({ account, transport: mock.transport }))
    return { name: 'UnionPay (银联云闪付)', mock, gateway, example: 'first-unionpay-payment.ts' }
  },
  async qqpay() {
    const mock = await createMockGateway({ providers: [mockQqpay()] })
    const account = qqpay(mock.credentials('qqpay'))
    const client = createClient({ account, transport: mock.transport })
    // It asks for the payer's address of every order; the server's stands for it.
    const gateway = qqpayGateway(client, { payerClientIp: '203.0.113.7' })
    return { name: 'QQ Wallet (QQ钱包)', mock, gateway, example: 'first-qqpay-payment.ts' }
  },
  async lakala() {
    const mock = await createMockGateway({ providers: [mockLakala()] })
    const account = lakala(mock.credentials('lakala'))
    // An acquirer asks whose wallet it is.
    const gateway = lakalaGateway(createClient({ account, transport: mock.transport }), { wallet: 'alipay' })
    return { name: 'Lakala (拉卡拉)', mock, gateway, example: 'first-lakala-payment.ts' }
  },
  async yeepay() {
    const mock = await createMockGateway({ providers: [mockYeepay()] })
    const account = yeepay(mock.credentials('yeepay'))
    const client = createClient({ account, transport: mock.transport })
    // Without a wallet its QR code is one for WeChat Pay and Alipay.
    const gateway = yeepayGateway(client, { payerClientIp: '203.0.113.7' })
    return { name: 'YeePay (易宝支付)', mock, gateway, example: 'first-yeepay-payment.ts' }
  },
}
