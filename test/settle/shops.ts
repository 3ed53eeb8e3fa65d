import { amount, createClient } from 'shroff'
import { alipay } from 'shroff/alipay'
import { mockAlipay } from 'shroff/alipay/mock'
import { createMockGateway, type Fault, failNext, type MockGateway, presentCode } from 'shroff/mock'
import { wechatpay } from 'shroff/wechatpay'
import { mockWechatpay } from 'shroff/wechatpay/mock'
import * as alipayActions from '../../src/alipay/actions/settlePayment.js'
import type { SettleOptions } from '../../src/core/settle-options.js'
import type { Transport } from '../../src/core/transport.js'
import { internalsOf } from '../../src/mock/gateway.js'
import type { PayerBehaviour } from '../../src/mock/payer-code.js'
import * as wechatpayActions from '../../src/wechatpay/actions/settlePayment.js'
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

/** What happens to the requests, one after the other; with nothing left the line is good. */
export type Line = {
  /** `cut`: nothing reaches the provider. `late`: it is at the provider's door now, and is worked on when the test lands it. */
  script: (Fault | 'cut' | 'late' | 'good')[]
  cut: boolean
  before?: (() => Promise<void>) | undefined
  /** What is late, oldest first. */
  late: (() => Promise<unknown>)[]
}

function scripted(mock: MockGateway, provider: string) {
  const line: Line = { script: [], cut: false, late: [] }
  const { clock } = mock
  const transport: Transport = async (request, options) => {
    await line.before?.()
    const next = line.script.shift() ?? 'good'
    if (next === 'late') {
      const at = clock.now()
      line.late.push(async () => {
        // The door has let it in at its time, code and signature were fresh then.
        const { now } = clock
        Object.assign(clock, { now: () => at })
        await mock.transport(request, { signal: new AbortController().signal })
        Object.assign(clock, { now })
      })
    }
    if (line.cut || next === 'cut' || next === 'late') throw new DOMException('no answer', 'TimeoutError')
    if (next !== 'good') failNext(mock, { provider, fault: next })
    return mock.transport(request, options)
  }
  return { line, transport }
}

async function openWechatpayTill(codePay: 'v2' | 'v3') {
  const mock = await createMockGateway({ providers: [mockWechatpay()], now: noon })
  const { line, transport } = scripted(mock, 'wechatpay')
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
  const { line, transport } = scripted(mock, 'alipay')
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
