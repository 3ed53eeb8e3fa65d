import { alipay } from '../../alipay/account.js'
import { alipayGateway } from '../../alipay/gateway.js'
import { mockAlipay } from '../../alipay/mock/index.js'
import { antom } from '../../antom/account.js'
import { antomGateway } from '../../antom/gateway.js'
import { mockAntom } from '../../antom/mock/index.js'
import { createClient } from '../../core/client.js'
import { isShroffError } from '../../core/errors.js'
import type { WireRequest } from '../../core/transport.js'
import type { Gateway } from '../../gateway/gateway.js'
import { pay, settleRefund } from '../../mock/controls.js'
import { createMockGateway } from '../../mock/gateway.js'
import type { KeptKeys, Keys } from '../../mock/parties.js'
import type { Forgery, Notice, Webhooks } from '../../mock/provider.js'
import { type MockGateway, runningOf } from '../../mock/running.js'
import { unionpay } from '../../unionpay/account.js'
import { unionpayGateway } from '../../unionpay/gateway.js'
import { mockUnionpay } from '../../unionpay/mock/index.js'
import { wechatpay } from '../../wechatpay/account.js'
import { wechatpayGateway } from '../../wechatpay/gateway.js'
import { mockWechatpay } from '../../wechatpay/mock/index.js'
import { told } from '../chinese/told.js'
import { exits, fail } from '../fail.js'
import type { Io } from '../io.js'

/** The provider’s side of webhooks to one address, with the mock’s keys: a real provider’s are asked of nobody. */
export type Platform = {
  readonly forgeries: readonly Forgery[]
  /** Whether this answer says that it was received. */
  readonly isAcknowledged: Webhooks['acknowledged']
  /** An order is placed and paid; gives what is told of it. */
  paid(orderId: string): Promise<Notice>
  /** What is told of a refund of an order that was paid; undefined where this provider tells of none. */
  refunded(orderId: string, status?: 'succeeded' | 'closed' | 'needs-action'): Promise<Notice | undefined>
  /** Something that a test makes up, in the words of the wire. */
  other(eventType: string, resource: object): Notice
  /** As it goes out now, signed afresh, or false in the way asked for. */
  seal(notice: Notice, forgery?: Forgery): Promise<WireRequest>
}

const amount = { currency: 'CNY', value: 2500 } as const
const placedAt = new Date(Math.floor(Date.now() / 1000) * 1000)

/** The mock of each provider alone, and its merchant. */
const openers = {
  async wechatpay(keys: Keys) {
    const mock = await createMockGateway({ providers: [mockWechatpay()], keys })
    const account = wechatpay(mock.credentials('wechatpay'))
    return { mock, gateway: wechatpayGateway(createClient({ account, transport: mock.transport })) }
  },
  async alipay(keys: Keys) {
    const mock = await createMockGateway({ providers: [mockAlipay()], keys })
    const account = alipay(mock.credentials('alipay'))
    return { mock, gateway: alipayGateway(createClient({ account, transport: mock.transport })) }
  },
  async antom(keys: Keys) {
    const mock = await createMockGateway({ providers: [mockAntom()], keys })
    const account = antom(mock.credentials('antom'))
    return { mock, gateway: antomGateway(createClient({ account, transport: mock.transport })) }
  },
  async unionpay(keys: Keys) {
    const mock = await createMockGateway({ providers: [mockUnionpay()], keys })
    const account = unionpay(mock.credentials('unionpay'))
    return { mock, gateway: unionpayGateway(createClient({ account, transport: mock.transport })) }
  },
} satisfies Partial<Record<string, (keys: Keys) => Promise<{ mock: MockGateway; gateway: Gateway }>>>

/** Those that call a shop: the XRP Ledger is asked. */
export type Provider = keyof typeof openers
export const providers = Object.keys(openers) as [Provider, ...Provider[]]

/**
 * @param kept The keys of `shroff mock`; without, those that ship with the mock, which everybody has.
 * @throws one line for an address that the provider would not call.
 */
export async function openPlatform(
  io: Io,
  provider: Provider,
  url: string,
  kept: KeptKeys | undefined,
): Promise<Platform> {
  const { mock, gateway }: { mock: MockGateway; gateway: Gateway } = await openers[provider](kept ?? 'fixed')
  const running = runningOf(mock, provider)
  const webhooks = running.provider.webhooks!
  // What is signed of an address is its path; where it is, the sender alone has to know.
  const { pathname, search } = new URL(url)
  const notifyUrl = `https://shop.example${pathname}${search}`
  const taken = () => running.deliveries.splice(0).map(({ notice }) => notice)

  return {
    forgeries: webhooks.forgeries,
    isAcknowledged: webhooks.acknowledged,
    seal: (notice, forgery) => webhooks.seal(notice, forgery),
    other(eventType, resource) {
      running.notify({ type: 'other', eventType, resource, url: notifyUrl, at: mock.clock.now() })
      return taken().at(-1)!
    },
    async paid(orderId) {
      const expiresAt = new Date(placedAt.getTime() + 900_000)
      const order = { channel: 'qr', orderId, amount, description: 'Oolong tea', notifyUrl, placedAt, expiresAt }
      try {
        await gateway.createPayment(order as never)
      } catch (error) {
        // Its rules for addresses are what may be broken here.
        if (isShroffError(error, 'PARAMETERS_INVALID')) fail(exits.usage, told(io, error).problem)
        throw error
      }
      await pay(mock, { provider, orderId })
      return taken().at(-1)!
    },
    async refunded(orderId, status = 'succeeded') {
      const refundId = `${orderId}R1`
      await gateway.refundPayment({
        orderId,
        refundId,
        amount,
        orderAmount: amount,
        notifyUrl,
        placedAt,
        orderPlacedAt: placedAt,
      } as never)
      try {
        await settleRefund(mock, { provider, refundId, status })
      } catch {
        // It succeeded at once, or never comes to this.
      }
      return taken().find((notice) => notice.type === 'refund' && notice.status === status)
    },
  }
}
