import { type Account, amount, createClient, type SettleResult } from 'shroff'
import { settlePayment as alipay } from 'shroff/alipay'
import { settlePayment as lakala } from 'shroff/lakala'
import { type MockGateway, presentCode } from 'shroff/mock'
import { settlePayment as qqpay } from 'shroff/qqpay'
import { settlePayment as unionpay } from 'shroff/unionpay'
import { settlePayment as wechatpay } from 'shroff/wechatpay'
import { settlePayment as yeepay } from 'shroff/yeepay'
import type { SettleOptions } from '../../src/core/settle-options.js'
import { findOrder } from '../../src/mock/book.js'
import type { PayerBehaviour } from '../../src/mock/payer-code.js'
import { runningOf } from '../../src/mock/running.js'
import { type Line, scriptedLine } from '../support/line.js'
import { noon } from '../support/noon.js'
import { accountAt, mockRails, type Rail } from '../support/rails.js'

const payerClientIp = '203.0.113.7'
const inFives = [5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60]

/** A till at each provider: the same questions, whatever the provider. */
export const tills = {
  'WeChat Pay over APIv2': () =>
    openTill('wechatpay', wechatpay, { account: { codePay: 'v2' }, sale: { payerClientIp, store: { outId: 'S1' } } }),
  'WeChat Pay over APIv3': () =>
    openTill('wechatpay', wechatpay, { account: { codePay: 'v3' }, sale: { payerClientIp, store: { outId: 'S1' } } }),
  'Alipay over V2': () => openTill('alipay', alipay, { account: { api: 'v2' } }),
  'Alipay over V3': () => openTill('alipay', alipay, { account: { api: 'v3' } }),
  UnionPay: () =>
    openTill('unionpay', unionpay, {
      again: { placedAt: noon },
      asks: [1, 3, 7, 15, 31, 60],
      answersLater: true,
      refusesLater: true,
    }),
  'QQ Wallet': () =>
    openTill('qqpay', qqpay, {
      sale: { payerClientIp, deviceId: 'till-1' },
      asks: [5, 15, 25, 35, 45, 55, 60],
      undoesAfter: 300,
    }),
  Lakala: () =>
    openTill('lakala', lakala, { refusesLater: true, asks: [3, 6, 9, 14, 19, 24, 29, 34, 39, 44, 49, 54, 59, 60] }),
  YeePay: () =>
    openTill('yeepay', yeepay, {
      sale: { payerClientIp, terminalId: 'till-1' },
      refusesLater: true,
      asks: Array.from({ length: 20 }, (_, place) => 3 * (place + 1)),
    }),
}

export type Till = Awaited<ReturnType<(typeof tills)[keyof typeof tills]>>

type Differences = {
  /** Of the account. */
  account?: object
  /** What a charge asks for besides, and what each further call does. */
  sale?: object
  again?: object
  /** When it asks within a minute, in seconds after the charge. */
  asks?: readonly number[]
  /** A charge is accepted first, and a query tells how it ended. */
  answersLater?: boolean
  /** A payer who refuses is found by a query. */
  refusesLater?: boolean
  /** In seconds after the charge: earlier nothing is undone. */
  undoesAfter?: number
}
type Changes = { orderId?: string; amount?: { currency: 'CNY'; value: number } } & SettleOptions
type Settle = (client: object, given: object, options?: object) => Promise<SettleResult<{ orderId: string }>>

const orderId = 'T0001001'
const price = amount('25.00', 'CNY')
const charges = /\/micropay$|\/codepay$|\/v3\/alipay\/trade\/pay$|\/qpay_micro_pay\.cgi$|\/aggpay\/pay$/

async function openTill(provider: Rail, settling: unknown, differences: Differences) {
  const { account = {}, sale = {}, again = {}, asks = inFives, answersLater = false } = differences
  const { refusesLater = false, undoesAfter = 0 } = differences
  const mock = await mockRails([provider])
  const { line, transport } = scriptedLine(mock, provider)
  const client = createClient<Account>({ account: accountAt(mock, provider, account), transport })
  const settle = settling as Settle
  const one = { orderId, ...again }
  const charge = { ...one, amount: price, description: 'Oolong tea 乌龙茶', ...sale }
  return {
    ...tillOf(provider, mock, line),
    asks,
    answersLater,
    refusesLater,
    undoesAfter,
    settleWith: (parameters: never) => settle(client, parameters),
    settle: (payerCode?: string, options?: { signal?: AbortSignal }, changes: Changes = {}) =>
      settle(client, payerCode ? { ...charge, ...changes, payerCode } : { ...one, ...changes }, options),
  }
}

function tillOf(provider: Rail, mock: MockGateway, line: Line) {
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
        const form = new URLSearchParams(text(request.body))
        if (form.get('txnType') === '01') return true
        const method = form.get('method') ?? new URL(request.url).searchParams.get('method')
        return method === 'alipay.trade.pay' || charges.test(new URL(request.url).pathname)
      }),
    /** What the provider's book says of the money. */
    book: (of = orderId) => {
      const order = findOrder(runningOf(mock, provider).book, of)
      if (!order) return 'nothing'
      const back = order.refunds
        .filter(({ status }) => status === 'succeeded' || status === 'pending')
        .reduce((sum, { value }) => sum + value, 0)
      if (order.status !== 'paid') return order.status
      return back === 0 ? 'paid' : back === price.value ? 'refunded' : 'refunded in part'
    },
  }
}
