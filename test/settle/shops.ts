import { amount, createClient } from 'shroff'
import { alipay } from 'shroff/alipay'
import { mockAlipay } from 'shroff/alipay/mock'
import { createMockGateway, type MockGateway, presentCode } from 'shroff/mock'
import { unionpay } from 'shroff/unionpay'
import { mockUnionpay } from 'shroff/unionpay/mock'
import { wechatpay } from 'shroff/wechatpay'
import { mockWechatpay } from 'shroff/wechatpay/mock'
import * as alipayActions from '../../src/alipay/actions/settlePayment.js'
import type { SettleOptions } from '../../src/core/settle-options.js'
import { findOrder } from '../../src/mock/book.js'
import type { PayerBehaviour } from '../../src/mock/payer-code.js'
import { internalsOf } from '../../src/mock/running.js'
import * as unionpayActions from '../../src/unionpay/actions/settlePayment.js'
import * as wechatpayActions from '../../src/wechatpay/actions/settlePayment.js'
import { type Line, scriptedLine } from '../support/line.js'
import { noon } from '../support/noon.js'

/** A till at each provider: the same questions, whatever the provider. */
export const tills = {
  'WeChat Pay over APIv2': () => openWechatpayTill('v2'),
  'WeChat Pay over APIv3': () => openWechatpayTill('v3'),
  'Alipay over V2': () => openAlipayTill('v2'),
  'Alipay over V3': () => openAlipayTill('v3'),
  UnionPay: () => openUnionpayTill(),
}

export type Till = Awaited<ReturnType<(typeof tills)[keyof typeof tills]>>

const charges = /\/micropay$|\/codepay$|\/v3\/alipay\/trade\/pay$/
type Changes = { orderId?: string; amount?: { currency: 'CNY'; value: number } } & SettleOptions

const orderId = 'T0001001'
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

async function openUnionpayTill() {
  const mock = await createMockGateway({ providers: [mockUnionpay()], now: noon })
  const { line, transport } = scriptedLine(mock, 'unionpay')
  const client = createClient({ account: unionpay(mock.credentials('unionpay') as never), transport })
  const again = { orderId, placedAt: noon }
  const sale = { ...again, amount: price, description: 'Oolong tea 乌龙茶' }
  return {
    ...tillOf('unionpay', mock, line),
    asks: [1, 3, 7, 15, 31, 60],
    answersLater: true,
    settleWith: (parameters: never) => unionpayActions.settlePayment(client, parameters),
    settle: (payerCode?: string, options?: { signal?: AbortSignal }, changes: Changes = {}) =>
      unionpayActions.settlePayment(
        client,
        payerCode ? { ...sale, ...changes, payerCode } : { ...again, ...changes },
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
    /** When it asks within a minute, in seconds after the charge. */
    asks: [5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60],
    /** A charge is accepted first, and a query tells how it ended. */
    answersLater: false,
    code: (payer: PayerBehaviour) => presentCode(mock, { provider, payer }),
    requests,
    /** The requests that charged, by what stands on the wire. */
    charges: () =>
      requests().filter(({ request }) => {
        const form = new URLSearchParams(text(request.body))
        if (form.get('txnType') === '01') return true
        const method = form.get('method') ?? new URL(request.url).searchParams.get('method')
        return method === 'alipay.trade.pay' || charges.test(new URL(request.url).pathname)
      }),
    /** What the provider's book says of the money. */
    book: (of = orderId) => {
      const order = findOrder(internalsOf(mock).running.get(provider)!.book, of)
      if (!order) return 'nothing'
      const back = order.refunds
        .filter(({ status }) => status === 'succeeded')
        .reduce((sum, { value }) => sum + value, 0)
      if (order.status !== 'paid') return order.status
      return back === 0 ? 'paid' : back === price.value ? 'refunded' : 'refunded in part'
    },
  }
}
