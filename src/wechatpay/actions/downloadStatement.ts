import * as z from 'zod/mini'
import type { Client } from '../../core/client.js'
import { isShroffError, ShroffError, withFacts } from '../../core/errors.js'
import { checkParameters, parameterSchema } from '../../core/parameters.js'
import { inShape } from '../../core/shape.js'
import { receiveFile } from '../../statement/download.js'
import { defaultMaximumBytes, isDay, type StatementOptions } from '../../statement/options.js'
import type { StatementRow } from '../../statement/row.js'
import { type WechatpayAccount, wechatpaySecrets } from '../account.js'
import { call } from '../call.js'
import { fileRequest } from '../file.js'
import { downloadStatementRefusals } from '../refusals.js'
import { type NamedHash, namedSha1, readStatement } from '../statement.js'

export type DownloadStatementParameters = {
  /** The day in China, `yyyy-MM-dd`: at most three months back, and not today. Safe to ask for from 10:00 of the next day. */
  date: string
}

export type DownloadStatementOptions = StatementOptions & {
  /**
   * Hands out rows while the file comes, and throws at the end if its hash is wrong. Default `false`: the file is fetched
   * twice, and rows are handed out once its hash is known to be right.
   */
  provisional?: boolean
}

/**
 * The payments and refunds of one day (申请交易账单), as a stream: memory does not grow with the day. A day without any
 * gives no rows. Nothing is asked before the first row is.
 *
 * @throws (from the iterator) `PARAMETERS_INVALID`; `BODY_INVALID` for a file that is not what its hash, its format or its
 *   totals say; `STATEMENT_NOT_READY` while it is being made; the codes of the pipeline.
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4013071227
 * @example
 * for await (const row of downloadStatement(client, { date: '2026-03-03' })) console.log(row.kind, row.orderId)
 */
export function downloadStatement(
  client: Client<WechatpayAccount>,
  parameters: DownloadStatementParameters,
  options: DownloadStatementOptions = {},
): AsyncGenerator<StatementRow, void, undefined> {
  // A copy: nothing is asked before the first row is, and the caller may have set the next day by then.
  return readDay(client, parameters && { ...parameters }, options)
}

async function* readDay(
  client: Client<WechatpayAccount>,
  parameters: DownloadStatementParameters,
  options: DownloadStatementOptions,
): AsyncGenerator<StatementRow, void, undefined> {
  const { date } = checkParameters('downloadStatement', downloadStatementParameters, parameters)
  let asked = false
  try {
    const link = await requestLink(client, date, options).catch(noneThatDay)
    asked = true
    if (!link) return
    const file = fileRequest(
      client,
      {
        action: 'downloadStatement',
        refusals: downloadStatementRefusals,
        url: link.download_url,
        next: 'The address lives for 5 minutes; call again. For very large files pass `provisional: true`.',
      },
      options,
    )
    const { provisional = false, maximumBytes = defaultMaximumBytes } = options
    yield* readStatement(() => receiveFile(file), { hash: link.hash, provisional, maximumBytes })
  } catch (error) {
    if (!isShroffError(error)) throw error
    // Once the address was asked for, bytes have left, whatever became of the file.
    const outcome = asked && error.outcome === 'not-sent' ? 'unknown' : error.outcome
    throw withFacts(error, { provider: 'wechatpay', action: 'downloadStatement', outcome })
  }
}

function requestLink(client: Client<WechatpayAccount>, date: string, { signal }: DownloadStatementOptions) {
  const query = new URLSearchParams({ bill_date: date, bill_type: 'ALL', tar_type: 'GZIP' })
  if (client.account.subMerchantId) query.set('sub_mchid', client.account.subMerchantId)
  return call(
    client,
    {
      action: 'downloadStatement',
      refusals: downloadStatementRefusals,
      method: 'GET',
      path: `/v3/bill/tradebill?${query}`,
      query: true,
      repeat: 'always',
      resolve: 'Ask again: a query changes nothing.',
      decode({ value }) {
        const link = inShape(linkShape, value)
        return { ...link, hash: hashOf(client.account, link) }
      },
    },
    signal && { signal },
  )
}

/** SHA-1, or SM3 where the account has `sm`. */
function hashOf(account: WechatpayAccount, { hash_type, hash_value: value }: Record<string, string>): NamedHash {
  const { sm } = wechatpaySecrets(account)
  if (hash_type === 'SHA1' && isHex(value, 40)) return namedSha1(value!)
  if (hash_type === 'SM3' && isHex(value, 64) && sm) return { name: 'SM3', create: sm.createSm3, value: value! }
  throw new ShroffError('BODY_INVALID', {
    problem: `The answer names a hash of the statement that is not SHA-1${sm ? ' or SM3' : ''}.`,
  })
}

const isHex = (text = '', length = 0) => text.length === length && /^[0-9a-f]+$/i.test(text)

/** Documented as a normal result: nothing happened on that day. Only here: a file that was named does exist. */
function noneThatDay(error: unknown): undefined {
  if (isShroffError(error) && error.providerCode === 'NO_STATEMENT_EXIST' && error.outcome === 'rejected') return
  throw error
}

const linkShape = { hash_type: 'string', hash_value: 'string', download_url: 'string' } as const

/** What downloadStatement accepts. */
export const downloadStatementParameters = /* @__PURE__ */ parameterSchema<DownloadStatementParameters>(() =>
  z.strictObject({
    date: z.string().check(z.refine(isDay, { error: "must be a day, such as '2026-03-03'" })),
  }),
)
