import * as z from 'zod/mini'
import { fromBase64 } from '#crypto'
import { readLimited } from '../../codec/body.js'
import { toChinaDigits } from '../../codec/time.js'
import { mustAnswer } from '../../core/answers.js'
import type { Client } from '../../core/client.js'
import { isShroffError, parametersError, withFacts } from '../../core/errors.js'
import { checkParameters, parameterSchema } from '../../core/parameters.js'
import { undocumented } from '../../core/read.js'
import { inShape } from '../../core/shape.js'
import type { Transport } from '../../core/transport.js'
import type { Verified } from '../../core/verified.js'
import { type Download, downloadOf } from '../../statement/download.js'
import { inflate } from '../../statement/inflate.js'
import { defaultMaximumBytes, isDay, type StatementOptions } from '../../statement/options.js'
import { damaged, type StatementRow } from '../../statement/row.js'
import type { UnionpayAccount } from '../account.js'
import { call } from '../call.js'
import type { Fields } from '../canonical.js'
import { downloadStatementRefusals } from '../refusals.js'
import { readStatement } from '../statement.js'
import { fileShape, kinds, paths } from '../wire.js'

export type DownloadStatementParameters = {
  /**
   * The day of settlement (清算日), `yyyy-MM-dd`: from 23:00 of the day before to 23:00 in China. There from about 09:00 of the next
   * day. UnionPay is asked by month and day alone, so it must be within the last year by the account's clock.
   */
  date: string
}
export type DownloadStatementOptions = StatementOptions

/** Longest answer: room for some hundred thousand transactions. */
const maximumAnswerBytes = 64 * 1024 ** 2

/**
 * The transactions of one day of settlement (对账文件), row by row. The file comes inside of one signed answer of at most 64 MiB,
 * which is verified whole before the first row; only what is unpacked from it is a stream. Nothing is asked before the first row
 * is.
 *
 * A day without any trade has no file, and UnionPay says the same (`STATEMENT_NOT_READY`) of a file that is not made so far: where
 * your books have nothing of that day either, take it so.
 *
 * A refund has its own number in `refundId`; the payment's, `orderId`, is empty in older files, so find it by `paymentId`. Rows of
 * corrections (差错, such as chargebacks) have none of the three: what UnionPay tells of them is in `raw`. Of a number over 32
 * characters the file is thought to have the first 32, which is unconfirmed.
 *
 * The answer goes by `download` and not by the client's transport, which takes 1 MiB at most; it has to come within the client's
 * `timeout.attempt`.
 *
 * @throws (from the iterator) `PARAMETERS_INVALID`; `BODY_INVALID` for a file that is not as documented, has a row whose amounts do
 *   not fit each other, or one that is neither payment nor refund, such as a payout; `STATEMENT_NOT_READY`; the codes of the
 *   pipeline.
 * @see https://github.com/ileapy/unionpay/blob/master/src/Payment/file/Client.php 文件传输 (txnType 76)
 * @example
 * for await (const row of downloadStatement(client, { date: '2026-03-03' })) console.log(row.kind, row.orderId)
 */
export function downloadStatement(
  client: Client<UnionpayAccount>,
  parameters: DownloadStatementParameters,
  options: DownloadStatementOptions = {},
): AsyncGenerator<StatementRow, void, undefined> {
  // A copy: nothing is asked before the first row is, and the caller may have set the next day by then.
  return readDay(client, parameters && { ...parameters }, options)
}

async function* readDay(
  client: Client<UnionpayAccount>,
  parameters: DownloadStatementParameters,
  { signal, download, maximumBytes = defaultMaximumBytes }: DownloadStatementOptions,
): AsyncGenerator<StatementRow, void, undefined> {
  const { date } = checkParameters('downloadStatement', downloadStatementParameters, parameters)
  mustBeOfThisYear(date, client.account.clock.now())
  const file = await requestFile({ ...client, transport: overDownload(downloadOf(client, download)) }, date, signal)
  try {
    yield* readStatement(inflate(oneChunk(file), 'deflate', maximumBytes), maximumBytes, date)
  } catch (error) {
    if (!isShroffError(error)) throw error
    const authentic = client.account.signMethod === '01'
    throw withFacts(error, { provider: 'unionpay', action: 'downloadStatement', authentic })
  }
}

/** MMDD means the last day of that name; a file of another year would pass for the one that was wanted. */
function mustBeOfThisYear(date: string, now: number): void {
  const today = Number(toChinaDigits(now).slice(0, 8))
  const asked = Number(date.replaceAll('-', ''))
  if (asked <= today && asked > today - 10_000) return
  const problem = 'must be within the last year, and not to come: UnionPay is asked by month and day alone'
  throw parametersError('downloadStatement', [{ path: 'date', problem }])
}

const overDownload =
  (download: Download): Transport =>
  async (request, { signal }) => {
    const { status, headers, body } = await download(request, { signal })
    try {
      return { status, headers, body: await readLimited(body, maximumAnswerBytes) }
    } catch (error) {
      throw error instanceof RangeError ? damaged(`the answer is over ${maximumAnswerBytes} bytes`, error) : error
    }
  }

function requestFile(client: Client<UnionpayAccount>, date: string, signal: AbortSignal | undefined) {
  const { account } = client
  const day = date.replaceAll('-', '')
  const settleDate = day.slice(4)
  const txnTime = toChinaDigits(account.clock.now())
  return call(
    client,
    {
      action: 'downloadStatement',
      refusals: downloadStatementRefusals,
      hosts: account.fileHosts,
      path: paths.file,
      fields: { ...kinds.statement, fileType: '00', settleDate, txnTime },
      maximumBytes: maximumAnswerBytes,
      query: true,
      repeat: 'always',
      resolve: 'Ask again: a query changes nothing.',
      decode({ value }: Verified<Fields>) {
        const told = inShape(fileShape, value)
        mustAnswer({ txnType: [kinds.statement.txnType, told.txnType], merId: [account.merchantId, told.merId] })
        if (told.settleDate) mustAnswer({ settleDate: [settleDate, told.settleDate] })
        if (told.txnTime) mustAnswer({ txnTime: [txnTime, told.txnTime] })
        // Such as 777290058167151_20260303.zip: the only place that names the year.
        const named = /_(\d{8})\.zip$/i.exec(told.fileName ?? '')?.[1]
        if (named) mustAnswer({ fileName: [day, named] })
        const file = fromBase64(told.fileContent)
        if (!file) throw undocumented('a fileContent that is not Base64')
        return file
      },
    },
    signal && { signal },
  )
}

async function* oneChunk(bytes: Uint8Array) {
  yield bytes
}

/** What downloadStatement accepts. */
export const downloadStatementParameters = /* @__PURE__ */ parameterSchema<DownloadStatementParameters>(() =>
  z.strictObject({
    date: z.string().check(z.refine(isDay, { error: "must be a day, such as '2026-03-03'" })),
  }),
)
