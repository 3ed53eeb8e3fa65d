import { type Book, beside } from './book.js'

/** What the payer does whose code is scanned. */
export type PayerBehaviour = (typeof payerBehaviours)[number]

export const payerBehaviours = [
  /** Pays at once: a small amount. */
  'pays',
  /** Is asked for a password. The `pay` control types it; without it the order stays open. */
  'types-password',
  /** Has too little money, say. */
  'refuses',
] as const

// The last five digits tell; with any others the payer pays.
const marks = { 'types-password': '10003', refuses: '40004' } as const

/** A code that a payer has shown: good for one charge, and until then. */
type ShownCode = { readonly until: number; used: boolean }

const codesOf = (book: Book): Map<string, ShownCode> => beside(book, 'payer codes', () => new Map())

/** A fresh code: 16 digits behind the provider's own. */
export function showPayerCode(book: Book, prefix: string, payer: PayerBehaviour, until: number): string {
  const digits = Array.from(crypto.getRandomValues(new Uint8Array(11)), (byte) => byte % 10).join('')
  const code = `${prefix}${digits}${payer === 'pays' ? '12345' : marks[payer]}`
  codesOf(book).set(code, { until, used: false })
  return code
}

/** A charge by this code, which uses it up: what its payer does, or why there is none. A code from elsewhere has just been shown. */
export function usePayerCode(book: Book, code: string, now: number): PayerBehaviour | 'used-up' | 'expired' {
  const shown = codesOf(book).get(code) ?? { until: now, used: false }
  if (shown.used) return 'used-up'
  if (now > shown.until) return 'expired'
  codesOf(book).set(code, { ...shown, used: true })
  if (code.endsWith(marks['types-password'])) return 'types-password'
  return code.endsWith(marks.refuses) ? 'refuses' : 'pays'
}
