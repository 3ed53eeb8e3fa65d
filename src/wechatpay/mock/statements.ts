import { toChinaText } from '../../codec/time.js'
import { toLowerHex, utf8 } from '../../crypto/bytes.js'
import type { BookOrder, BookRefund } from '../../mock/book.js'
import { yuanText } from '../../mock/numbers.js'
import { refuse } from '../../mock/refusal.js'
import { type Handler, memoryOf, type Platform, refundMemoryOf } from './platform.js'
import { feeOf } from './refund.js'
import { tradeTypes } from './transaction.js'

const day = 24 * 3_600_000
/** The moment at which a day begins in China. */
export const startOf = (date: string) => Date.parse(`${date}T00:00:00+08:00`)

/** `GET /v3/bill/tradebill` (doc 4013071227). */
export const requestStatement: Handler = async (platform, { query, origin }) => {
  const date = query.get('bill_date') ?? ''
  const packed = query.get('tar_type') === 'GZIP'
  const subMerchantId = query.get('sub_mchid') ?? undefined
  const start = startOf(date)
  const age = platform.clock.now() - start
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || Number.isNaN(start) || age > 93 * day)
    throw refuse(400, 'PARAM_ERROR', '账单日期格式错误，或超过三个月')
  if ((query.get('bill_type') ?? 'ALL') !== 'ALL') throw refuse(400, 'PARAM_ERROR', '本模拟网关只有ALL账单')
  if (age < day) throw refuse(400, 'INVALID_REQUEST', '不能下载当日账单')
  // Made from 09:00 of the next day.
  if (age < day + 9 * 3_600_000) throw refuse(400, 'STATEMENT_CREATING', '账单生成中')
  const text = write(platform, start, subMerchantId)
  if (text === undefined) throw refuse(400, 'NO_STATEMENT_EXIST', '账单文件不存在')
  const token = [date, packed ? 'gzip' : 'plain', subMerchantId ?? '', platform.clock.now() + 300_000].join('.')
  const { sm } = platform.identity
  const sha1 = async () => new Uint8Array(await crypto.subtle.digest('SHA-1', utf8(text)))
  return {
    hash_type: sm ? 'SM3' : 'SHA1',
    hash_value: toLowerHex(sm ? sm.sm3(utf8(text)) : await sha1()),
    download_url: `${origin}/v3/billdownload/file?token=${token}`,
  }
}

/** `GET /v3/billdownload/file`: raw bytes, not signed. Whoever has the token of the mock may read it. */
export const downloadFile: Handler = (platform, { query }) => {
  const [date = '', form, subMerchantId, expires] = (query.get('token') ?? '').split('.')
  if (!(Number(expires) >= platform.clock.now())) throw refuse(400, 'INVALID_REQUEST', '下载链接已失效')
  const text = utf8(write(platform, startOf(date), subMerchantId || undefined) ?? '')
  return form === 'gzip' ? gzip(text) : text
}

const gzip = async (bytes: Uint8Array<ArrayBuffer>) =>
  new Uint8Array(
    await new Response(new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer(),
  )

const columns =
  '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注'
const summary = '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额'

/** The day's file as it stood at the day's end, so that it is the same whenever it is asked for. Nothing: no file. */
export function write(platform: Platform, start: number, subMerchantId: string | undefined): string | undefined {
  const within = (time: number | undefined) => time !== undefined && time >= start && time < start + day
  const orders = [...platform.book.orders.values()].filter(
    (order) => within(order.paidAt) && memoryOf(order).prepay.sub_mchid === subMerchantId,
  )
  const refunds = [...platform.book.refunds.values()]
    .flat()
    .filter((refund) => within(refund.createdAt) && refundMemoryOf(refund).subMerchantId === subMerchantId)
  const entries = [
    ...orders.map((order) => ({ time: order.paidAt!, line: paymentLine(platform, order) })),
    ...refunds.map((refund) => ({ time: refund.createdAt, line: refundLine(platform, refund, start + day) })),
  ].sort((a, b) => b.time - a.time)
  if (entries.length === 0) return undefined
  const paid = orders.reduce((sum, { amount }) => sum + amount.value, 0)
  const returned = refunds.reduce((sum, { value }) => sum + value, 0)
  const fees = orders.reduce((sum, { amount }) => sum + feeOf(amount.value), 0)
  const feesBack = refunds.reduce((sum, { value }) => sum + feeOf(value), 0)
  const lines = [
    columns,
    ...entries.map(({ line }) => line),
    summary,
    row([
      String(entries.length),
      yuanText(paid),
      yuanText(returned),
      '0.00',
      feeText(fees - feesBack),
      yuanText(paid),
      yuanText(returned),
    ]),
  ]
  // A byte order mark and CR LF, as in files that merchants have shown.
  return `\ufeff${lines.join('\r\n')}\r\n`
}

function paymentLine(platform: Platform, order: BookOrder): string {
  const { value } = order.amount
  return row([
    ...head(platform, order, order.paidAt!, 'SUCCESS'),
    ...[yuanText(value), '0.00', '0', '0', '0.00', '0.00', '', ''],
    ...tail(order, feeText(feeOf(value)), yuanText(value), '0.00'),
  ])
}

function refundLine(platform: Platform, refund: BookRefund, end: number): string {
  const { order, value } = refund
  const settled = refund.settledAt !== undefined && refund.settledAt < end
  const state = settled ? refundStates[refund.status] : 'PROCESSING'
  return row([
    ...head(platform, order, refund.createdAt, 'REFUND'),
    ...['0.00', '0.00', refund.providerRefundId, refund.refundId, yuanText(value), '0.00', 'ORIGINAL', state],
    ...tail(order, feeText(-feeOf(value)), '0.00', yuanText(value)),
  ])
}

const refundStates = { pending: 'PROCESSING', succeeded: 'SUCCESS', closed: 'FAIL', 'needs-action': 'CHANGE' } as const

function head({ identity }: Platform, order: BookOrder, time: number, state: string): string[] {
  const { prepay, product } = memoryOf(order)
  const appId = String(prepay.sp_appid ?? prepay.appid)
  const when = toChinaText(time)
  const merchants = [identity.merchantId, String(prepay.sub_mchid ?? '0')]
  const type = tradeTypes[product] ?? product.toUpperCase()
  return [when, appId, ...merchants, '', order.paymentId!, order.orderId, order.payerId!, type, state, 'OTHERS', 'CNY']
}

function tail(order: BookOrder, fee: string, paid: string, returned: string): string[] {
  const { prepay } = memoryOf(order)
  return [escaped(prepay.description), escaped(prepay.attach), fee, '0.60%', paid, returned, '']
}

// In the documentation's words: a comma becomes a backslash and a blank, a line feed becomes \n.
const escaped = (text: unknown) =>
  String(text ?? '')
    .replaceAll(',', '\\ ')
    .replaceAll('\r', '')
    .replaceAll('\n', '\\n')

const row = (cells: string[]) => cells.map((cell) => `\`${cell}`).join(',')
const feeText = (value: number) => `${yuanText(value)}000`
