import { toLowerHex, toUuid } from '../crypto/bytes.js'

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))

/** So many random decimal digits. */
export const randomDigits = (length: number): string => Array.from(random(length), (byte) => byte % 10).join('')

/** So many random bytes in lower-case hexadecimal. */
export const randomHex = (bytes: number): string => toLowerHex(random(bytes))

/** A UUID of version 4. */
export const randomUuid = (): string => toUuid(random(16))

/** Fen as a decimal text of yuan with two places. */
export const yuanText = (fen: number): string =>
  `${fen < 0 ? '-' : ''}${Math.floor(Math.abs(fen) / 100)}.${String(Math.abs(fen) % 100).padStart(2, '0')}`

/** Yuan as fen; undefined for what is no amount. Official samples show numbers as well as texts. */
export function fenOf(yuan: unknown): number | undefined {
  const parts = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(String(yuan))
  return parts ? Number(parts[1]) * 100 + Number((parts[2] ?? '').padEnd(2, '0')) : undefined
}
