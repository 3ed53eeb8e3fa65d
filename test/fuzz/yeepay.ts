import { createClient } from 'shroff'
import { getPayment, getRefund, receiveWebhook } from 'shroff/yeepay'
import { readStatement } from '../../src/yeepay/statement.js'
import { sealReply } from '../oracle/yeepay/wire.js'
import { accountOf, merchantId, noticeOf, paidNotice, paidTea, platformKey } from '../support/yeepay.js'
import { packed, unpacked } from './packed.js'
import type { Target } from './targets.js'

const account = accountOf()
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString()
const bytes = (content: string) => new Uint8Array(Buffer.from(content))
const json = (value: unknown) => bytes(JSON.stringify(value))
const headers = { 'content-type': 'application/x-www-form-urlencoded' }
const answered = (reply: ReturnType<typeof sealReply>) =>
  createClient({ account, transport: async () => reply, retry: { attempts: 1 } })

const refund = {
  ...{ parentMerchantNo: merchantId, merchantNo: merchantId, orderId: 'T1001', refundRequestId: 'T1001R1' },
  ...{ uniqueOrderNo: '1001202603040000001853157079', uniqueRefundNo: '1002202603040000001853157080' },
  ...{ status: 'SUCCESS', refundAmount: '5.00', refundSuccessDate: '2026-03-04 12:10:00' },
}
const statement = [
  '"账单日期","2026-03-03","商户编号","10080009001"',
  '"交易总金额","25.00","退款总金额","5.00","撤销总金额","0.00"',
  '"交易总笔数","1","退款总笔数","1","撤销总笔数","0"',
  '"交易时间","商户订单号","业务类型","订单金额","手续费","易宝流水号"',
  '"2026-03-03 12:00:00","T1001","交易","25.00","0.15","1001"',
  '"2026-03-03 12:10:00","T1001","退款","5.00","-0.03","1001"',
].join('\r\n')

async function* oneChunk(content: Uint8Array) {
  yield content
}

export const yeepayTargets: readonly Target[] = [
  {
    name: 'notification of YeePay',
    kind: 'form',
    signed: true,
    samples: [noticeOf(paidNotice)],
    read: (body) => receiveWebhook(account, { headers, body }),
  },
  {
    name: 'content that YeePay signed',
    kind: 'json',
    samples: [paidNotice, refund, { ...paidNotice, csSuccessDate: '2026-03-04 12:00:00' }].map(json),
    read: (content) => receiveWebhook(account, { headers, body: noticeOf(text(content)) }),
  },
  {
    name: 'answer of YeePay',
    kind: 'json',
    signed: true,
    samples: [packed(sealReply({ result: paidTea }, platformKey))],
    read: (wire) => getPayment(answered({ status: 200, ...unpacked(wire) }), { orderId: 'T1001' }),
  },
  {
    name: 'answer that YeePay signed',
    kind: 'json',
    samples: [json({ result: paidTea }), json({ state: 'SUCCESS', ts: 1772596800000, result: paidTea })],
    read: (body) => getPayment(answered(sealReply(text(body), platformKey)), { orderId: 'T1001' }),
  },
  {
    name: 'answer of YeePay about a refund',
    kind: 'json',
    samples: [json({ result: { code: 'OPR00000', ...refund } })],
    read: (body) => getRefund(answered(sealReply(text(body), platformKey)), { orderId: 'T1001', refundId: 'T1001R1' }),
  },
  {
    name: 'statement of YeePay',
    kind: 'lines',
    samples: [bytes(statement)],
    async read(content) {
      const rows: unknown[] = []
      for await (const row of readStatement(oneChunk(content))) rows.push(row)
      return rows
    },
  },
]
