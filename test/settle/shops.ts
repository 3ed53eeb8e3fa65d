import { amount, createClient } from 'shroff'
import { alipay } from 'shroff/alipay'
import { mockAlipay } from 'shroff/alipay/mock'
import { createMockGateway, type MockGateway, presentCode } from 'shroff/mock'
import { wechatpay } from 'shroff/wechatpay'
import { mockWechatpay } from 'shroff/wechatpay/mock'
import * as alipayActions from '../../src/alipay/actions/settlePayment.js'
import type { SettleOptions } from '../../src/core/settle-options.js'
import type { PayerBehaviour } from '../../src/mock/payer-code.js'
import { internalsOf } from '../../src/mock/running.js'
import * as wechatpayActions from '../../src/wechatpay/actions/settlePayment.js'
import { type Line, scriptedLine } from '../support/line.js'
import { noon } from '../support/noon.js'

/** A till at each provider: the same questions, whatever the provider. */
export const tills = {
  'WeChat Pay over APIv2': () => openWechatpayTill('v2'),
  'WeChat Pay over APIv3': () => openWechatpayTill('v3'),
  'Alipay over V2': () => openAlipayTill('v2'),
  'Alipay over V3': () => openAlipayTill('v3'),
}

export type Till = Awaited<ReturnType<(typeof tills)[keyof typeof tills]>>

const charges = /\/micropay$|\/codepay$|\/v3\/alipay\/trade\/pay$/
type Changes = { orderId?: string; amount?: { currency: 'CNY'; value: number } } & SettleOptions

const orderId = 'T_1001'
const price = amount('25.00', 'CNY')

async function openWechatpayTill(codePay: 'v2' | 'v3') {
  const mock = await createMockGateway({ providers: [mockWechatpay()], now: noon })
  const { line, transport } = scriptedLine(mock, 'wechatpay')
  const client = createClient({ account: wechatpay({ ...mock.credentials('wechatpay'), codePay }), transport })
  const sale = {
    orderId,
    amount: price,
    description: 'Oolong tea 乌龙茶',
    payerClientIp: '203.0.113.7',
    store: { outId: 'S1' },
  }
  return {
    ...tillOf('wechatpay', mock, line),
    settleWith: (parameters: never) => wechatpayActions.settlePayment(client, parameters),
    settle: (payerCode?: string, options?: { signal?: AbortSignal }, changes: Changes = {}) =>
      wechatpayActions.settlePayment(
        client,
        payerCode ? { ...sale, ...changes, payerCode } : { orderId, ...changes },
        options,
      ),
  }
}

async function openAlipayTill(generation: 'v2' | 'v3') {
  const mock = await createMockGateway({ providers: [mockAlipay()], now: noon })
  const { line, transport } = scriptedLine(mock, 'alipay')
  const client = createClient({ account: alipay({ ...mock.credentials('alipay'), api: generation }), transport })
  const sale = { orderId, amount: price, description: 'Oolong tea 乌龙茶' }
  return {
    ...tillOf('alipay', mock, line),
    settleWith: (parameters: never) => alipayActions.settlePayment(client, parameters),
    settle: (payerCode?: string, options?: { signal?: AbortSignal }, changes: Changes = {}) =>
      alipayActions.settlePayment(
        client,
        payerCode ? { ...sale, ...changes, payerCode } : { orderId, ...changes },
        options,
      ),
  }
}

function tillOf(provider: string, mock: MockGateway, line: Line) {
  const requests = () => mock.journal.filter((entry) => entry.kind === 'request')
  const text = (body: Uint8Array | undefined) => new TextDecoder().decode(body)
  return {
    provider,
    mock,
    line,
    orderId,
    code: (payer: PayerBehaviour) => presentCode(mock, { provider, payer }),
    requests,
    /** The requests that charged, by what stands on the wire. */
    charges: () =>
      requests().filter(({ request }) => {
        const method =
          new URLSearchParams(text(request.body)).get('method') ?? new URL(request.url).searchParams.get('method')
        return method === 'alipay.trade.pay' || charges.test(new URL(request.url).pathname)
      }),
    /** What the provider's book says of the money. */
    book: (of = orderId) => {
      const order = internalsOf(mock).running.get(provider)!.book.orders.get(of)
      if (!order) return 'nothing'
      const back = order.refunds
        .filter(({ status }) => status === 'succeeded')
        .reduce((sum, { value }) => sum + value, 0)
      if (order.status !== 'paid') return order.status
      return back === 0 ? 'paid' : back === price.value ? 'refunded' : 'refunded in part'
    },
  }
}
