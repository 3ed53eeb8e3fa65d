import * as z from 'zod/mini'
import { existing, form, lengthProblem, moment, text, unless, webUrl } from '../core/parameters.js'
import { holdsField, tearing, tears } from './canonical.js'

// Only limits that the documentation states without doubt; a doubtful value passes, and UnionPay's refusal is explained.

/** `orderId`, of an order as of a refund. */
export const number = () => form(/^[0-9A-Za-z]{8,40}$/, 'must be 8 to 40 letters and digits, without - and _')

/** `txnTime` of what is placed now. It has whole seconds: stored in a column that rounds, half a second more would not find it again. */
export const placedAt = () =>
  moment().check(
    unless((date) =>
      date.getTime() % 1000 === 0
        ? undefined
        : 'must be in whole seconds, as UnionPay and your database tell it: new Date(new Date().setMilliseconds(0))',
    ),
  )

/** `backUrl` and `frontUrl`. */
export const address = () => webUrl({ maximum: 256, query: true, ascii: true })

/** A text that comes back: what cannot stand in it would tear the answer apart. */
export const passed = (maximum: number) =>
  text(
    (given) =>
      lengthProblem(given, maximum) ?? (tears(given) ? `must not have ${tearing} in it; Base64 holds them` : undefined),
  )

/** `reqReserved`. */
export const passback = () => z.optional(passed(1024))

/** Names that the signing writes, that say what a message is, or that a parameter has: the call writes the last one way or the other. */
const ours =
  /^(version|encoding|signature|signMethod|certId|signPubKeyCert|merId|txn\w+|orderId|bizType|channelType|currencyCode|orig\w+|backUrl|frontUrl|payTimeout|orderDesc|reqReserved|qrNo|termId)$/

/** Further fields in UnionPay's own spelling. */
export const more = () =>
  z.optional(
    z.record(z.string(), z.string()).check(
      unless((given) => {
        for (const [name, value] of Object.entries(given)) {
          if (!/^\w{1,40}$/.test(name)) return 'must have names of letters and digits'
          if (ours.test(name)) return `must not have ${name}, which the call writes itself`
          if (holdsField(value)) return `must not have & with a name of the protocol and = in ${name}`
        }
        return undefined
      }),
    ),
  )

/** What the schemas of these actions share. */
export const following = () => ({
  placedAt: placedAt(),
  notifyUrl: z.optional(address()),
  passback: passback(),
  more: more(),
})

/** The members of `PaymentOf`, checked by {@link onePayment} on the object that has them. */
export const paymentOf = () => ({
  paymentId: z.optional(existing()),
  orderId: z.optional(existing()),
  orderPlacedAt: z.optional(moment()),
})

export const onePayment = () =>
  unless<{ paymentId?: unknown; orderId?: unknown; orderPlacedAt?: unknown }>(
    ({ paymentId, orderId, orderPlacedAt }) => {
      const isNumbered = orderId !== undefined || orderPlacedAt !== undefined
      if (paymentId !== undefined)
        return isNumbered ? 'must not be given together with orderId and orderPlacedAt' : undefined
      if (orderId !== undefined && orderPlacedAt !== undefined) return undefined
      return 'must be given, or orderId and orderPlacedAt in its place'
    },
    ['paymentId'],
  )

/** What getRefund is asked with behind the port; as at every provider, what it does not need may stand beside. */
export const refundNumber = () =>
  z.object({ orderId: existing(), refundId: existing(), placedAt: moment(), orderPlacedAt: moment() })
