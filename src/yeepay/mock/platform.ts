import { toChinaDigits } from '../../codec/time.js'
import type { Book, BookOrder, BookRefund } from '../../mock/book.js'
import type { MockClock } from '../../mock/clock.js'
import type { Witness } from '../../mock/evidence.js'
import type { Json } from '../../mock/http.js'
import { fenOf, randomDigits, yuanText } from '../../mock/numbers.js'
import type { Party } from '../../mock/parties.js'
import type { NewNotice } from '../../mock/provider.js'
import { refuse } from '../../mock/refusal.js'
import type { Fields } from '../canonical.js'
import type { Certificates } from './certificates.js'
import type { MockYeepayOptions, YeepayUnconfirmed } from './options.js'
import type { Speech } from './scheme.js'

/** What the handlers of this mock work on. */
export type Platform = {
  readonly clock: MockClock
  readonly book: Book
  readonly appKey: string
  readonly merchantId: string
  readonly merchant: Party
  /** Who signs answers and notifications now. */
  readonly yeepay: Party
  readonly scheme: Speech
  /** With SM algorithms. */
  readonly certificates: Certificates | undefined
  /** Somebody else's key, for forgeries. */
  readonly stranger: Party
  readonly options: MockYeepayOptions
  /** Takes down what becomes of one message. */
  readonly witness?: Witness | undefined
  notify(notice: NewNotice): void
}

/** A request that is rightly signed, as the handlers see it. */
export type Asked = {
  readonly fields: Fields
  /** The address that it was sent to. */
  readonly origin: string
}

/** What a handler does: moves the book, and says what stands in `result`. What it refuses it throws. */
export type Handler = (platform: Platform, asked: Asked) => Json

export const unconfirmedOf = ({ options }: Platform): YeepayUnconfirmed => options.unconfirmed ?? {}

/** What YeePay remembers of an order beside the book. */
export type OrderMemory = {
  readonly paymentId: string
  readonly product: 'prePay' | 'payLink' | 'pay' | 'cashier'
  readonly payWay: string
  /** Whose wallet; of a code for several and of the cashier Alipay pays. */
  readonly wallet: string
  readonly description: string
  readonly notifyUrl: string | undefined
  readonly redirectUrl: string | undefined
  readonly memo: string | undefined
  readonly fundProcessType: string
  /** What the payer pays by, as it was told. */
  readonly told: string
  /** What a repetition must have again. */
  readonly fingerprint: string
  /** The payer's code was refused, and why. */
  failed?: string
  timedOut?: boolean
}

export const memoryOf = (order: BookOrder) => order.wire as OrderMemory

export type RefundMemory = { readonly notifyUrl: string | undefined; ended?: boolean }
export const refundMemoryOf = (refund: BookRefund) => refund.wire as RefundMemory

/** Who pays here. */
export const payerId = '2088102534368455'

/** As in the samples: a kind, the day, and ten digits more. */
export const newNumber = ({ clock }: Pick<Platform, 'clock'>, kind: '1001' | '1002'): string =>
  `${kind}${toChinaDigits(clock.now()).slice(0, 8)}0000${randomDigits(10)}`

/** Yuan, as this platform tells them. */
export const yuan = (platform: Platform, fen: number): string | number =>
  unconfirmedOf(platform).tellsNumbers ? fen / 100 : yuanText(fen)

/**
 * By business, in `result`. YeePay publishes no code of it but one (an order that has expired, `OPR18017`): these are the mock's
 * own, and by their looks nobody else's. The words are unconfirmed too.
 */
export const failed = (code: string, words: string) => refuse(200, code, words)
export const notFound = () => failed('MOCK-ORDER-NOT-FOUND', '订单不存在')

/** By the platform, before any business: code and sub code of its table. */
export const refused = (code: string, subCode: string, words: string) => refuse(500, code, words, { subCode })
export const illegal = (name: string) => refused('40042', 'isv.check.request-param.format', `参数${name}格式错误`)

/** A text of 1 to so many characters, or nothing. */
export function textIn({ fields }: Asked, name: string, maximum: number): string | undefined {
  const text = fields[name] || undefined
  if (text !== undefined && [...text].length > maximum) throw illegal(name)
  return text
}

export function mustText(asked: Asked, name: string, maximum: number): string {
  const text = textIn(asked, name, maximum)
  if (text === undefined) throw refused('40042', 'isv.check.request-param.miss', `缺少参数${name}`)
  return text
}

/** Yuan, at least 0.01. */
export function fenIn(asked: Asked, name: string): number {
  const fen = fenOf(mustText(asked, name, 16))
  if (!fen) throw illegal(name)
  return fen
}

/** Who asks, and who collects. */
export function mustBeMerchant({ merchantId }: Platform, asked: Asked): void {
  mustText(asked, 'parentMerchantNo', 20)
  if (mustText(asked, 'merchantNo', 20) !== merchantId)
    throw failed('MOCK-MERCHANT-NOT-FOUND', `商户不存在 (this mock gateway plays for merchant ${merchantId})`)
}
