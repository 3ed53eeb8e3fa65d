import { createClient } from 'shroff'
import { getPayment, getRefund, receiveWebhook } from 'shroff/qqpay'
import { readStatement } from '../../src/qqpay/statement.js'
import { sealNotice, sealReply } from '../oracle/qqpay/wire.js'
import { accountOf, facts, paidTea } from '../support/qqpay.js'
import type { Target } from './targets.js'

const bytes = (text: string) => new Uint8Array(Buffer.from(text))
const text = (from: Uint8Array) => Buffer.from(from).toString()

const account = accountOf()
const answering = (body: Uint8Array) =>
  createClient({ account, transport: async () => ({ status: 200, headers: {}, body }), retry: { attempts: 1 } })

const lines = (fields: Readonly<Record<string, string>>) =>
  bytes(
    Object.entries(fields)
      .map(([name, value]) => `${name},${value}`)
      .join('\n'),
  )
/** Names of XML as they may be; all else would never come to be signed. */
const fieldsOf = (written: Uint8Array) =>
  Object.fromEntries(
    text(written)
      .split('\n')
      .map((line) => [line.split(',')[0]!, line.split(',').slice(1).join(',')] as const)
      .filter(([name]) => /^[a-z]\w*$/i.test(name)),
  )

const refunds = {
  ...{ out_trade_no: 'T1001', transaction_id: paidTea.transaction_id!, total_fee: '2500', refund_count: '1' },
  ...{ out_refund_no_0: 'R1', refund_id_0: '1121218133801201611098791376', refund_fee_0: '500' },
  ...{ refund_status_0: 'SUCCESS', refund_channel_0: 'ORIGINAL' },
}
const file = [
  '\ufeff交易时间,商户订单号,QQ钱包订单号,货币种类,订单金额,交易状态,商户退款订单号,QQ钱包退款订单号,退款金额,退款状态',
  '`2026-03-03 11:00:00,`T1001,`1353933301461607211903715555,`CNY,`25.00,`SUCCESS,`,`,`,`',
  '`2026-03-03 11:00:00,`T1001,`1353933301461607211903715555,`CNY,`25.00,`REFUND,`R1,`1121218133801201611098791376,`5.00,`SUCCESS',
  '总交易单数,订单总金额',
  '`2,`25.00',
  '',
].join('\r\n')

async function* pieces(whole: Uint8Array) {
  for (let at = 0; at < whole.length; at += 64) yield new Uint8Array(whole.subarray(at, at + 64))
}

export const qqpayTargets: readonly Target[] = [
  {
    name: 'notice of QQ Wallet',
    kind: 'lines',
    signed: true,
    samples: (['plain', 'cdata'] as const).map(
      (how) => sealNotice(facts, { ...paidTea, attach: 'a <b> & c' }, how).body,
    ),
    read: (body) => receiveWebhook(account, { headers: {}, body }),
  },
  {
    name: 'content that QQ Wallet signed',
    kind: 'lines',
    samples: [lines({ ...paidTea, attach: 'table=7' })],
    read: (content) => receiveWebhook(account, sealNotice(facts, fieldsOf(content))),
  },
  {
    name: 'answer of QQ Wallet',
    kind: 'lines',
    signed: true,
    samples: [sealReply(facts, paidTea).body],
    read: (body) => getPayment(answering(body), { orderId: 'T1001' }),
  },
  {
    name: 'answer that QQ Wallet signed',
    kind: 'lines',
    samples: [lines(refunds)],
    read: (content) => getRefund(answering(sealReply(facts, fieldsOf(content)).body), { refundId: 'R1' }),
  },
  {
    name: 'statement of QQ Wallet',
    kind: 'lines',
    samples: [bytes(file)],
    async read(changed) {
      for await (const _ of readStatement(pieces(changed)));
    },
  },
]
