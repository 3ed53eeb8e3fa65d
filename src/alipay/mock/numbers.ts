import { toChinaText } from '../../codec/time.js'
import type { MockClock } from '../../mock/clock.js'
import { fenOf, randomDigits, randomHex } from '../../mock/numbers.js'
import type { Notice } from '../../mock/provider.js'
import { refuse } from './refusals.js'

const dayOf = (time: number) => toChinaText(time).slice(0, 10).replaceAll('-', '')

/** The day and 20 digits, as in samples. */
export const newTradeNo = (clock: MockClock): string => `${dayOf(clock.now())}22001${randomDigits(15)}`

/** The day of the event and a running number, the same in each delivery. */
export const notifyId = ({ at, id }: Notice): string => `${dayOf(at)}00222${id.padStart(15, '0')}`

export const newTraceId = (): string => randomHex(15)

/** Yuan as fen, 0.01 to 100 000 000 yuan; anything else is refused with this sub_code. */
export function moneyOf(yuan: unknown, subCode: string): number {
  const value = fenOf(yuan)
  if (value === undefined || value < 1 || value > 10_000_000_000) throw refuse(subCode, '参数有误：金额')
  return value
}
