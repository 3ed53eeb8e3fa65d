import { createHash } from 'node:crypto'
import { isShroffError } from 'shroff'
import type { Download } from '../../src/statement/download.js'
import type { StatementRow } from '../../src/statement/row.js'
import { type DownloadStatementOptions, downloadStatement } from '../../src/wechatpay/actions/downloadStatement.js'
import { openAnswering } from '../support/wechatpay-answering.js'

export async function gather(rows: AsyncIterable<StatementRow>) {
  const got: StatementRow[] = []
  for await (const row of rows) got.push(row)
  return got
}

/** Reads as far as it goes: the rows handed out, and what ended them. */
export async function readUntilError(rows: AsyncIterable<StatementRow>) {
  const got: StatementRow[] = []
  try {
    for await (const row of rows) got.push(row)
  } catch (error) {
    if (isShroffError(error)) return { got, error }
    throw error
  }
  return { got, error: undefined }
}

// The layout of the documentation (doc 4013071227) with values of our own, as the provider's own words have it: five
// decimals in fees, a comma as backslash and blank, zeros in several forms.
export const columns =
  '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注'
export const payment =
  '`2026-03-03 10:20:30,`wxd678efh567hg6787,`1900007291,`0,`,`4200000000202603031234567890,`T-1,`oUpF8,`NATIVE,`SUCCESS,`OTHERS,`CNY,`24.00,`0.00,`0,`0,`0,`0,`,`,`Tea\\  green, "best" =1+1,`shelf 3,`0.15000,`0.60%,`25.00,`0.00,`'
export const refund =
  '`2026-03-03  23:59:59,`wxd678efh567hg6787,`1900007291,`0,`,`4200000000202603031234567890,`T-1,`oUpF8,`NATIVE,`REFUND,`OTHERS,`CNY,`0.00,`0.00,`5030000038,`R-1,`4.80,`0.00,`ORIGINAL,`PROCESSING,`Tea\\  green,`shelf 3,`-0.03000,`0.60%,`0.00,`5.00,`'
export const summary = '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额'
const totals = '`2,`24.00,`4.80,`0.00,`0.12000,`25.00,`5.00'
export const bill = [columns, payment, refund, summary, totals].join('\r\n')

export const address = 'https://api.mch.weixin.qq.com/v3/billdownload/file?token=abc%2Fdef'
export const sha1 = (text: string | Uint8Array) => createHash('sha1').update(text).digest('hex')

/** WeChat Pay as the test tells it, its answers signed by the oracle; the file comes in pieces of seven bytes. */
export function openBill(
  file: Uint8Array | string,
  given: { hash?: string; url?: string; link?: object; options?: DownloadStatementOptions; status?: number } = {},
) {
  const bytes = typeof file === 'string' ? Buffer.from(file) : file
  const link = { hash_type: 'SHA1', hash_value: given.hash ?? sha1(bytes), download_url: given.url ?? address }
  const shop = openAnswering({ body: { ...link, ...given.link } })
  const sent: { url: string; headers: Record<string, string> }[] = []
  const download: Download = async ({ url, headers }) => {
    sent.push({ url, headers })
    let at = 0
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (at >= bytes.length) return controller.close()
        controller.enqueue(new Uint8Array(bytes.subarray(at, at + 7)))
        at += 7
      },
    })
    return { status: given.status ?? 200, headers: {}, body }
  }
  const rows = downloadStatement(shop.client, { date: '2026-03-03' }, { download, ...given.options })
  return { ...shop, rows, sent }
}
