import * as z from 'zod/mini'
import { isPublicUrl } from '../core/public-url.js'
import { utf8 } from '../crypto/bytes.js'

// Only limits that the documentation states without doubt stand here; a doubtful value passes, and WeChat Pay's own
// refusal is explained. Lengths are counted in characters, the widest reading of "长度".

const characters = (text: string) => [...text].length

/** A text of 1 to `maximum` characters. */
export const textUpTo = (maximum: number) =>
  z
    .string()
    .check(
      z.refine((text) => text !== '' && characters(text) <= maximum, { error: `must be 1 to ${maximum} characters` }),
    )

/** As {@link textUpTo}, of a field that is encrypted: RSA-OAEP holds 214 bytes (doc 4013053257). */
export const sensitive = (maximum: number) =>
  textUpTo(maximum).check(z.refine((text) => utf8(text).length <= 214, { error: 'must be at most 214 bytes as UTF-8' }))

/** `out_trade_no` (doc 4012791877). */
export const orderId = () =>
  z.string().check(z.regex(/^[0-9A-Za-z_\-|*]{6,32}$/, { error: 'must be 6 to 32 characters of 0-9 A-Z a-z _ - | *' }))

/** `out_refund_no` (doc 4013071036). */
export const refundId = () =>
  z
    .string()
    .check(z.regex(/^[0-9A-Za-z_\-|*@]{1,64}$/, { error: 'must be 1 to 64 characters of 0-9 A-Z a-z _ - | * @' }))

/** `transaction_id` (doc 4012791858), and `refund_id`: it stands in a path, which `..` would leave. */
export const paymentId = () =>
  z.string().check(z.regex(/^[0-9A-Za-z]{1,32}$/, { error: 'must be 1 to 32 letters and digits' }))

/** An amount in fen, at least 1. */
export const yuanAmount = () =>
  z.strictObject({
    currency: z.literal('CNY', { error: "must be 'CNY', the only currency WeChat Pay takes here" }),
    value: z.number().check(
      z.refine((value) => Number.isSafeInteger(value) && value >= 1, {
        error: "must be an integer number of fen, at least 1; amount('25.00', 'CNY') makes one from a decimal text",
      }),
    ),
  })

/** `notify_url` (doc 4012791877): absolute, public, no query string. */
export const notifyUrl = (maximum = 255) =>
  z.string().check(
    z.refine((text) => isPublicUrl(text, maximum), {
      error: `must be an absolute public http(s) URL of at most ${maximum} characters without a query string; no localhost, no private address`,
    }),
  )

/** A moment, from 1970 to 9999; it is written in China time, with a year of four digits. */
export const moment = () =>
  z.date().check(
    z.refine((date) => date.getTime() >= 0 && date.getTime() < Date.UTC(9999, 11, 31), {
      error: 'must be a Date between 1970 and 9999',
    }),
  )

/** A bare number: of fen inside details of goods, and of goods. */
export const fenNumber = () =>
  z
    .number()
    .check(z.refine((value) => Number.isSafeInteger(value) && value >= 0, { error: 'must be a non-negative integer' }))
