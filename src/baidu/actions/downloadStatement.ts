import * as z from 'zod/mini'
import type { Client } from '../../core/client.js'
import { isShroffError, ShroffError, withFacts } from '../../core/errors.js'
import { checkParameters, parameterSchema } from '../../core/parameters.js'
import { strangeReply } from '../../core/refusals.js'
import { inShape } from '../../core/shape.js'
import { downloadOf, receiveFile } from '../../statement/download.js'
import { limited } from '../../statement/inflate.js'
import { defaultMaximumBytes, isDay, type StatementOptions } from '../../statement/options.js'
import { damaged, type StatementRow } from '../../statement/row.js'
import type { BaiduAccount } from '../account.js'
import { call } from '../call.js'
import { readStatement } from '../statement.js'
import { billsShape, paths } from '../wire.js'

export type DownloadStatementParameters = {
  /** The day in China, `yyyy-MM-dd`. From when on it can be asked for, and how far back, is *unconfirmed*. */
  date: string
}
export type DownloadStatementOptions = StatementOptions

/**
 * The payments and refunds of one day (资金账单), as a stream: memory does not grow with the day. Nothing is asked before the first
 * row is.
 *
 * Nobody signs the file, and no hash is told: TLS to the host that Baidu names is all that vouches for it. Its head and its columns are
 * those that Baidu's documentation lists; how cells are divided, how its three files are named, and that a refund has a row of its
 * own, is *unconfirmed*: a file that is laid out otherwise is refused, not guessed at.
 *
 * @throws (from the iterator) `PARAMETERS_INVALID`; `STATEMENT_NOT_READY` where no file is named; `BODY_INVALID` for a file that is
 * not as expected, or of another `dealId`; the codes of the pipeline.
 * @see https://smartprogram.baidu.com/docs/develop/function/tune_up_capitaBill/ 下载资金账单
 * @example
 * for await (const row of downloadStatement(client, { date: '2026-03-03' })) console.log(row.kind, row.orderId)
 */
export function downloadStatement(
  client: Client<BaiduAccount>,
  parameters: DownloadStatementParameters,
  options: DownloadStatementOptions = {},
): AsyncGenerator<StatementRow, void, undefined> {
  // A copy: nothing is asked before the first row is, and the caller may have set the next day by then.
  return readDay(client, parameters && { ...parameters }, options)
}

async function* readDay(
  client: Client<BaiduAccount>,
  parameters: DownloadStatementParameters,
  options: DownloadStatementOptions,
): AsyncGenerator<StatementRow, void, undefined> {
  const { date } = checkParameters('downloadStatement', downloadStatementParameters, parameters)
  const { signal, download, maximumBytes = defaultMaximumBytes } = options
  const { account } = client
  const url = await call(
    client,
    {
      action: 'downloadStatement',
      path: paths.fundBill,
      query: { billTime: date, pmAppKey: account.appKey },
      reads: true,
      repeat: 'always',
      resolve: 'Ask again: a query changes nothing.',
      decode: ({ value }) => addressIn(value),
    },
    options,
  )
  try {
    const file = receiveFile({
      download: downloadOf(client, download),
      // The address says all; the token is none of that host's business.
      seal: async () => ({ method: 'GET', url, headers: { accept: '*/*' } }),
      timeout: client.timeout.attempt,
      signal,
      refused: ({ status }) => strangeReply('Baidu', { status, authentic: false }),
    })
    yield* readStatement(limited(file, maximumBytes), account.dealId)
  } catch (error) {
    if (!isShroffError(error)) throw error
    throw withFacts(error, { provider: 'baidu', action: 'downloadStatement' })
  }
}

/** Of the three files, all orders, payments, refunds, the one that has all. */
function addressIn(value: unknown): string {
  const there = inShape(billsShape, value ?? { data: [] }).data.filter(({ url }) => url)
  if (there.length === 0)
    throw new ShroffError('STATEMENT_NOT_READY', {
      problem: 'Baidu names no file for this day.',
      outcome: 'rejected',
      next: 'Ask again later; a day without trade may have none.',
    })
  const [only] = there.length === 1 ? there : there.filter(({ downloadName }) => /所有|全部/.test(downloadName ?? ''))
  const url = only?.url
  if (!url) throw damaged('none of its files names itself as that of all orders (所有订单)')
  if (!/^https?:\/\/[^\s]+$/.test(url) || !URL.canParse(url)) throw damaged('its address is none')
  return url
}

/** What downloadStatement accepts. */
export const downloadStatementParameters = /* @__PURE__ */ parameterSchema<DownloadStatementParameters>(() =>
  z.strictObject({
    date: z.string().check(z.refine(isDay, { error: "must be a day, such as '2026-03-03'" })),
  }),
)
