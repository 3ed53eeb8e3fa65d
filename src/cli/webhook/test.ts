import * as z from 'zod'
import type { WireRequest } from '../../core/transport.js'
import { exits, fail } from '../fail.js'
import { answer, type Io } from '../io.js'
import { line, say } from '../texts.js'
import { type Provider, providers } from './merchants.js'
import { openPlatform, type Platform } from './platform.js'
import { type Answered, mustBeAllowed, post } from './post.js'
import { keptKeys, newOrderId, providerOf, takesAnyTime } from './send.js'
import { texts } from './texts.js'

const outcome = z.enum(['received', 'refused'])

/** What `shroff webhook test --json` prints. */
export const webhookTestOutput = z.strictObject({
  provider: z.enum(providers),
  url: z.string(),
  passed: z.boolean(),
  rows: z.array(
    z.strictObject({
      /** Such as `valid`, `repeated`, `forged tampered-body`. */
      sent: z.string(),
      expected: outcome,
      /** `no answer` within ten seconds. */
      came: z.enum(['received', 'refused', 'no answer']),
      status: z.optional(z.int()),
      milliseconds: z.int(),
      passed: z.boolean(),
    }),
  ),
  /** That each was worked on once is to be seen in the shop’s own books. */
  orders: z.array(z.string()),
})

type Report = z.output<typeof webhookTestOutput>
type Row = Report['rows'][number]
type Names = keyof typeof texts

export async function test(
  io: Io,
  url: string,
  options: { provider: string; yes?: boolean; production?: boolean; folder?: string },
): Promise<void> {
  const provider = providerOf(options.provider)
  mustBeAllowed(url, options)
  const kept = await keptKeys(io, options.folder)
  const platform = await openPlatform(io, provider, url, kept)
  const report = await runList(io, provider, platform, url, options.production === true)
  const lines = report.rows.map(({ sent, expected, came, status, milliseconds, passed }) => {
    const [name, forgery = ''] = sent.split(' ') as [Names, string?]
    const told = came === 'no answer' ? say(io, texts.silent) : say(io, texts[came])
    const wanted = passed ? '' : `, ${line(io, texts.expected, say(io, texts[expected]))}`
    const what = [say(io, texts[name]), forgery].filter(Boolean).join(' ')
    return `${passed ? '✓' : '✗'} ${line(io, what, `${told} (${status ?? '–'}, ${milliseconds} ms)${wanted}`)}`
  })
  const lacksSeller = report.rows.some(({ sent, passed }) => sent === 'forged foreign-merchant' && !passed)
  const notes = options.production
    ? []
    : [
        ...(provider === 'alipay' && lacksSeller ? [say(io, texts.seller)] : []),
        say(io, kept ? texts.folderKeys : texts.keys),
        `${say(io, texts.once)} ${report.orders.join(', ')}`,
      ]
  answer(io, report, [...lines, ...notes].join('\n'))
  if (!report.passed) fail(exits.no)
}

/** The whole list, one after the other: what came before must not change what comes after. */
async function runList(
  io: Io,
  provider: Provider,
  platform: Platform,
  url: string,
  production: boolean,
): Promise<Report> {
  const rows: Row[] = []
  const judge = (sent: string, wanted: 'received' | 'refused', { status, body, milliseconds }: Answered) => {
    const expected = production ? 'refused' : wanted
    const came = status === undefined ? 'no answer' : platform.isAcknowledged(status, body) ? 'received' : 'refused'
    rows.push({
      sent,
      expected,
      came,
      milliseconds,
      passed: came === expected,
      ...(status !== undefined && { status }),
    })
  }
  const go = async (sent: string, wanted: 'received' | 'refused', request: WireRequest) =>
    judge(sent, wanted, await post(io, url, request))
  const [first, second, third, fourth] = [1, 2, 3, 4].map((place) => newOrderId(io, place)) as [
    string,
    string,
    string,
    string,
  ]

  const told = await platform.paid(first)
  await go('valid', 'received', await platform.seal(told))
  await go('repeated', 'received', await platform.seal(told))

  const twice = await platform.paid(second)
  const both = await Promise.all([platform.seal(twice), platform.seal(twice)])
  // One of the two may be asked to come again; what counts is that it is received in the end.
  await Promise.all(both.map((request) => post(io, url, request)))
  await go('atOnce', 'received', await platform.seal(twice))

  const payment = await platform.paid(third)
  const refund = await platform.refunded(third)
  if (refund) {
    await go('disorder', 'received', await platform.seal(refund))
    await go('late', 'received', await platform.seal(payment))
  }
  for (const forgery of platform.forgeries) {
    const wanted = takesAnyTime(provider, forgery) ? 'received' : 'refused'
    await go(`forged ${forgery}`, wanted, await platform.seal(told, forgery))
  }
  const { method, url: address, headers } = await platform.seal(told)
  await go('empty', 'refused', { method, url: address, headers, body: new Uint8Array() })
  const json = { 'content-type': 'application/json' }
  await go('strange', 'refused', { method, url: address, headers: json, body: new TextEncoder().encode('{"a":1}') })
  await go('after', 'received', await platform.seal(await platform.paid(fourth)))
  const orders = [first, second, ...(refund ? [third] : []), fourth]
  return { provider, url, passed: rows.every(({ passed }) => passed), rows, orders }
}
