import { toChinaDigits } from '../codec/time.js'
import type { Amount } from '../core/amount.js'
import type { GivenFields } from './seal.js'
import { yuan } from './wire.js'

// What parameters become on the wire. Apart from their schemas, so that what opens messages does not bring those along.

/** How long a payer has where nobody says. */
export const payWithin = 900_000

/** When a front transaction ends. */
export const endOf = ({ placedAt, expiresAt }: { placedAt: Date; expiresAt?: Date | undefined }): Date =>
  expiresAt ?? new Date(placedAt.getTime() + payWithin)

/** `txnTime`, `payTimeout`. */
export const toTime = (date: Date): string => toChinaDigits(date.getTime())

export const toAmount = ({ value }: Amount): GivenFields => ({ txnAmt: String(value), currencyCode: yuan })
