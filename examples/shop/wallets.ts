// The shop's gateways: against mocks in memory unless there are keys in the environment.
import { createClient, fetchTransport } from 'shroff'
import { alipay, alipayGateway, alipayWebhooks } from 'shroff/alipay'
import { mockAlipay } from 'shroff/alipay/mock'
import type { Gateway, GatewayCreateParameters } from 'shroff/gateway'
import { createMockGateway } from 'shroff/mock'
import { wechatpay, wechatpayGateway, wechatpayWebhooks } from 'shroff/wechatpay'
import { mockWechatpay } from 'shroff/wechatpay/mock'

type Environment = Readonly<Record<string, string | undefined>>

/** Whether this shop takes money. */
export const isReal = (env: Environment) => Boolean(env.WECHATPAY_MERCHANT_ID || env.ALIPAY_APP_ID)

export async function openMocks() {
  const mock = await createMockGateway({ providers: [mockWechatpay(), mockAlipay()] })
  const accounts = { wechat: wechatpay(mock.credentials('wechatpay')), ali: alipay(mock.credentials('alipay')) }
  const { gateways, ...rest } = wallets(accounts, mock.transport)
  const placed: Placed[] = []
  /** The payer's phone, which is a page of this shop, has to know what there is to pay. */
  const seen = gateways.map(
    (gateway: Gateway): Gateway => ({
      ...gateway,
      async createPayment(given: GatewayCreateParameters) {
        const result = await gateway.createPayment(given)
        const { orderId, description, amount } = given
        if (placed.every((one) => one.orderId !== orderId))
          placed.unshift({ provider: gateway.provider as Placed['provider'], orderId, description, fen: amount.value })
        return result as never
      },
    }),
  )
  return { ...rest, gateways: seen, mock, placed }
}

/** What a payer of the mock could pay. */
export type Placed = {
  provider: 'wechatpay' | 'alipay'
  orderId: string
  description: string
  fen: number
}

export function openReal(env: Environment) {
  const wechat =
    env.WECHATPAY_MERCHANT_ID &&
    wechatpay({
      merchantId: env.WECHATPAY_MERCHANT_ID,
      appId: env.WECHATPAY_APP_ID!,
      serial: env.WECHATPAY_SERIAL!,
      privateKey: env.WECHATPAY_PRIVATE_KEY!,
      apiV3Key: env.WECHATPAY_API_V3_KEY!,
      platformKeys: { [env.WECHATPAY_PUBLIC_KEY_ID!]: env.WECHATPAY_PUBLIC_KEY! },
    })
  const ali =
    env.ALIPAY_APP_ID &&
    alipay({
      appId: env.ALIPAY_APP_ID,
      privateKey: env.ALIPAY_PRIVATE_KEY!,
      alipayPublicKey: env.ALIPAY_PUBLIC_KEY!,
    })
  return {
    ...wallets({ ...(wechat && { wechat }), ...(ali && { ali }) }, fetchTransport()),
    mock: undefined,
    placed: [],
  }
}

type Accounts = { wechat?: ReturnType<typeof wechatpay>; ali?: ReturnType<typeof alipay> }

function wallets({ wechat, ali }: Accounts, transport: ReturnType<typeof fetchTransport>) {
  return {
    gateways: [
      ...(wechat ? [wechatpayGateway(createClient({ account: wechat, transport }))] : []),
      ...(ali ? [alipayGateway(createClient({ account: ali, transport }))] : []),
    ],
    accounts: [...(wechat ? [wechatpayWebhooks(wechat)] : []), ...(ali ? [alipayWebhooks(ali)] : [])],
  }
}

export type Mock = Awaited<ReturnType<typeof openMocks>>['mock']
