import * as z from 'zod/mini'

// Only limits that the documentation states without doubt; a doubtful value passes, and Alipay's refusal is explained.

const characters = (text: string) => [...text].length

/** A text of 1 to `maximum` characters. */
export const textUpTo = (maximum: number) =>
  z
    .string()
    .check(
      z.refine((text) => text !== '' && characters(text) <= maximum, { error: `must be 1 to ${maximum} characters` }),
    )

/** `out_trade_no`. */
export const number64 = () =>
  z.string().check(z.regex(/^[0-9A-Za-z_]{1,64}$/, { error: 'must be 1 to 64 letters, digits and underscores' }))

/** `out_request_no`: only its length is documented. */
export const refundId = () =>
  z.string().check(z.regex(/^[\x21-\x7e]{1,64}$/, { error: 'must be 1 to 64 ASCII characters without blanks' }))

export const paymentId = () =>
  z.string().check(z.regex(/^[0-9A-Za-z]{1,64}$/, { error: 'must be 1 to 64 letters and digits' }))

/** `subject`: what the payer reads. */
export const subject = () =>
  z.string().check(
    z.refine((text) => text !== '' && characters(text) <= 256 && !/[/=&]/.test(text), {
      error: 'must be 1 to 256 characters, without / = &',
    }),
  )

/** 0.01 to 100 000 000 yuan, in fen. */
export const yuanAmount = () =>
  z.strictObject({
    currency: z.literal('CNY', { error: "must be 'CNY'" }),
    value: z.number().check(
      z.refine((value) => Number.isSafeInteger(value) && value >= 1 && value <= 10_000_000_000, {
        error:
          "must be an integer number of fen from 1 to 10000000000; amount('25.00', 'CNY') makes one from a decimal text",
      }),
    ),
  })

/** An absolute http(s) address of printable ASCII, so that no charset can be in doubt. */
export const webUrl = (maximum: number) =>
  z.string().check(
    z.refine((text) => text.length <= maximum && /^https?:\/\/[\x21-\x7e]+$/.test(text) && URL.canParse(text), {
      error: `must be an absolute http(s) URL of at most ${maximum} ASCII characters; percent-encode others`,
    }),
  )

/** A moment, from 1970 to 9999; it is written in China time, with a year of four digits. */
export const moment = () =>
  z.date({ error: 'must be a valid Date' }).check(
    z.refine((date) => date.getTime() >= 0 && date.getTime() < Date.UTC(9999, 11, 31), {
      error: 'must be a Date between 1970 and 9999',
    }),
  )

/** 付款码: 16 to 24 digits beginning 25 to 30. */
export const payerCode = () =>
  z.string().check(
    z.regex(/^\s*(2[5-9]|30)\d{14,22}\s*$/, {
      error: 'must be a payment code: 16 to 24 digits that begin with 25 to 30',
    }),
  )

/** What names an agreement, with what an action takes besides. */
export const agreementReference = (more: z.core.$ZodLooseShape = {}) =>
  z
    .strictObject({
      providerAgreementId: z.optional(paymentId()),
      agreementId: z.optional(textUpTo(32)),
      kind: z.optional(z.enum(['periodic', 'general'])),
      signScene: z.optional(textUpTo(64)),
      ...more,
    })
    .check(
      z.refine((given) => (given.providerAgreementId === undefined) !== (given.agreementId === undefined), {
        error: 'must be given, or agreementId in its place',
        path: ['providerAgreementId'],
      }),
      z.refine(({ agreementId, kind, signScene }) => agreementId === undefined || (kind && signScene) !== undefined, {
        error: 'must be given with kind and signScene',
        path: ['agreementId'],
      }),
    )

/** The caller's own members below ours; one that we leave out does not wipe out the caller's. */
export const withMore = (more: object | undefined, ours: object): object => ({
  ...more,
  ...Object.fromEntries(Object.entries(ours).filter(([, value]) => value !== undefined)),
})
