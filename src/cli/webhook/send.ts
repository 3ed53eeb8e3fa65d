import * as z from 'zod'
import type { KeptKeys } from '../../mock/parties.js'
import type { Forgery } from '../../mock/provider.js'
import { exits, fail } from '../fail.js'
import { readText } from '../files.js'
import { folderOf, readKeys } from '../folder.js'
import { answer, type Io } from '../io.js'
import { say } from '../texts.js'
import { type Provider, providers } from './merchants.js'
import { openPlatform, type Platform } from './platform.js'
import { mustBeAllowed, post } from './post.js'
import { texts } from './texts.js'

/** What `shroff webhook send --json` prints. */
export const webhookSendOutput = z.strictObject({
  provider: z.enum(providers),
  type: z.string(),
  forgery: z.optional(z.string()),
  orderId: z.optional(z.string()),
  url: z.string(),
  /** Absent where no answer came within ten seconds. */
  status: z.optional(z.int()),
  /** The handler said what the provider takes for "received". */
  received: z.boolean(),
  milliseconds: z.int(),
  /** Of the answer, 500 characters at most. */
  body: z.string(),
})

export type SendOptions = {
  provider: string
  type: string
  forgery?: string
  orderId?: string
  resource?: string
  yes?: boolean
  folder?: string
}

export async function send(io: Io, url: string, options: SendOptions): Promise<void> {
  const { type, forgery } = options
  const provider = providerOf(options.provider)
  mustBeAllowed(url, options)
  const kept = await keptKeys(io, options.folder)
  const platform = await openPlatform(io, provider, url, kept)
  if (forgery !== undefined && !platform.forgeries.includes(forgery as Forgery)) noForgery(platform)
  const orderId = options.orderId ?? newOrderId(io)
  const { notice, named } = await noticeOf(io, platform, orderId, options)
  const answered = await post(io, url, await platform.seal(notice, forgery as Forgery | undefined))
  const { status, body, milliseconds } = answered
  const received = status !== undefined && platform.isAcknowledged(status, body)
  const document = {
    ...{ provider, type, url, received, milliseconds, body: body.slice(0, 500) },
    ...(forgery !== undefined && { forgery }),
    ...(named && { orderId }),
    ...(status !== undefined && { status }),
  } satisfies z.input<typeof webhookSendOutput>
  const what = [provider, type, forgery, named && orderId].filter(Boolean).join(' · ')
  const came = say(io, status === undefined ? texts.silent : received ? texts.received : texts.refused)
  answer(
    io,
    document,
    `${what}\n  ${came} (${status ?? '–'}, ${milliseconds} ms)\n${say(io, kept ? texts.folderKeys : texts.keys)}`,
  )
  if (received === (forgery !== undefined && !takesAnyTime(provider, forgery))) fail(exits.no)
}

async function noticeOf(io: Io, platform: Platform, orderId: string, { type, resource, forgery }: SendOptions) {
  if (type === 'payment.paid') return { notice: await platform.paid(orderId), named: true }
  const [, status] = /^refund\.(succeeded|closed|needs-action)$/.exec(type) ?? []
  if (status) {
    await platform.paid(orderId)
    const notice = await platform.refunded(orderId, status as 'succeeded')
    return { notice: notice ?? fail(exits.usage, texts.notTold), named: true }
  }
  if (forgery !== undefined) fail(exits.usage, texts.noOther)
  if (resource === undefined) fail(exits.usage, texts.noResource)
  return { notice: platform.other(type, objectOf(await readText(io, resource))), named: false }
}

function objectOf(text: string): object {
  try {
    const tree: unknown = JSON.parse(text)
    if (typeof tree === 'object' && tree !== null) return tree
  } catch {
    // Told below.
  }
  return fail(exits.usage, texts.noJson)
}

/** Those of the mock’s folder, where `shroff mock` has made some. */
export async function keptKeys(io: Io, name: string | undefined): Promise<KeptKeys | undefined> {
  const keys = await readKeys(io, folderOf(io, name))
  return Object.keys(keys).length > 0 ? keys : undefined
}

export function providerOf(name: string): Provider {
  return providers.find((one) => one === name) ?? fail(exits.usage, texts.noProvider)
}

function noForgery({ forgeries }: Platform): never {
  const list = forgeries.join(', ')
  return fail(exits.usage, { en: `--forgery is one of ${list}`, zh: `--forgery 只能是 ${list} 之一` })
}

/** Eight digits at least, for UnionPay, and new in each run. */
export const newOrderId = (io: Io, place = 0) => `W${io.clock.now()}${place}`

/** WeChat Pay alone names a window of time; elsewhere one from another hour is rightly signed, and told apart by its id. */
export const takesAnyTime = (provider: Provider, forgery: string) =>
  provider !== 'wechatpay' && /^(replayed|from-the-future)$/.test(forgery)
