import { createClient } from 'shroff'
import { getPayment, getRefund, receiveWebhook } from 'shroff/lakala'
import { sealNotice } from '../oracle/lakala/wire.js'
import { accountOf, merchantId, saying, seal } from '../support/lakala.js'
import { noon } from '../support/noon.js'
import { demo } from '../vectors/lakala.js'
import { packed, unpacked } from './packed.js'
import type { Target } from './targets.js'

const account = accountOf()
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString()
const json = (value: unknown) => new Uint8Array(Buffer.from(JSON.stringify(value)))
const notice = (body: string) => sealNotice({ ...demo, timestamp: String(noon.getTime() / 1000), body })
const answered = (reply: ReturnType<typeof seal>) =>
  createClient({ account, transport: async () => reply, retry: { attempts: 1 } })

const trade = {
  merchant_no: merchantId,
  out_trade_no: 'T1001',
  trade_no: '2026030466210000000001',
  acc_trade_no: '2026030422001400000000000001',
  account_type: 'ALIPAY',
  trade_state: 'SUCCESS',
  total_amount: '2500',
  payer_amount: '2400',
  trade_time: '20260304120001',
  user_id1: '2088000000000001',
}
const counter = {
  merchant_no: merchantId,
  out_order_no: 'T1001',
  pay_order_no: '21092211012001970631000463034',
  order_status: '2',
  total_amount: 2500,
  order_trade_info: { trade_no: '2026030466210000000001', trade_type: 'PAY', trade_status: 'S', trade_amount: 2500 },
}
const older = {
  merchantNo: merchantId,
  merchantOrderNo: 'T1001',
  lklOrderNo: '2026030466210000000001',
  payStatus: 'S',
  tradeType: 'PAY',
  amount: '2500',
  tradeTime: '20260304200001',
}
const refund = { ...trade, out_trade_no: 'R1', refund_amount: '500', origin_out_trade_no: 'T1001' }

export const lakalaTargets: readonly Target[] = [
  {
    name: 'webhook of Lakala',
    kind: 'json',
    signed: true,
    samples: [packed(notice(JSON.stringify(trade)))],
    read: (wire) => receiveWebhook(account, unpacked(wire)),
  },
  {
    name: 'content that Lakala signed',
    kind: 'json',
    samples: [trade, counter, older].map(json),
    read: (content) => receiveWebhook(account, notice(text(content))),
  },
  {
    name: 'answer of Lakala',
    kind: 'json',
    signed: true,
    samples: [packed(seal(JSON.stringify(saying(trade))))],
    read: (wire) => getPayment(answered({ status: 200, ...unpacked(wire) }), { orderId: 'T1001' }),
  },
  {
    name: 'answer that Lakala signed',
    kind: 'json',
    samples: [json(saying(trade)), json(saying(undefined, 'BBS11114', '交易不存在'))],
    read: (body) => getPayment(answered(seal(text(body))), { orderId: 'T1001' }),
  },
  {
    name: 'answer of Lakala’s counter',
    kind: 'json',
    samples: [json(saying({ ...counter, order_trade_info_list: [counter.order_trade_info] }, '000000'))],
    read: (body) => getPayment(answered(seal(text(body))), { orderId: 'T1001', channel: 'page' }),
  },
  {
    name: 'answer of Lakala about a refund',
    kind: 'json',
    samples: [json(saying(refund))],
    read: (body) => getRefund(answered(seal(text(body))), { refundId: 'R1' } as never),
  },
]
