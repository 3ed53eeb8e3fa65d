import { toChinaText } from '../../codec/time.js'
import type { BookOrder } from '../../mock/book.js'
import { randomHex, yuanText } from '../../mock/numbers.js'
import type { Fields } from '../canonical.js'
import {
  day,
  failed,
  memoryOf,
  mustText,
  type Platform,
  refundMemoryOf,
  unconfirmedOf,
  userId,
  vaultOf,
} from './platform.js'

// Head and columns as Baidu's documentation lists them; what divides cells, and that a refund has a row of its own, is unconfirmed.

const columns =
  '交易时间,APPID,百度订单号,业务订单号,用户标识,订单支付状态,订单金额(元),百度退款单号,业务方退款批次号,退款金额,退款状态,公司名称,手续费,费率'

/** 下载资金账单: three files, by their addresses. */
export function listBills(platform: Platform, asked: Fields, origin: string) {
  const date = mustText(asked, 'billTime')
  if (!/^\d{4}-\d\d-\d\d$/.test(date)) throw failed('10001', '参数错误,billTime取值不合法')
  const start = Date.parse(`${date}T00:00:00+08:00`)
  const names = start + day > platform.clock.now() ? [] : ['当日所有订单', '当日支付订单', '当日退款订单']
  const data = names.map((name) => {
    const id = randomHex(16)
    vaultOf(platform).bills.set(id, write(platform, name, start))
    return {
      createTime: toChinaText(platform.clock.now()),
      downloadName: `${name}_${date}.csv`,
      exportStatus: 2,
      url: `${origin}/mock-bill/${id}`,
    }
  })
  return { data, totalCount: data.length }
}

/** All of a day in one file; nothing for one without trade. */
export function statementOf(platform: Platform, date: string): string | undefined {
  const start = Date.parse(`${date}T00:00:00+08:00`)
  const { paid, refunds } = tradeOf(platform, start)
  return paid.length + refunds.length === 0 ? undefined : write(platform, '当日所有订单', start)
}

function tradeOf({ book }: Platform, start: number) {
  const within = (time: number | undefined) => time !== undefined && time >= start && time < start + day
  return {
    paid: [...book.orders.values()].filter(({ paidAt }) => within(paidAt)),
    refunds: [...book.refunds.values()].flat().filter(({ createdAt }) => within(createdAt)),
  }
}

function write(platform: Platform, name: string, start: number): string {
  const { identity, clock } = platform
  const { paid, refunds } = tradeOf(platform, start)
  const rows = [
    ...(name.includes('退款') ? [] : paid.map((order) => cells(order, ['', '', '', '', '']))),
    ...(name.includes('支付')
      ? []
      : refunds.map((refund) =>
          cells(refund.order, [
            refund.providerRefundId,
            refundMemoryOf(refund).abnormal ? '' : refund.refundId,
            yuanText(refund.value),
            { pending: '退款中', succeeded: '退款成功', closed: '退款失败', 'needs-action': '退款中' }[refund.status],
            '',
          ]),
        )),
  ]
  const sum = (values: readonly number[]) => yuanText(values.reduce((all, one) => all + one, 0))
  const date = toChinaText(start)
  const lines = [
    `#百度支付${name}账务明细查询`,
    `#Dealid:[${identity.dealId}]`,
    `#起始日期:[${date}] 终止日期:[${toChinaText(start + day)}]`,
    `#导出时间:[${toChinaText(clock.now())}]`,
    `#总交易单数:${paid.length}`,
    `#总交易额(元):${sum(paid.map(({ amount }) => amount.value))}`,
    `#总退款金额(元):${sum(refunds.map(({ value }) => value))}`,
    '#手续费总金额(元):0.00',
    `#——————${name}账务明细列表———————`,
    columns,
    ...rows.map((row) => row.join(',')),
  ]
  const text = lines.join('\r\n')
  return unconfirmedOf(platform).statementHasTabs ? text.replaceAll(',', '\t') : text
}

const cells = (order: BookOrder, back: readonly string[]): string[] => [
  toChinaText(order.paidAt ?? order.createdAt),
  '17000001',
  memoryOf(order).number,
  order.orderId,
  userId,
  back[0] ? back[3]! : memoryOf(order).consumed ? '已消费' : '已付款',
  yuanText(order.amount.value),
  ...back.slice(0, 4),
  '模拟商户',
  '0.00',
  '0.60%',
]
