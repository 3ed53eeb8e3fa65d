import { fen } from './numbers.js'
import { refuseBusiness } from './refusals.js'

/** Yuan as fen, 0.01 to 100 000 000 yuan; anything else is refused with this sub_code. */
export function moneyOf(yuan: unknown, subCode: string): number {
  const value = fen(yuan)
  if (value === undefined || value < 1 || value > 10_000_000_000) throw refuseBusiness(subCode, '参数有误：金额')
  return value
}
