import { toChinaText } from '../../codec/time.js'
import { toHex } from '../../crypto/bytes.js'
import type { MockClock } from '../../mock/clock.js'
import type { Notice } from '../../mock/provider.js'

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))
const digits = (length: number) => Array.from(random(length), (byte) => byte % 10).join('')

/** The day and 20 digits, as in samples. */
export const newTradeNo = (clock: MockClock): string =>
  `${toChinaText(clock.now()).slice(0, 10).replaceAll('-', '')}22001${digits(15)}`

/** The day of the event and a running number, the same in each delivery. */
export const notifyId = ({ at, id }: Notice): string =>
  `${toChinaText(at).slice(0, 10).replaceAll('-', '')}00222${id.padStart(15, '0')}`

export const newTraceId = (): string => toHex(random(15)).toLowerCase()

export const randomText = (bytes: number): string => toHex(random(bytes)).toLowerCase()

/** Fen as a decimal text of yuan with two places. */
export const yuanText = (value: number): string => `${Math.floor(value / 100)}.${String(value % 100).padStart(2, '0')}`

/** Yuan as fen. Official samples show numbers as well as texts. */
export function fen(yuan: unknown): number | undefined {
  const parts = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(String(yuan))
  return parts ? Number(parts[1]) * 100 + Number((parts[2] ?? '').padEnd(2, '0')) : undefined
}
