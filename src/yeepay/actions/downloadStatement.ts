import * as z from 'zod/mini'
import type { Client } from '../../core/client.js'
import { isShroffError, withFacts } from '../../core/errors.js'
import { checkParameters, parameterSchema } from '../../core/parameters.js'
import { downloadOf, receiveFile } from '../../statement/download.js'
import { limited } from '../../statement/inflate.js'
import { defaultMaximumBytes, isDay, type StatementOptions } from '../../statement/options.js'
import type { StatementRow } from '../../statement/row.js'
import type { YeepayAccount } from '../account.js'
import { fieldsOf } from '../call.js'
import { refusedFile } from '../open.js'
import { seal } from '../seal.js'
import { readStatement } from '../statement.js'
import { paths } from '../wire.js'

export type DownloadStatementParameters = {
  /** The day in China, `yyyy-MM-dd`, and not today. From when it is there, and how far back, is *unconfirmed*. */
  date: string
}
export type DownloadStatementOptions = StatementOptions

/**
 * The payments and refunds of one day (交易对账), as a stream: memory does not grow with the day. Nothing is asked before the first
 * row is.
 *
 * Nobody signs the file, and no hash is told: TLS to YeePay's host is all that vouches for it. Its columns are those of one public
 * sample, which has no refund in it; the rest of the layout is *unconfirmed*: a file that is laid out otherwise is refused, not
 * guessed at. What a day without trade is answered is *unconfirmed* too.
 *
 * @throws (from the iterator) `PARAMETERS_INVALID`; `BODY_INVALID` for a file that is not as expected; what YeePay refuses it with,
 * and the codes of the pipeline.
 * @see https://open.yeepay.com/docs/apis/get__yos__v1.0__std__bill__tradedaydownload 交易日对账
 * @example
 * for await (const row of downloadStatement(client, { date: '2026-03-03' })) console.log(row.kind, row.orderId)
 */
export function downloadStatement(
  client: Client<YeepayAccount>,
  parameters: DownloadStatementParameters,
  options: DownloadStatementOptions = {},
): AsyncGenerator<StatementRow, void, undefined> {
  // A copy: nothing is asked before the first row is, and the caller may have set the next day by then.
  return readDay(client, parameters && { ...parameters }, options)
}

async function* readDay(
  client: Client<YeepayAccount>,
  parameters: DownloadStatementParameters,
  { signal, download, maximumBytes = defaultMaximumBytes }: DownloadStatementOptions,
): AsyncGenerator<StatementRow, void, undefined> {
  const { account, timeout } = client
  const { date } = checkParameters('downloadStatement', downloadStatementParameters, parameters)
  const fields = fieldsOf(account, { dayString: date })
  try {
    const file = receiveFile({
      download: downloadOf(client, download),
      seal: () => seal(account, { method: 'GET', path: paths.statement, fields }, account.fileHosts[0]!),
      timeout: timeout.attempt,
      signal,
      refused: refusedFile,
    })
    yield* readStatement(limited(file, maximumBytes))
  } catch (error) {
    if (!isShroffError(error)) throw error
    throw withFacts(error, { provider: 'yeepay', action: 'downloadStatement' })
  }
}

/** What downloadStatement accepts. */
export const downloadStatementParameters = /* @__PURE__ */ parameterSchema<DownloadStatementParameters>(() =>
  z.strictObject({
    date: z.string().check(z.refine(isDay, { error: "must be a day, such as '2026-03-03'" })),
  }),
)
