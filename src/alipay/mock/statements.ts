import { gbk } from '../../codec/gbk.js'
import { toChinaText } from '../../codec/time.js'
import type { WireReply, WireRequest } from '../../core/transport.js'
import { utf8 } from '../../crypto/bytes.js'
import type { BookOrder } from '../../mock/book.js'
import { yuanText } from '../../mock/numbers.js'
import { zip } from '../../mock/zip.js'
import { type Handler, memoryOf, type Platform } from './platform.js'
import { refuse } from './refusals.js'

// How the files look is known from those that merchants have shown; unconfirmed.

const day = 24 * 3_600_000

/** A day, whose file is made by about 09:00 of the next, or a month, whose file is there from the 3rd. NaN for no date. */
export function periodOf(date: string) {
  const [year, month, dayOfMonth] = /^(\d{4})-(\d\d)(?:-(\d\d))?$/.exec(date)?.slice(1) ?? []
  const start = Date.parse(`${year}-${month}-${dayOfMonth ?? '01'}T00:00:00+08:00`)
  if (dayOfMonth !== undefined) return { start, end: start + day, readyAt: start + day + 9 * 3_600_000 }
  const end = Date.UTC(Number(year), Number(month)) - 8 * 3_600_000
  return { start, end, readyAt: end + 2 * day }
}

/** `alipay.data.dataservice.bill.downloadurl.query` */
export const statementMethods: Record<string, Handler> = {
  'alipay.data.dataservice.bill.downloadurl.query': (platform, content) => {
    const date = String(content.bill_date)
    const { start, end, readyAt } = periodOf(date)
    if (content.bill_type !== 'trade') throw refuse('TYPE_NOT_SUPPORTED', '本模拟网关只有trade账单')
    if (Number.isNaN(start)) throw refuse('INVAILID_ARGUMENTS', '参数不合法')
    if (platform.clock.now() < readyAt) throw refuse('BILL_NOT_EXIST', '账单不存在')
    const fileId = `${date}.${platform.clock.now() + 30_000}`
    return {
      bill_download_url: `${platform.statementOrigin ?? officialOrigin}${statementPath}?bizType=trade&fileId=${fileId}`,
      ...(entriesOf(platform, start, end).length === 0 && { bill_file_code: 'EMPTY_DATA_WITH_BILL_FILE' }),
    }
  },
}

const officialOrigin = 'https://dwbillcenter.alipay.com'
export const statementPath = '/downloadBillFile.resource'

/** A mock that listens on a port hands out its files there, since nobody else would answer. */
export function atOrigin(platform: Platform, request: WireRequest): Platform {
  const { hostname, origin } = new URL(request.url)
  return /(^|\.)alipay(dev)?\.com$/.test(hostname) ? platform : { ...platform, statementOrigin: origin }
}

/** The file itself: no signature is asked for and none given. */
export async function downloadStatement(platform: Platform, request: WireRequest): Promise<WireReply> {
  const [date = '', expires] = (new URL(request.url).searchParams.get('fileId') ?? '').split('.')
  if (!(Number(expires) >= platform.clock.now()))
    return { status: 403, headers: { 'content-type': 'text/html' }, body: utf8('<h1>链接已失效</h1>') }
  return {
    status: 200,
    headers: { 'content-type': 'application/zip' },
    body: await zip(write(platform, date).map((lines, place) => file(lines, place + 1))),
  }
}

const file = (lines: string[], number: number) => ({
  name: `statement-${number}.csv`,
  bytes: gbk(`${lines.join('\r\n')}\r\n`),
})

type Entry = { refund: boolean; order: BookOrder; value: number; number: string; time: number }

/** What came to its end within that time. It stays so, and so the file is the same whenever it is asked for. */
export function entriesOf({ book }: Platform, start: number, end: number): Entry[] {
  const within = (time: number | undefined) => time !== undefined && time >= start && time < end
  const orders = [...book.orders.values()].filter(({ paidAt }) => within(paidAt))
  const refunds = [...book.orders.values()]
    .flatMap((order) => order.refunds)
    .filter(({ status, settledAt }) => status === 'succeeded' && within(settledAt))
  return [
    ...orders.map((order) => ({
      refund: false,
      order,
      value: order.amount.value,
      number: '',
      time: order.paidAt!,
    })),
    ...refunds.map(({ order, value, refundId, settledAt }) => ({
      refund: true,
      order,
      value,
      // Also of a cancelled payment, which has the order's; unconfirmed.
      number: refundId,
      time: settledAt!,
    })),
  ].sort((a, b) => a.time - b.time)
}

const columns =
  '支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,订单金额（元）,商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注'

/** The two files: the list, and totals by shop. */
export function write(platform: Platform, date: string): string[][] {
  const { start, end, readyAt } = periodOf(date)
  const entries = entriesOf(platform, start, end)
  const words = (time: number) => toChinaText(time).replace(/^(\d+)-(\d+)-(\d+)/, '$1年$2月$3日')
  const total = (refund: boolean) => {
    const chosen = entries.filter((entry) => entry.refund === refund)
    const sum = chosen.reduce((all, { value }) => all + value, 0)
    return { count: chosen.length, sum: refund && sum > 0 ? yuanText(-sum) : yuanText(sum) }
  }
  const [paid, returned] = [total(false), total(true)]
  const head = (name: string) => [
    `#支付宝${name}查询`,
    `#账号：[${platform.identity.sellerId}0156]`,
    `#起始日期：[${words(start)}]   终止日期：[${words(end)}]`,
  ]
  return [
    [
      ...head('业务明细'),
      '#-----------------------------------------业务明细列表----------------------------------------',
      columns,
      ...entries.map(lineOf),
      '#-----------------------------------------业务明细列表结束------------------------------------',
      `#交易合计：${paid.count}笔，商家实收共${paid.sum}元，商家优惠共0.00元`,
      `#退款合计：${returned.count}笔，商家实收退款共${returned.sum}元，商家优惠退款共0.00元`,
      `#导出时间：[${words(readyAt)}]`,
    ],
    [
      ...head('业务汇总'),
      '门店编号,门店名称,交易订单总笔数,退款订单总笔数,订单金额（元）,商家实收（元）',
      `合计\t,\t,${paid.count},${returned.count},${paid.sum},${paid.sum}`,
    ],
  ]
}

function lineOf({ refund, order, value, number, time }: Entry): string {
  const { subject, tradeNo } = memoryOf(order)
  const sum = refund ? yuanText(-value) : yuanText(value)
  const fee = refund ? '0.00' : yuanText(-Math.round((value * 6) / 1000))
  const numbers = [`${tradeNo}\t`, `${order.orderId}\t`, refund ? '退款\t' : '交易\t', subject.replace(/[\r\n]/g, ' ')]
  const parties = [toChinaText(order.createdAt), toChinaText(time), '\t', '\t', '\t', '\t', '*茶客(159****5620)\t']
  const sums = [sum, sum, '0.00', '0.00', '0.00', '0.00', '0.00', '', '0.00\t', '0.00', `${number}\t`, fee, '0.00', '']
  return [...numbers, ...parties, ...sums].join(',')
}
