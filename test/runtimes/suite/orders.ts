// Orders over real ports, by every transport that the runtime allows, and connections that must not come about.
import type { Transport } from 'shroff'
import type { Gateway } from 'shroff/gateway'
import { equal, fromBase64, refusal, thrown } from './check.js'
import type { Arrived, Context, Test } from './run.js'
import type { Way } from './transports.js'

export const orderTests = ({ name, make, byFetch }: Way): Test[] => [
  {
    name: `${name}: an order, its webhook and its refund at both providers`,
    async run(context) {
      for (const gateway of gatewaysOf(context, make(context))) await orderOverPort(context, gateway)
    },
  },
  {
    name: `${name}: a connection that never stood`,
    async run(context) {
      const outcome = (byFetch && context.place.refusedConnection) || 'not-sent'
      equal(await failure(context, context.environment.closed, make(context)), ['TRANSPORT_FAILED', outcome])
    },
  },
  {
    name: `${name}: a server that nobody vouches for gets nothing`,
    async run(context) {
      const { ask, environment } = context
      const before = await ask<Arrived[]>('/arrived?id=/v3/')
      const [code] = await failure(context, environment.secureServer, make(context))
      equal(code, 'TRANSPORT_FAILED')
      equal((await ask<Arrived[]>('/arrived?id=/v3/')).length, before.length)
    },
  },
]

function gatewaysOf({ library, environment }: Context, transport: Transport): Gateway[] {
  const { alipay, core, wechatpay } = library
  const { mock: hosts } = environment
  const tencent = wechatpay.wechatpay({ ...environment.wechatpay, hosts: [hosts.wechatpay] })
  const accounts = (['v2', 'v3'] as const).map((api) =>
    alipay.alipay({ ...environment.alipay, hosts: [hosts.alipay], api }),
  )
  return [
    wechatpay.wechatpayGateway(core.createClient({ account: tencent, transport })),
    ...accounts.map((account) => alipay.alipayGateway(core.createClient({ account, transport }))),
  ]
}

async function orderOverPort({ ask }: Context, gateway: Gateway): Promise<void> {
  const orderId = `T_${crypto.randomUUID().replaceAll('-', '').slice(0, 28)}`
  const amount = { currency: 'CNY', value: 2500 } as const
  const { provider } = gateway
  await gateway.createPayment({
    channel: 'qr',
    orderId,
    amount,
    description: '乌龙茶',
    notifyUrl: 'https://shop.example/notify',
  })
  // Sealed by the harness, so by another process with node:crypto.
  const webhook = await ask<{ headers: Record<string, string>; body: string }>(
    `/pay?provider=${provider}&orderId=${orderId}`,
  )
  const body = fromBase64(webhook.body)
  const event = await gateway.receiveWebhook({ headers: webhook.headers, body })
  if (event.type !== 'payment.paid') throw new Error(`expected payment.paid, found ${event.type}`)
  equal([event.orderId, event.amount], [orderId, amount])
  const changed = Uint8Array.of(...body.subarray(0, -1), body.at(-1)! ^ 1)
  equal(await refusal(gateway.receiveWebhook({ headers: webhook.headers, body: changed })), 'SIGNATURE_INVALID')
  const refund = { orderId, refundId: `${orderId}_R1`, amount, orderAmount: amount }
  await gateway.refundPayment(refund)
  equal((await gateway.getRefund(refund)).amount, amount)
  equal(await refusal(gateway.getPayment({ orderId: 'T_9999' })), 'ORDER_NOT_FOUND')
}

/** Where there is Node's API. */
export const serverTests: Test[] = [
  {
    name: 'nodeTransport: a server of another name gets nothing',
    async run(context) {
      const { certificates, secureServer } = context.environment
      const clientCertificate = certificates.client
      const transport = context.library.node!.nodeTransport({
        certificateAuthority: certificates.ca,
        clientCertificate,
      })
      const host = secureServer.replace('localhost', '127.0.0.1')
      equal(await failure(context, host, transport), ['TRANSPORT_FAILED', 'not-sent'])
    },
  },
  {
    name: 'nodeTransport: what a proxy refuses was not sent, and its answer is not the provider’s',
    async run(context) {
      const {
        mock: { wechatpay: mock },
        refusingProxy: proxy,
      } = context.environment
      const transport = context.library.node!.nodeTransport({ proxy })
      equal(await failure(context, mock, transport), ['TRANSPORT_FAILED', 'not-sent'])
    },
  },
  {
    name: 'the mock on a port of this runtime, called by fetchTransport',
    async run({ library }) {
      const { core, mock: mocks, mockServer, wechatpay, wechatpayMock } = library
      const mock = await mocks.createMockGateway({ providers: [wechatpayMock.mockWechatpay()] })
      const server = await mockServer!.listen(mock)
      try {
        const account = wechatpay.wechatpay({ ...mock.credentials('wechatpay'), hosts: [server.urls.wechatpay] })
        const client = core.createClient({ account, transport: core.fetchTransport() })
        const order = { orderId: 'T_1001', amount: { currency: 'CNY', value: 2500 } } as const
        const more = { description: '乌龙茶', notifyUrl: 'https://shop.example/notify' }
        await wechatpay.createPayment(client, { channel: 'qr', ...order, ...more })
        mocks.failNext(mock, { provider: 'wechatpay', fault: 'reset-after' })
        await wechatpay.closePayment(client, { orderId: order.orderId })
        equal((await wechatpay.getPayment(client, { orderId: order.orderId })).status, 'closed')
        // Order, close without an answer, close, query.
        equal(mock.journal.filter(({ kind }) => kind === 'request').length, 4)
      } finally {
        await server.close()
      }
    },
  },
]

/** How a query by this transport fails. */
async function failure({ library, environment }: Context, host: string, transport: Transport) {
  const account = library.wechatpay.wechatpay({ ...environment.wechatpay, hosts: [host] })
  const client = library.core.createClient({ account, transport, retry: { attempts: 1 } })
  const { code, outcome } = await thrown(library.wechatpay.getPayment(client, { orderId: 'T_1001' }))
  return [code, outcome]
}
