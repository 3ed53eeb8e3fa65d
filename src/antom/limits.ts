import * as z from 'zod/mini'
import { isCurrency } from '../core/amount.js'
import { form, textUpTo, unless, webUrl } from '../core/parameters.js'

// Only limits that the documentation states without doubt; a doubtful value passes, and Antom's refusal is explained.

/** `paymentRequestId` and its like: letters, digits and underscores; other characters are unconfirmed. */
export const requestId = () => form(/^[0-9A-Za-z_]{1,64}$/, 'must be 1 to 64 letters, digits and underscores')

/** Any currency, in its own minor units: 100 of JPY are 100 yen. */
export const money = () =>
  z.strictObject(
    {
      currency: z.string().check(unless((code) => (isCurrency(code) ? undefined : 'must be a currency, such as USD'))),
      value: z
        .number()
        .check(
          unless((value) =>
            Number.isSafeInteger(value) && value >= 1
              ? undefined
              : "must be an integer number of the currency’s minor units, at least 1; amount('25.00', 'USD') makes one from a decimal text",
          ),
        ),
    },
    { error: ({ code }) => (code === 'invalid_type' ? "an amount, such as amount('25.00', 'USD')" : undefined) },
  )

/** Where webhooks go, and where the payer's browser comes back to. */
export const address = (maximum = 2048) => webUrl({ maximum, query: true, fragment: true, ascii: true })

/** `paymentMethodType`: the set is open. */
export const wallet = () => form(/^[0-9A-Z_]{1,64}$/, 'must be a payment method such as ALIPAY_CN, in capitals')

export const os = () => z.enum(['ios', 'android'])
export const toOs = (os: 'ios' | 'android' | undefined) => os && { ios: 'IOS', android: 'ANDROID' }[os]

/** The shop, by the numbers that Antom knows it by. */
export const merchant = () =>
  z.strictObject({
    id: textUpTo(64),
    name: z.optional(textUpTo(256)),
    mcc: z.optional(form(/^\d{4}$/, 'must be four digits')),
    store: z.optional(z.strictObject({ id: textUpTo(64), name: z.optional(textUpTo(256)) })),
  })
