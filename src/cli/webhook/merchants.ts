import { alipay } from '../../alipay/account.js'
import { alipayGateway } from '../../alipay/gateway.js'
import { mockAlipay } from '../../alipay/mock/index.js'
import { antom } from '../../antom/account.js'
import { antomGateway } from '../../antom/gateway.js'
import { mockAntom } from '../../antom/mock/index.js'
import { baidu } from '../../baidu/account.js'
import { createPayment } from '../../baidu/actions/createPayment.js'
import { mockBaidu, openCashier } from '../../baidu/mock/index.js'
import type { Amount } from '../../core/amount.js'
import { createClient } from '../../core/client.js'
import type { Gateway } from '../../gateway/gateway.js'
import { lakala } from '../../lakala/account.js'
import { lakalaGateway } from '../../lakala/gateway.js'
import { mockLakala } from '../../lakala/mock/index.js'
import { refund } from '../../mock/desk.js'
import { createMockGateway } from '../../mock/gateway.js'
import type { Keys } from '../../mock/parties.js'
import type { MockGateway } from '../../mock/running.js'
import { qqpay } from '../../qqpay/account.js'
import { qqpayGateway } from '../../qqpay/gateway.js'
import { mockQqpay } from '../../qqpay/mock/index.js'
import { unionpay } from '../../unionpay/account.js'
import { unionpayGateway } from '../../unionpay/gateway.js'
import { mockUnionpay } from '../../unionpay/mock/index.js'
import { wechatpay } from '../../wechatpay/account.js'
import { wechatpayGateway } from '../../wechatpay/gateway.js'
import { mockWechatpay } from '../../wechatpay/mock/index.js'
import { yeepay } from '../../yeepay/account.js'
import { yeepayGateway } from '../../yeepay/gateway.js'
import { mockYeepay } from '../../yeepay/mock/index.js'

export type Order = {
  readonly orderId: string
  readonly amount: Amount & { currency: 'CNY' }
  readonly description: string
  readonly notifyUrl: string
  readonly placedAt: Date
  readonly expiresAt: Date
}
export type Refund = {
  readonly orderId: string
  readonly refundId: string
  readonly amount: Amount
  readonly orderAmount: Amount
  readonly notifyUrl: string
  readonly placedAt: Date
  readonly orderPlacedAt: Date
}

/** The mock of one provider alone, and its merchant, who asks by the rules. */
export type Merchant = {
  readonly mock: MockGateway
  /** @throws `PARAMETERS_INVALID` for an address that the provider would not call. */
  place(order: Order): Promise<unknown>
  giveBack(refund: Refund): Promise<unknown>
}

const payerClientIp = '203.0.113.7'

const withGateway = (mock: MockGateway, gateway: Gateway): Merchant => ({
  mock,
  place: (order) => gateway.createPayment({ channel: 'qr', ...order } as never),
  giveBack: (refund) => gateway.refundPayment(refund as never),
})

/** Of those that call a shop by an address of the order's, and sign. */
export const merchants = {
  async wechatpay(keys: Keys) {
    const mock = await createMockGateway({ providers: [mockWechatpay()], keys })
    const account = wechatpay(mock.credentials('wechatpay'))
    return withGateway(mock, wechatpayGateway(createClient({ account, transport: mock.transport })))
  },
  async alipay(keys: Keys) {
    const mock = await createMockGateway({ providers: [mockAlipay()], keys })
    const account = alipay(mock.credentials('alipay'))
    return withGateway(mock, alipayGateway(createClient({ account, transport: mock.transport })))
  },
  async antom(keys: Keys) {
    const mock = await createMockGateway({ providers: [mockAntom()], keys })
    const account = antom(mock.credentials('antom'))
    return withGateway(mock, antomGateway(createClient({ account, transport: mock.transport })))
  },
  async unionpay(keys: Keys) {
    const mock = await createMockGateway({ providers: [mockUnionpay()], keys })
    const account = unionpay(mock.credentials('unionpay'))
    return withGateway(mock, unionpayGateway(createClient({ account, transport: mock.transport })))
  },
  async qqpay(keys: Keys) {
    const mock = await createMockGateway({ providers: [mockQqpay()], keys })
    const account = qqpay(mock.credentials('qqpay'))
    return withGateway(mock, qqpayGateway(createClient({ account, transport: mock.transport }), { payerClientIp }))
  },
  async lakala(keys: Keys) {
    const mock = await createMockGateway({ providers: [mockLakala()], keys })
    const account = lakala(mock.credentials('lakala'))
    const client = createClient({ account, transport: mock.transport })
    return withGateway(mock, lakalaGateway(client, { wallet: 'alipay' }))
  },
  async yeepay(keys: Keys) {
    const mock = await createMockGateway({ providers: [mockYeepay()], keys })
    const account = yeepay(mock.credentials('yeepay'))
    return withGateway(mock, yeepayGateway(createClient({ account, transport: mock.transport }), { payerClientIp }))
  },
  /** It has no gateway. */
  async baidu(keys: Keys): Promise<Merchant> {
    const mock = await createMockGateway({ providers: [mockBaidu()], keys })
    const account = baidu(mock.credentials('baidu'))
    const client = createClient({ account, transport: mock.transport })
    return {
      mock,
      async place({ placedAt: _, expiresAt: _never, ...order }) {
        const { nextAction } = await createPayment(client, { channel: 'miniprogram', ...order })
        await openCashier(mock, nextAction.parameters)
      },
      giveBack: ({ orderId, refundId }) => refund(mock, { provider: 'baidu', orderId, refundId }),
    }
  },
} satisfies Partial<Record<string, (keys: Keys) => Promise<Merchant>>>

export type Provider = keyof typeof merchants
export const providers = Object.keys(merchants) as [Provider, ...Provider[]]
