import { fromIsoTime } from '../codec/time.js'
import type { Amount } from '../core/amount.js'
import { isShroffError, ShroffError, withFacts } from '../core/errors.js'
import type { RefundStatus } from '../core/payment.js'

/** One line of a statement (对账单), the same for every provider. */
export type StatementRow = {
  readonly kind: 'payment' | 'refund'
  readonly orderId: string
  readonly paymentId: string
  /** On refunds; absent where the file gives none, as for a reversed payment. */
  readonly refundId?: string
  /** What the order or the refund was placed for; never negative. */
  readonly amount: Amount
  /** What the provider took; negative where it gave back. Absent where the file has none, or a fraction of a fen. */
  readonly fee?: Amount
  readonly time: Date
  /** Where a refund stood when the file was made; absent where the file does not tell. */
  readonly refundStatus?: RefundStatus
  /** The cells by the file's own column names, as text. */
  readonly raw: Readonly<Record<string, string>>
}

/** The file is not what it should be. Rows handed out before it was noticed are not to be booked. */
export const damaged = (problem: string, cause?: unknown): ShroffError<'BODY_INVALID'> =>
  new ShroffError('BODY_INVALID', {
    problem: `The statement is refused: ${problem}.`,
    outcome: 'unknown',
    authentic: false,
    next: 'Do not book rows that were handed out from it; download it again.',
    cause,
  })

/** Reads a row. What it is refused for says where it stands, so that a person can find it in the file. */
export function readRow<T>(line: number, orderId: string | undefined, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (!isShroffError(error, 'BODY_INVALID')) throw error
    const [problem] = error.message.split('\n')
    const where = orderId === undefined ? `line ${line}` : `line ${line}, order ${quoted(orderId)}`
    throw withFacts(error, { problem: problem!.replace('refused: ', `refused at ${where}: `) })
  }
}

/** `yyyy-MM-dd HH:mm:ss` in China. */
export function timeOf(text: string): Date {
  const [day, time] = text.split(/\s+/)
  const at = fromIsoTime(`${day}T${time}+08:00`)
  if (Number.isNaN(at)) throw damaged(`${quoted(text)} is not a time`)
  return new Date(at)
}

/** Yuan as a decimal text, in units of 0.00001 yuan: fees have five decimals in some files. By string arithmetic. */
export function unitsOf(text: string): number {
  const parts = /^(-?)(\d{1,10})(?:\.(\d{1,5}))?$/.exec(text)
  if (!parts) throw damaged(`${quoted(text)} is not an amount of yuan`)
  const units = Number(parts[2] + (parts[3] ?? '').padEnd(5, '0'))
  return parts[1] && units ? -units : units
}

/** @throws `BODY_INVALID` for a fraction of a fen. */
export function amountOf(units: number): Amount {
  if (units % 1000 !== 0) throw damaged('an amount has a fraction of a fen')
  return { currency: 'CNY', value: units / 1000 }
}

export const quoted = (text: string): string => JSON.stringify(text.slice(0, 40))
