import * as z from 'zod/mini'
import { jsonProblem } from '../codec/json.js'
import { isCutInside } from '../codec/text.js'
import {
  exactlyOne,
  existing,
  form,
  lengthProblem,
  text,
  unless,
  webUrl,
  yuanAmount as yuan,
} from '../core/parameters.js'
import { holdsField } from './canonical.js'
import { folded, foldedMember } from './folded.js'
import { payerCode as payerCodeForm } from './wire.js'

// Only limits that the documentation states without doubt; a doubtful value passes, and Alipay's refusal is explained.

/** A text of 1 to `maximum` characters. */
export const textUpTo = (maximum: number) =>
  text((given) => lengthProblem(given, maximum) ?? (holdsField(given) ? folded : undefined))

/** `out_trade_no`, and other numbers of what is made here. */
export const number64 = () => form(/^[0-9A-Za-z_]{1,64}$/, 'must be 1 to 64 letters, digits and underscores')

/** `out_request_no` of what is made here: only its length is documented. */
export const requestNumber = () =>
  text((given) => {
    if (!/^[\x21-\x7e]{1,64}$/.test(given)) return 'must be 1 to 64 ASCII characters without blanks'
    return holdsField(given) ? folded : undefined
  })

/** `subject`: what the payer reads. */
export const subject = () =>
  text((given) =>
    lengthProblem(given, 256) || /[/=&]/.test(given) ? 'must be 1 to 256 characters, without / = &' : undefined,
  )

/** 0.01 to 100 000 000 yuan, in fen. */
export const yuanAmount = (least = 1) => yuan({ least, most: 10_000_000_000 })

/** Where webhooks go: Alipay delivers to it as it stands. */
export const notifyUrl = () => webUrl({ maximum: 256, query: true, ascii: true })

/** Where the payer's browser comes back to. Alipay adds signed parameters, and forbids those of the shop's own beside them. */
export const returnUrl = () => webUrl({ maximum: 256, fragment: true, ascii: true })

/** Where "cancel" leads. */
export const quitUrl = () => webUrl({ maximum: 400, query: true, fragment: true, ascii: true })

/** 付款码: 16 to 24 digits beginning 25 to 30. */
export const payerCode = () => form(payerCodeForm, 'must be a payment code: 16 to 24 digits that begin with 25 to 30')

/** `passback_params`, which is encoded once before it is signed: no notice with it can be taken apart in two ways. */
export const passbackParams = (maximum = 512) =>
  text((given) => {
    // Half of a character cannot be encoded; what is wrong with it is said for all texts.
    const tooLong = !isCutInside(given) && encodeURIComponent(given).length > maximum
    return tooLong ? `must be at most ${maximum} characters once encoded` : undefined
  })

/** A payer: by user id (2088…) or by the application's open id. */
export const payerIds = () => ({ buyerId: z.optional(textUpTo(28)), buyerOpenId: z.optional(textUpTo(128)) })
export const onePayer = () => exactlyOne('buyerOpenId', 'buyerId')

/** What names an agreement, with what an action takes besides. */
export const agreementReference = (more: z.core.$ZodLooseShape = {}) =>
  z
    .strictObject({
      providerAgreementId: z.optional(existing()),
      agreementId: z.optional(existing()),
      kind: z.optional(z.enum(['periodic', 'general'])),
      signScene: z.optional(textUpTo(64)),
      ...more,
    })
    .check(
      exactlyOne('providerAgreementId', 'agreementId'),
      z.refine(({ agreementId, kind, signScene }) => agreementId === undefined || (kind && signScene) !== undefined, {
        error: 'must be given with kind and signScene',
        path: ['agreementId'],
      }),
    )

/** Further members in Alipay's own spelling, of which JSON changes nothing. */
export const more = (shape: z.core.$ZodLooseShape = {}) =>
  z.optional(
    z.looseObject(shape).check(
      unless((given) => {
        const found = jsonProblem(given)
        return found ? `${found.path} ${found.problem}` : foldedMember(given)
      }),
    ),
  )

/** The caller's own members below ours; one that we leave out does not wipe out the caller's. */
export const withMore = (given: object | undefined, ours: object): object => ({
  ...given,
  ...Object.fromEntries(Object.entries(ours).filter(([, value]) => value !== undefined)),
})
