import { createClient } from 'shroff'
import { getPayment, getRefund, receiveWebhook, refundPayment } from 'shroff/baidu'
import { readStatement } from '../../src/baidu/statement.js'
import { sealNotice } from '../oracle/baidu/wire.js'
import { accountOf, appKey, dealId, done, paidNotice, platform, token } from '../support/baidu.js'
import type { Target } from './targets.js'

const bytes = (text: string) => new Uint8Array(Buffer.from(text))
const text = (from: Uint8Array) => Buffer.from(from).toString()
const json = (value: unknown) => bytes(JSON.stringify(value))

const account = accountOf()
const numbers = { orderId: '81341494729172', userId: '3391629990', tpOrderId: 'T1001', refundBatchId: '152713835' }
const audit = { ...numbers, applyRefundMoney: '500' }
const ended = { ...numbers, refundStatus: '1' }
const notices = [paidNotice, audit, ended]

/** A client that has its token: each answer is these bytes. */
const answering = (body: Uint8Array) =>
  createClient({
    account,
    transport: async ({ url }) => ({
      status: 200,
      headers: {},
      body: url.includes('/oauth/') ? json({ access_token: token, expires_in: 2_592_000 }) : body,
    }),
    retry: { attempts: 1 },
  })

const payment = { tpOrderId: 'T1001', orderId: 81341494729172, userId: 3391629990, totalMoney: 2500, status: 2, appKey }
const refund = { refundBatchId: 11, bizRefundBatchId: 'R1', orderId: 81341494729172, refundStatus: 1, userId: 2 }
const file = [
  '\ufeff#百度支付当日所有订单账务明细查询',
  `#Dealid:[${dealId}]`,
  '交易时间,百度订单号,业务订单号,订单金额(元),百度退款单号,业务方退款批次号,退款金额,退款状态,手续费',
  '2026-03-03 11:00:00,81341494729172,T1001,25.00,,,,,0.15',
  '2026-03-03 11:00:00,81341494729172,T1001,25.00,152713835,R1,5.00,退款成功,-0.03',
  '',
].join('\r\n')

async function* pieces(whole: Uint8Array) {
  for (let at = 0; at < whole.length; at += 64) yield new Uint8Array(whole.subarray(at, at + 64))
}

export const baiduTargets: readonly Target[] = [
  {
    name: 'notice of Baidu',
    kind: 'form',
    signed: true,
    // In the order of the signed text, where neighbours can swallow each other.
    samples: notices.map((notice) =>
      bytes(text(sealNotice(notice, platform.privateKey).body).split('&').sort().join('&')),
    ),
    read: (body) => receiveWebhook(account, { headers: {}, body }),
  },
  {
    name: 'content that Baidu signed',
    kind: 'lines',
    samples: notices.map((notice) =>
      bytes(
        Object.entries(notice)
          .map(([name, value]) => `${name},${value}`)
          .join('\n'),
      ),
    ),
    read(lines) {
      const fields = text(lines)
        .split('\n')
        .map((line) => [line.split(',')[0]!, line.split(',').slice(1).join(',')] as const)
        .filter(([name]) => name)
      return receiveWebhook(account, sealNotice(Object.fromEntries(fields), platform.privateKey))
    },
  },
  {
    name: 'answer of Baidu about a payment',
    kind: 'json',
    samples: [json(done(payment)), json({ errno: 10002, msg: 'none' }), json({ error_code: 110, error_msg: 'token' })],
    read: (body) => getPayment(answering(body), { orderId: 'T1001' }),
  },
  {
    name: 'answer of Baidu about a refund',
    kind: 'json',
    samples: [json(done([refund, { ...refund, bizRefundBatchId: '' }]))],
    read: (body) => getRefund(answering(body), { orderId: 'T1001', payerId: '2', refundId: 'R1' }),
  },
  {
    name: 'answer of Baidu to a refund',
    kind: 'json',
    samples: [json(done({ refundBatchId: '152713835', refundPayMoney: 500 }))],
    read: (body) =>
      refundPayment(answering(body), {
        orderId: 'T1001',
        paymentId: numbers.orderId,
        payerId: numbers.userId,
        refundId: 'R1',
        amount: { currency: 'CNY', value: 500 },
        reason: 'cold',
      }),
  },
  {
    name: 'token of Baidu',
    kind: 'json',
    samples: [
      json({ access_token: token, expires_in: 2_592_000, scope: 'smartapp_snsapi_base' }),
      json({ error: 'invalid_client', error_description: 'unknown client id' }),
    ],
    read(body) {
      const client = createClient({
        account: accountOf(),
        transport: async ({ url }) => ({
          status: 200,
          headers: {},
          body: url.includes('/oauth/') ? body : json(done(payment)),
        }),
        retry: { attempts: 1 },
      })
      return getPayment(client, { orderId: 'T1001' })
    },
  },
  {
    name: 'statement of Baidu',
    kind: 'lines',
    samples: [bytes(file)],
    async read(changed) {
      for await (const _ of readStatement(pieces(changed), dealId));
    },
  },
]
