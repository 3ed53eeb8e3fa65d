import { toChinaText } from '../../codec/time.js'
import type { WireReply } from '../../core/transport.js'
import { utf8 } from '../../crypto/bytes.js'
import { yuanText } from '../../mock/numbers.js'
import { type Asked, illegal, memoryOf, mustBeMerchant, mustText, type Platform, refused } from './platform.js'

// The layout is that of one public sample, which has payments alone: how a refund's row looks is unconfirmed.

const day = 24 * 3_600_000
const columns = [
  ...['交易时间', '记账时间', '商户订单号', '业务类型', '订单金额'],
  ...['手续费', '产品类型', '支付方式', '对账备注', '易宝流水号'],
]

/** 交易日对账: a file, unsigned. */
export function statement(platform: Platform, asked: Asked): WireReply {
  mustBeMerchant(platform, asked)
  const date = mustText(asked, 'dayString', 10)
  const start = startOf(date)
  if (Number.isNaN(start)) throw illegal('dayString')
  // From when it is there, and what a day without trade is answered, is unconfirmed.
  const text = platform.clock.now() < start + day ? undefined : write(platform, start)
  if (text === undefined) throw refused('40044', 'isv.scene.filestore.get.not-exists', '文件不存在')
  return {
    status: 200,
    headers: {
      'Content-Type': 'application/octet-stream',
      'Content-Disposition': `attachment; filename="trade-${date}.csv"`,
    },
    body: utf8(text),
  }
}

/** The moment at which a day begins in China; NaN for none. */
export const startOf = (date: string): number =>
  /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(`${date}T00:00:00+08:00`) : Number.NaN

/** The day's file as it stood at the day's end. Nothing: no file. */
export function write({ book, merchantId }: Platform, start: number): string | undefined {
  const within = (time: number | undefined) => time !== undefined && time >= start && time < start + day
  const orders = [...book.orders.values()].filter(({ paidAt }) => within(paidAt))
  const refunds = [...book.refunds.values()]
    .flat()
    .filter(({ settledAt, status }) => status === 'succeeded' && within(settledAt))
  if (orders.length + refunds.length === 0) return undefined
  const sum = (values: readonly number[]) => yuanText(values.reduce((all, one) => all + one, 0))
  const lines = [
    ['账单日期', toChinaText(start).slice(0, 10), '商户编号', merchantId],
    [
      ...['交易总金额', sum(orders.map(({ amount }) => amount.value))],
      ...['退款总金额', sum(refunds.map(({ value }) => value)), '撤销总金额', '0.00'],
    ],
    ['交易总笔数', String(orders.length), '退款总笔数', String(refunds.length), '撤销总笔数', '0'],
    columns,
    ...orders.map((order) => [
      ...[toChinaText(order.createdAt), toChinaText(order.paidAt!), order.orderId, '交易'],
      ...[yuanText(order.amount.value), yuanText(feeOf(order.amount.value)), '聚合支付', memoryOf(order).wallet, ''],
      memoryOf(order).paymentId,
    ]),
    ...refunds.map((refund) => [
      ...[toChinaText(refund.createdAt), toChinaText(refund.settledAt!), refund.order.orderId, '退款'],
      ...[yuanText(refund.value), yuanText(-feeOf(refund.value)), '聚合支付', memoryOf(refund.order).wallet, ''],
      memoryOf(refund.order).paymentId,
    ]),
  ]
  return `${lines.map((cells) => cells.map((cell) => `"${cell}"`).join(',')).join('\r\n')}\r\n`
}

const feeOf = (value: number) => Math.round((value * 6) / 1000)
