import * as z from 'zod/mini'
import type { WireRequest } from '../../../core/transport.js'
import type { MockGateway } from '../../running.js'
import type { Courier } from '../courier.js'

/** Says what is wrong with the signature of a merchant's request: `explainRequest` of `shroff/doctor` with the merchant's account. */
export type Explain = (provider: string, request: WireRequest, at: number, language: 'en' | 'zh') => Promise<object>

/** What the rows of the table work on. */
export type Controlled = {
  readonly mock: MockGateway
  readonly courier: Courier
  /** Where each provider answers. */
  readonly urls: Readonly<Record<string, string>>
  /** A link that opens the console once. */
  consoleLink(): string
  /** What the doctor makes of a request, where there is one. */
  readonly explain: Explain | undefined
}

/** One operation: the same in this process and over HTTP. */
export type Row = {
  readonly name: string
  /** `GET` changes nothing. */
  readonly method: 'GET' | 'POST'
  /** One sentence, for the OpenAPI document and the pages. */
  readonly does: string
  readonly parameters: z.ZodMiniType
  readonly answers: z.ZodMiniType
  run(on: Controlled, parameters: never): unknown
}

/** A row whose function takes what its schema gives. */
export function row<P extends z.ZodMiniType, A extends z.ZodMiniType>(one: {
  name: string
  method?: 'GET' | 'POST'
  does: string
  parameters: P
  answers: A
  run(on: Controlled, parameters: z.output<P>): z.output<A> | Promise<z.output<A>>
}): Row {
  return { method: 'POST', ...one } as Row
}

/** Nothing but that it was done. */
export const done = z.strictObject({})
export async function nothing(step: unknown): Promise<Record<never, never>> {
  await step
  return {}
}

const told = <T extends z.ZodMiniType>(schema: T, words: string): T => schema.check(z.describe(words) as never) as T

export const provider = told(z.string(), 'One of the providers of this mock gateway.')
const moment = z.pipe(
  told(z.iso.datetime({ offset: true }), 'A time with its zone, such as 2026-03-04T12:00:00+08:00.'),
  z.transform((text) => new Date(text)),
)
export const amount = z.strictObject({
  currency: told(z.string().check(z.regex(/^[A-Z]{3}$/)), 'ISO 4217, such as CNY.'),
  value: told(z.int().check(z.positive()), 'Minor units: 2500 is 25.00.'),
})

export const decimal = told(
  z.string().check(z.regex(/^\d{1,20}(\.\d{1,20})?$/)),
  'An exact decimal as text, such as 12.5.',
)
export const tokens = z.strictObject({ asset: z.enum(['EURC', 'USDC', 'RLUSD', 'XRP']), value: decimal })

export const time = told(z.number(), 'Milliseconds since 1970, by the mock’s clock.')

/** Names an order. */
export const order = {
  provider,
  orderId: told(z.optional(z.string()), 'The merchant’s own number. This, or reference.'),
  reference: told(z.optional(z.string()), 'What the QR code or page says, in place of orderId.'),
  placedAt: z.optional(moment),
}
export const refundNumber = told(z.string(), 'The merchant’s own number of the refund.')
export const minorUnits = told(z.int().check(z.positive()), 'Minor units.')

export const payout = told(z.string(), 'The provider’s own handle of it: a quote that was paid by, or a payout.')

/** Where webhooks go that no call names an address for. */
export const notifyUrl = {
  provider,
  url: z.url(),
  about: told(z.optional(z.string()), 'payment, audit or refund, where these differ. Absent: all of them.'),
}

/** Names a webhook. */
export const webhook = { provider, id: told(z.string(), 'As deliver and state tell it.') }

export const fault = z.union([
  told(
    z.string(),
    'timeout-before, timeout-after, reset-before, system-error-after and so on; a wrong one is answered by the right ones.',
  ),
  z.strictObject({ status: z.int(), code: z.string(), message: z.optional(z.string()) }),
])
export const times = z.optional(z.int().check(z.positive()))
export const payer = z.optional(z.enum(['pays', 'types-password', 'refuses']))
