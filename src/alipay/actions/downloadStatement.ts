import * as z from 'zod/mini'
import type { Client } from '../../core/client.js'
import { configError, isShroffError, ShroffError, withFacts } from '../../core/errors.js'
import { checkParameters, parameterSchema } from '../../core/parameters.js'
import { inShape } from '../../core/shape.js'
import { version } from '../../core/version.js'
import { downloadOf, receiveFile } from '../../statement/download.js'
import { defaultMaximumBytes, isDay, type StatementOptions } from '../../statement/options.js'
import type { StatementRow } from '../../statement/row.js'
import type { AlipayAccount } from '../account.js'
import { call } from '../call.js'
import { downloadStatementRefusals } from '../refusals.js'
import { readStatement } from '../statement.js'

export type DownloadStatementParameters = {
  /** The day in China, `yyyy-MM-dd`, up to six years back. There from about 09:00 of the next day. */
  date: string
}

export type DownloadStatementOptions = StatementOptions & {
  /**
   * Where Alipay may keep its files: hosts, or with a dot in front a host's family. Default `.alipay.com`,
   * `.alipayobjects.com`, `.alipaydev.com`; which one it is today is not documented.
   */
  statementHosts?: readonly string[]
}

/**
 * The payments and refunds of one day (业务账单), as a stream: memory does not grow with the day. A day without any gives
 * no rows. Nothing is asked before the first row is.
 *
 * Alipay names no hash and does not sign the file, so it is as trustworthy as https to Alipay's host. The ZIP's checksum
 * and the file's totals are known at its end only: book nothing before the loop is over. Asked by V2 in both generations.
 *
 * @throws (from the iterator) `PARAMETERS_INVALID`; `BODY_INVALID` for a file that is not what its checksum, its format or
 *   its totals say; `STATEMENT_NOT_READY` where there is none yet; the codes of the pipeline.
 * @see https://docs.open.alipay.com/api_15/alipay.data.dataservice.bill.downloadurl.query
 * @example
 * for await (const row of downloadStatement(client, { date: '2026-03-03' })) console.log(row.kind, row.orderId)
 */
export function downloadStatement(
  client: Client<AlipayAccount>,
  parameters: DownloadStatementParameters,
  options: DownloadStatementOptions = {},
): AsyncGenerator<StatementRow, void, undefined> {
  // A copy: nothing is asked before the first row is, and the caller may have set the next day by then.
  return readDay(client, parameters && { ...parameters }, options)
}

async function* readDay(
  client: Client<AlipayAccount>,
  parameters: DownloadStatementParameters,
  options: DownloadStatementOptions,
): AsyncGenerator<StatementRow, void, undefined> {
  const { date } = checkParameters('downloadStatement', downloadStatementParameters, parameters)
  const download = downloadOf(client, options.download)
  const { signal, maximumBytes = defaultMaximumBytes } = options
  let asked = false
  try {
    const link = await requestLink(client, date, signal)
    asked = true
    if (link.bill_file_code === 'EMPTY_DATA_WITH_BILL_FILE') return
    const url = addressOf(client.account, link.bill_download_url, options.statementHosts ?? defaultHosts).href
    // It goes to another host, so nothing of the account goes with it.
    const headers = { accept: '*/*', 'user-agent': `shroff/${version}` }
    const seal = async () => ({ method: 'GET', url, headers })
    yield* readStatement(
      receiveFile({ download, seal, timeout: client.timeout.attempt, signal, refused }),
      maximumBytes,
    )
  } catch (error) {
    if (!isShroffError(error)) throw error
    if (error.providerCode === 'NO_BILL_DATA') return
    // Once the address was asked for, bytes have left, whatever became of the file.
    const outcome = asked && error.outcome === 'not-sent' ? 'unknown' : error.outcome
    throw withFacts(error, { provider: 'alipay', action: 'downloadStatement', outcome })
  }
}

const defaultHosts = ['.alipay.com', '.alipayobjects.com', '.alipaydev.com']

function requestLink(client: Client<AlipayAccount>, date: string, signal: AbortSignal | undefined) {
  return call(
    client,
    {
      action: 'downloadStatement',
      refusals: downloadStatementRefusals,
      endpoint: ['alipay.data.dataservice.bill.downloadurl.query'],
      content: { bill_type: 'trade', bill_date: date },
      query: true,
      repeat: 'always',
      resolve: 'Ask again: a query changes nothing.',
      decode: ({ value }) => inShape(linkShape, value),
    },
    signal && { signal },
  )
}

const linkShape = { bill_download_url: 'string', 'bill_file_code?': 'string' } as const

function addressOf(account: AlipayAccount, text: string, hosts: readonly string[]): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url && !url.username && !url.password) {
    if (account.hosts.includes(url.origin)) return url
    const known = hosts.some((host) => (host.startsWith('.') ? url.hostname.endsWith(host) : url.hostname === host))
    // Older samples show http; what comes that way could be anybody's, and the same host answers by https.
    if (known && url.protocol === 'http:' && url.port === '') url.protocol = 'https:'
    if (known && url.protocol === 'https:') return url
  }
  throw configError(
    'The address of the statement is not on a host that is known as Alipay’s; nothing was sent there.',
    `If Alipay has moved its files, pass the host in \`statementHosts\`. The host was ${url?.host ?? 'none'}.`,
  )
}

const refused = ({ status }: { status: number }) =>
  new ShroffError('PROVIDER_ERROR', {
    problem: 'Alipay did not hand out the file of the statement.',
    outcome: 'unknown',
    status,
    authentic: false,
    next: 'The address lives for 30 seconds; call again.',
  })

/** What downloadStatement accepts. */
export const downloadStatementParameters = /* @__PURE__ */ parameterSchema<DownloadStatementParameters>(() =>
  z.strictObject({
    date: z.string().check(z.refine(isDay, { error: "must be a day, such as '2026-03-03'" })),
  }),
)
