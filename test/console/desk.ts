import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { amount, createClient, tokenAmount } from 'shroff'
import * as ali from 'shroff/alipay'
import { alipay } from 'shroff/alipay'
import { mockAlipay } from 'shroff/alipay/mock'
import * as antoms from 'shroff/antom'
import { antom } from 'shroff/antom'
import { mockAntom } from 'shroff/antom/mock'
import * as baidus from 'shroff/baidu'
import { mockBaidu } from 'shroff/baidu/mock'
import * as circles from 'shroff/circle'
import { mockCircle } from 'shroff/circle/mock'
import { explainRequest } from 'shroff/doctor'
import { mockLakala } from 'shroff/lakala/mock'
import { createMockGateway, createOrder } from 'shroff/mock'
import { listen } from 'shroff/mock/server'
import { mockQqpay } from 'shroff/qqpay/mock'
import * as ripple from 'shroff/ripple-payments'
import { mockRipplePayments } from 'shroff/ripple-payments/mock'
import * as union from 'shroff/unionpay'
import { unionpay } from 'shroff/unionpay'
import { mockUnionpay } from 'shroff/unionpay/mock'
import * as wechat from 'shroff/wechatpay'
import { acknowledge, receiveWebhook, wechatpay } from 'shroff/wechatpay'
import { mockWechatpay } from 'shroff/wechatpay/mock'
import { mockXrpl } from 'shroff/xrpl/mock'
import { mockYeepay } from 'shroff/yeepay/mock'
import { afterAll, afterEach, beforeAll, inject } from 'vitest'
import { inLanguage } from '../../src/cli/chinese/diagnosis.js'
import type { Driver, DriverContext, DriverPage } from '../checkout/browser/driver.js'

/** What programs bring. */
export const token = 'a-token-that-nobody-can-guess-32+'
const five = amount('25.00', 'CNY')

/** A server of its own, at this name of the machine. */
export async function serveAt(host: string, listener: RequestListener) {
  const server = createServer(listener)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const close = async () => {
    server.closeAllConnections()
    server.close()
  }
  return { url: `http://${host}:${(server.address() as AddressInfo).port}`, close }
}

/** A mock gateway of all providers with its control, a shop that has an order at eight of them, and the shop's handler of webhooks. */
export async function openDesk({ empty = false } = {}) {
  const mock = await createMockGateway({
    providers: [
      mockWechatpay(),
      mockAlipay(),
      mockAntom(),
      mockUnionpay(),
      mockQqpay(),
      mockCircle(),
      mockXrpl(),
      mockLakala(),
      mockYeepay(),
      mockBaidu(),
      mockRipplePayments(),
    ],
  })
  const { transport } = mock
  const accounts = {
    wechatpay: wechatpay(mock.credentials('wechatpay')),
    alipay: alipay(mock.credentials('alipay')),
    antom: antom(mock.credentials('antom')),
    unionpay: unionpay(mock.credentials('unionpay')),
  }
  const received: string[] = []
  const hook = await serveAt('127.0.0.1', async (request, response) => {
    const chunks: Uint8Array[] = []
    for await (const chunk of request) chunks.push(chunk as Uint8Array)
    const incoming = { headers: request.headers as Record<string, string>, body: new Uint8Array(Buffer.concat(chunks)) }
    const event = await receiveWebhook(accounts.wechatpay, incoming).catch((error: { code: string }) => error)
    received.push('type' in event ? event.type : event.code)
    const answer = await acknowledge(accounts.wechatpay, 'type' in event ? 'received' : 'again')
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text())
  })
  const order = (orderId: string) => ({
    channel: 'qr' as const,
    orderId,
    amount: five,
    description: '乌龙茶 <b>Oolong tea',
    notifyUrl: `${hook.url}/notify`,
  })
  const client = createClient({ account: accounts.wechatpay, transport })
  const place = (orderId: string) => wechat.createPayment(client, order(orderId))
  if (!empty) {
    for (const number of ['T1000001', 'T1000002', 'T1000003']) await place(number)
    await ali.createPayment(createClient({ account: accounts.alipay, transport }), order('A1000001'))
    await antoms.createPayment(createClient({ account: accounts.antom, transport }), order('N1000001'))
    const placedAt = new Date(Math.floor(mock.clock.now() / 1000) * 1000)
    await union.createPayment(createClient({ account: accounts.unionpay, transport }), {
      ...order('U1000001'),
      placedAt,
    })
    for (const provider of ['qqpay', 'lakala', 'yeepay', 'baidu'] as const) {
      const { channel: _, ...wanted } = order(`${provider[0]!.toUpperCase()}1000001`)
      await createOrder(mock, { provider, ...wanted })
    }
  }
  const server = await listen(mock, {
    control: {
      token,
      // As `shroff mock` has it.
      explain: async (provider, request, at, language) =>
        inLanguage({ language }, await explainRequest(accounts[provider as keyof typeof accounts], request, { at })),
    },
  })
  const refund = () =>
    wechat.refundPayment(client, {
      orderId: 'T1000001',
      refundId: 'R1000001',
      amount: amount('5.00', 'CNY'),
      orderAmount: five,
    })
  const placeTokens = () =>
    circles.createPayment(createClient({ account: circles.circle(mock.credentials('circle')), transport }), {
      channel: 'transfer',
      orderId: 'C1000001',
      amount: tokenAmount('12.505678', 'USDC'),
      chain: 'BASE',
    })
  /** What Baidu's payer opens the cashier with. */
  const signOrder = async (orderId: string) => {
    const account = baidus.baidu(mock.credentials('baidu'))
    const { nextAction } = await baidus.createPayment(createClient({ account, transport }), {
      ...order(orderId),
      channel: 'miniprogram',
    })
    return nextAction.parameters.orderInfo
  }
  /** A thousand dollars to Mexico. */
  const payOut = async () => {
    const account = ripple.ripplePayments(mock.credentials('ripple-payments'))
    const payer = createClient({ account, transport })
    const { quotes } = await ripple.quotePayment(payer, {
      source: { currency: 'USD', value: '1000.00' },
      destination: { currency: 'MXN', country: 'MX' },
    })
    const to = { beneficiaryIdentityId: 'identity-1', beneficiaryFinancialInstrumentId: 'instrument-1' }
    return ripple.transferFunds(payer, { transferId: 'P1000001', quoteId: quotes[0]!.quoteId, ...to })
  }
  const close = async () => {
    await server.close()
    await hook.close()
  }
  const links = { control: server.control!, link: server.consoleLink! }
  return { mock, server, ...links, received, place, placeTokens, signOrder, payOut, refund, close }
}

export type Desk = Awaited<ReturnType<typeof openDesk>>

/** One browser for all tests of a file: call it once. Its names under `.test` lead to this machine, as an attacker's would. */
export function browser() {
  let driver: Driver
  const contexts: DriverContext[] = []
  beforeAll(async () => {
    if (!inject('chromium')) return
    const require = createRequire(join(inject('tools'), 'package.json'))
    const { chromium } = require('playwright-core') as { chromium: { launch(options: object): Promise<Driver> } }
    driver = await chromium.launch({
      executablePath: inject('chromium'),
      args: ['--no-sandbox', '--host-resolver-rules=MAP *.test 127.0.0.1'],
    })
  })
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close()
  })
  afterAll(() => driver?.close())
  return async (options: object = {}): Promise<{ page: DriverPage; context: DriverContext }> => {
    const context = await driver.newContext({ locale: 'en', viewport: { width: 1100, height: 760 }, ...options })
    contexts.push(context)
    context.setDefaultTimeout(15_000)
    return { context, page: await context.newPage() }
  }
}
