import { toChinaDigits } from '../../codec/time.js'
import type { MockClock } from '../../mock/clock.js'
import { randomDigits, randomHex } from '../../mock/numbers.js'

const stamp = (clock: MockClock) => toChinaDigits(clock.now())

/** 28 digits, as in the documentation's samples. */
export const newPaymentId = (clock: MockClock): string => `4200001234${stamp(clock).slice(0, 8)}${randomDigits(10)}`

export const newRefundId = (clock: MockClock): string => `5030${stamp(clock)}${randomDigits(10)}`

/** `wx`, the time and a hexadecimal tail, 36 characters. */
export const newPrepayId = (clock: MockClock): string => `wx${stamp(clock)}${randomHex(10)}`

/** `08F7…-0`: the last digits are an internal error number, 0 where nothing is wrong. */
export const newRequestId = (failed: boolean): string =>
  `08${randomHex(18).toUpperCase()}-${failed ? '268435461' : '0'}`
