import * as z from 'zod/mini'
import { parseXml } from '../../codec/xml.js'
import type { Client } from '../../core/client.js'
import { isShroffError, plain, ShroffError, withFacts } from '../../core/errors.js'
import { checkParameters, parameterSchema } from '../../core/parameters.js'
import { strangeReply } from '../../core/refusals.js'
import { fromUtf8 } from '../../crypto/bytes.js'
import { downloadOf, receiveFile } from '../../statement/download.js'
import { inflate, limited } from '../../statement/inflate.js'
import { defaultMaximumBytes, isDay, type StatementOptions } from '../../statement/options.js'
import { damaged, type StatementRow } from '../../statement/row.js'
import type { QqpayAccount } from '../account.js'
import { seal } from '../seal.js'
import { readStatement } from '../statement.js'
import { paths } from '../wire.js'

export type DownloadStatementParameters = {
  /** The day in China, `yyyy-MM-dd`: at most three months back, and not today. Safe to ask for from 10:00 of the next day. */
  date: string
}
export type DownloadStatementOptions = StatementOptions

/** Longest refusal. */
const maximumRefusalBytes = 65_536
const day = 24 * 3_600_000

/**
 * The payments and refunds of one day (对账单), as a stream: memory does not grow with the day. Nothing is asked before the first
 * row is.
 *
 * Nobody signs the file, and no hash is told: TLS to QQ Wallet's host is all that vouches for it. Its columns are those that one
 * public client lists, the rest of the layout is *unconfirmed*: a file that is laid out otherwise is refused, not guessed at.
 * What a day without trade is answered is *unconfirmed* too.
 *
 * @throws (from the iterator) `PARAMETERS_INVALID`; `BODY_INVALID` for a file that is not as expected; `STATEMENT_NOT_READY` for a
 * refusal before 10:00 of the next day; `PROVIDER_ERROR` for any other, in QQ Wallet's words; the codes of the pipeline.
 * @see https://mp.qpay.tenpay.cn/buss/wiki/99/1183 下载对账单
 * @example
 * for await (const row of downloadStatement(client, { date: '2026-03-03' })) console.log(row.kind, row.orderId)
 */
export function downloadStatement(
  client: Client<QqpayAccount>,
  parameters: DownloadStatementParameters,
  options: DownloadStatementOptions = {},
): AsyncGenerator<StatementRow, void, undefined> {
  // A copy: nothing is asked before the first row is, and the caller may have set the next day by then.
  return readDay(client, parameters && { ...parameters }, options)
}

async function* readDay(
  client: Client<QqpayAccount>,
  parameters: DownloadStatementParameters,
  { signal, download, maximumBytes = defaultMaximumBytes }: DownloadStatementOptions,
): AsyncGenerator<StatementRow, void, undefined> {
  const { account, timeout } = client
  const { date } = checkParameters('downloadStatement', downloadStatementParameters, parameters)
  const fields = { bill_date: date.replaceAll('-', ''), bill_type: 'ALL', tar_type: 'GZIP' }
  const safeFrom = Date.parse(`${date}T10:00:00+08:00`) + day
  try {
    const file = receiveFile({
      download: downloadOf(client, download),
      seal: () => seal(account, paths.statement, fields, account.hosts[0]!),
      timeout: timeout.attempt,
      signal,
      refused: ({ status }) => strangeReply('QQ Wallet', { status, authentic: false }),
    })
    yield* readStatement(unpacked(file, maximumBytes, account.clock.now() < safeFrom))
  } catch (error) {
    if (!isShroffError(error)) throw error
    throw withFacts(error, { provider: 'qqpay', action: 'downloadStatement' })
  }
}

/** What comes says by its first byte what it is: a packed file, a file as it stands, or a refusal. */
async function* unpacked(source: AsyncIterable<Uint8Array>, maximumBytes: number, early: boolean) {
  const chunks = source[Symbol.asyncIterator]()
  try {
    let next = await chunks.next()
    while (!next.done && next.value.length === 0) next = await chunks.next()
    if (next.done) throw damaged('it is empty')
    const first: Uint8Array = next.value
    const whole = (async function* () {
      yield first
      for (let more = await chunks.next(); !more.done; more = await chunks.next()) yield more.value
    })()
    if (first[0] === 0x3c) throw await refusalIn(whole, early)
    yield* first[0] === 0x1f ? inflate(whole, 'gzip', maximumBytes) : limited(whole, maximumBytes)
  } finally {
    // Not awaited: it would wait for a piece that may never come.
    chunks.return?.().catch(() => {})
  }
}

/** Unsigned, and with codes that are public nowhere. */
async function refusalIn(source: AsyncIterable<Uint8Array>, early: boolean): Promise<ShroffError> {
  let text = ''
  for await (const chunk of limited(source, maximumRefusalBytes)) text += fromUtf8(chunk)
  const { retcode, retmsg, return_msg: words = retmsg } = readXml(text)
  return new ShroffError(early ? 'STATEMENT_NOT_READY' : 'PROVIDER_ERROR', {
    problem: 'QQ Wallet gave no statement.',
    outcome: early ? 'rejected' : 'unknown',
    next: early
      ? 'It is made from 9:00 of the next day on: ask after 10:00.'
      : 'See the provider’s words. A day without trade may have none; statements go three months back.',
    providerCode: retcode ? plain(retcode, 80) : undefined,
    providerMessage: words ? plain(words, 500) : undefined,
    authentic: false,
  })
}

function readXml(text: string): Readonly<Record<string, string>> {
  try {
    return parseXml(text)
  } catch {
    throw damaged('it is not in QQ Wallet’s form, and may come from a proxy on the way')
  }
}

/** What downloadStatement accepts. */
export const downloadStatementParameters = /* @__PURE__ */ parameterSchema<DownloadStatementParameters>(() =>
  z.strictObject({
    date: z.string().check(z.refine(isDay, { error: "must be a day, such as '2026-03-03'" })),
  }),
)
