import { toChinaDigits } from '../../codec/time.js'
import type { Book, BookOrder, BookRefund } from '../../mock/book.js'
import type { MockClock } from '../../mock/clock.js'
import type { Witness } from '../../mock/evidence.js'
import type { Json } from '../../mock/http.js'
import { randomDigits } from '../../mock/numbers.js'
import type { NewNotice } from '../../mock/provider.js'
import { refuse } from '../../mock/refusal.js'
import type { Identity } from './identity.js'
import type { LakalaUnconfirmed, MockLakalaOptions } from './options.js'

/** What the handlers of this mock work on. */
export type Platform = {
  readonly clock: MockClock
  readonly book: Book
  readonly identity: Identity
  /** SM4; absent where the mock has none. */
  readonly bodyKey: Uint8Array | undefined
  readonly options: MockLakalaOptions
  /** Takes down what becomes of one message. */
  readonly witness?: Witness | undefined
  notify(notice: NewNotice): void
}

/** What a handler does: moves the book, and says what is `resp_data`, and by which code if that is another than the usual. */
export type Handler = (platform: Platform, asked: Json) => Json | Told
export type Told = { readonly code: string; readonly data: Json | undefined }

export const told = (code: string, data: Json | undefined): Told => ({ code, data })
export const isTold = (answer: Json | Told): answer is Told => 'data' in answer && 'code' in answer

export const unconfirmedOf = ({ options }: Platform): LakalaUnconfirmed => options.unconfirmed ?? {}

/** What Lakala remembers of an order beside the book. */
export type OrderMemory = {
  readonly kind: 'PREORDER' | 'MICROPAY' | 'COUNTER'
  readonly accountType: string
  readonly transType: string | undefined
  readonly description: string
  readonly notifyUrl: string | undefined
  readonly returnUrl: string | undefined
  readonly remark: string | undefined
  /** What a repetition must have again. */
  readonly fingerprint: string
  /** `pay_order_no` of the counter. */
  readonly payOrderNo: string | undefined
  /** `trade_no`: of the counter once it is paid. */
  tradeNo: string | undefined
  /** The payer could not pay. */
  failed?: true
  revoked?: true
}

export const memoryOf = (order: BookOrder) => order.wire as OrderMemory

export type RefundMemory = { readonly fingerprint: string; readonly revokes: boolean }
export const refundMemoryOf = (refund: BookRefund) => refund.wire as RefundMemory

export const payerId = '2088702852632582'

/** The day and `log_no`: 66 and 12 digits. */
export const newTradeNo = ({ clock }: Pick<Platform, 'clock'>): string =>
  `${toChinaDigits(clock.now()).slice(0, 8)}66${randomDigits(12)}`

export const logNoOf = (tradeNo: string): string => tradeNo.slice(-14)

/** A refusal of the business, signed. */
export const refused = (code: string, words: string) => refuse(200, code, words)

/** One whose code no public source has: this one was seen, and what it stands for is not known. */
export const unlisted = (words: string) => refused('BBS16111', words)

export const wrong = (name: string) => refused('BBS11000', `请求参数校验失败: ${name}`)

/** A text of 1 to so many characters, or nothing. */
export function textIn(asked: unknown, name: string, maximum: number): string | undefined {
  const value = (asked as Json | undefined)?.[name] ?? ''
  if (value === '') return undefined
  if (typeof value !== 'string' || [...value].length > maximum) throw wrong(name)
  return value
}

export function mustText(asked: unknown, name: string, maximum: number): string {
  const text = textIn(asked, name, maximum)
  if (text === undefined) throw wrong(name)
  return text
}

/** Fen, from 1, as text or as number. */
export function fenIn(asked: Json, name: string): number {
  const value = asked[name]
  const text = typeof value === 'number' ? String(value) : mustText(asked, name, 12)
  if (!/^[1-9]\d{0,11}$/.test(text)) throw wrong(name)
  return Number(text)
}

/** Whose it is, and from where; the counter asks for no terminal and no place. */
export function mustBeMerchant({ identity }: Platform, asked: Json, counter = false): void {
  if (asked.merchant_no !== identity.merchantId)
    throw unlisted(`商户号不存在 (this mock gateway plays for merchant ${identity.merchantId})`)
  if (!counter && asked.term_no !== identity.terminalId)
    throw unlisted(`终端号不存在 (this mock gateway plays for terminal ${identity.terminalId})`)
}

export const mustHavePlace = (asked: Json): string => mustText(asked.location_info, 'request_ip', 64)
