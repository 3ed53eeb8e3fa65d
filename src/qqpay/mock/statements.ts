import { toChinaText } from '../../codec/time.js'
import { writeXml } from '../../codec/xml.js'
import type { WireReply } from '../../core/transport.js'
import { utf8 } from '../../crypto/bytes.js'
import type { BookOrder, BookRefund } from '../../mock/book.js'
import { yuanText } from '../../mock/numbers.js'
import type { Fields } from '../canonical.js'
import { day, memoryOf, type Platform } from './platform.js'
import { refundStateOf } from './refunds.js'

// Synthetic: the columns are those that one public client lists, back-ticks and summary are WeChat Pay's. Unconfirmed.

const columns =
  '交易时间,商户号,商户APPID,子商户号,子商户APPID,用户标识,设备号,支付方式,商户订单号,QQ钱包订单号,付款银行,货币种类,订单金额,商户优惠金额,商户应收金额,QQ钱包优惠金额,用户支付金额,交易状态,退款提交时间,商户退款订单号,QQ钱包退款订单号,退款金额,退还QQ钱包优惠金额,退款状态,退款成功时间,退款方式,商品名称,商户数据包,手续费金额,费率'
const summary = '总交易单数,订单总金额,退款总金额,手续费总金额'

/** The moment at which a day begins in China, of `yyyyMMdd` or `yyyy-MM-dd`; NaN for none. */
export const startOf = (date: string) =>
  Date.parse(`${date.replace(/^(\d{4})-?(\d\d)-?(\d\d)$/, '$1-$2-$3')}T00:00:00+08:00`)

/** 对账单: the text itself, unsigned, or a small XML of two fields. */
export async function statement(platform: Platform, asked: Fields): Promise<WireReply> {
  const { bill_date: date = '', bill_type: type = '', tar_type: packing } = asked
  const start = startOf(date)
  const age = platform.clock.now() - start
  if (!/^\d{8}$/.test(date) || !/^(ALL|SUCCESS|REFUND|RECHAR)$/.test(type)) return refused('参数错误')
  // Made from 9:00 of the next day, at most three months back.
  if (!(age >= day + 9 * 3_600_000) || age > 93 * day) return refused('账单未生成或已过期')
  const text = write(platform, start)
  // What a day without trade is answered is unconfirmed.
  if (text === undefined) return refused('账单不存在')
  const body = utf8(text)
  return {
    status: 200,
    headers: { 'content-type': 'text/plain' },
    body: packing === 'GZIP' ? await gzip(body) : body,
  }
}

// The codes are made up: none is public.
const refused = (words: string): WireReply => ({
  status: 200,
  headers: { 'content-type': 'text/xml' },
  body: utf8(writeXml({ retcode: '1', retmsg: words })),
})

const gzip = async (bytes: Uint8Array<ArrayBuffer>) =>
  new Uint8Array(
    await new Response(new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer(),
  )

/** The day's file as it stood at the day's end. Nothing: no file. */
export function write(platform: Platform, start: number): string | undefined {
  const end = start + day
  const within = (time: number | undefined) => time !== undefined && time >= start && time < end
  const orders = [...platform.book.orders.values()].filter(({ paidAt }) => within(paidAt))
  const refunds = [...platform.book.refunds.values()].flat().filter(({ createdAt }) => within(createdAt))
  const entries = [
    ...orders.map((order) => ({ time: order.paidAt!, cells: payment(platform, order) })),
    ...refunds.map((refund) => ({ time: refund.createdAt, cells: givenBack(platform, refund, end) })),
  ].sort((a, b) => b.time - a.time)
  if (entries.length === 0) return undefined
  const sum = (values: readonly number[]) => yuanText(values.reduce((all, one) => all + one, 0))
  const paid = sum(orders.map(({ amount }) => amount.value))
  const back = sum(refunds.map(({ value }) => value))
  const fees = sum([...orders.map(({ amount }) => feeOf(amount.value)), ...refunds.map(({ value }) => -feeOf(value))])
  const lines = [
    columns,
    ...entries.map(({ cells }) => row(cells)),
    summary,
    row([String(entries.length), paid, back, fees]),
  ]
  return `\ufeff${lines.join('\r\n')}\r\n`
}

const row = (cells: readonly string[]) => cells.map((cell) => `\`${cell}`).join(',')
const feeOf = (value: number) => Math.round((value * 6) / 1000)

function head({ merchantId, appId }: Platform, order: BookOrder, time: number, state: string): string[] {
  const { tradeType, deviceId = '' } = memoryOf(order)
  const { value } = order.amount
  const coupon = order.coupon ?? 0
  const numbers = [order.payerId!, deviceId, tradeType, order.orderId, order.paymentId!, 'BALANCE', 'CNY']
  const amounts = [yuanText(value), '0.00', yuanText(value), yuanText(coupon), yuanText(value - coupon)]
  return [toChinaText(time), merchantId, appId, '', '', ...numbers, ...amounts, state]
}

const tail = (order: BookOrder, fee: number) => {
  const { description, attach = '' } = memoryOf(order)
  return [...[description, attach].map((text) => text.replaceAll(/[,`\r\n]/g, ' ')), yuanText(fee), '0.60%']
}

const payment = (platform: Platform, order: BookOrder): string[] => [
  ...head(platform, order, order.paidAt!, 'SUCCESS'),
  ...['', '', '', '0.00', '0.00', '', '', ''],
  ...tail(order, feeOf(order.amount.value)),
]

function givenBack(platform: Platform, refund: BookRefund, end: number): string[] {
  const { order, value } = refund
  const settled = refund.settledAt !== undefined && refund.settledAt < end
  const number = refund.refundId.startsWith('reverse ') ? '' : refund.refundId
  return [
    ...head(platform, order, refund.createdAt, 'REFUND'),
    ...[toChinaText(refund.createdAt), number, refund.providerRefundId, yuanText(value), '0.00'],
    ...[settled ? refundStateOf(refund) : 'PROCESSING', settled ? toChinaText(refund.settledAt!) : '', 'ORIGINAL'],
    ...tail(order, -feeOf(value)),
  ]
}
