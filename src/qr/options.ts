import { type FieldProblem, ShroffError } from '../core/errors.js'

/** How much of a code may be dirty or covered and still be read: about 7 % (L), 15 % (M), 25 % (Q), 30 % (H). */
export type QrLevel = 'L' | 'M' | 'Q' | 'H'

/** What every drawing function takes. */
export type QrOptions = {
  /** Error correction. Default `'M'`. */
  level?: QrLevel
  /** Light border, in modules, 0 to 40. Default 4, what ISO/IEC 18004 asks for; less only where the page adds the rest. */
  margin?: number
}

/** Says what is wrong with a value; nothing if it is right. */
export type Check = (value: unknown) => string | undefined

export const commonChecks = {
  level: (value: unknown) =>
    ['L', 'M', 'Q', 'H'].includes(value as string) ? undefined : "must be 'L', 'M', 'Q' or 'H'",
  margin: (value: unknown) => wholeNumber(value, 0, 40),
}

export function wholeNumber(value: unknown, from: number, to: number): string | undefined {
  const right = Number.isInteger(value) && (value as number) >= from && (value as number) <= to
  return right ? undefined : `must be a whole number from ${from} to ${to}`
}

export function trueOrFalse(value: unknown): string | undefined {
  return typeof value === 'boolean' ? undefined : 'must be true or false'
}

/** A copy of `options`, read once, each value of which passed its check. Throws `PARAMETERS_INVALID`. */
export function checkOptions<T extends object>(options: T, checks: Record<keyof T, Check>): T {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw invalid([{ path: 'options', problem: 'must be an object' }])
  }
  const copy = { ...options }
  const fields = Object.entries(copy).flatMap(([path, value]): FieldProblem[] => {
    const problem = Object.hasOwn(checks, path)
      ? value !== undefined && checks[path as keyof T](value)
      : `is no option; there are ${Object.keys(checks).join(', ')}`
    return problem ? [{ path, problem }] : []
  })
  if (fields.length > 0) throw invalid(fields)
  return copy
}

export function invalid(fields: FieldProblem[], next?: string, cause?: unknown): ShroffError<'PARAMETERS_INVALID'> {
  const problem = 'The QR code cannot be drawn.'
  return new ShroffError('PARAMETERS_INVALID', { problem, fields, next, outcome: 'not-sent', cause })
}
