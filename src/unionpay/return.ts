import type { Amount } from '../core/amount.js'
import type { Incoming } from '../core/incoming.js'
import { chinaDigitsOf, undocumented } from '../core/read.js'
import { type ReceiveOptions, receive } from '../core/receive.js'
import { inShape } from '../core/shape.js'
import type { Verified } from '../core/verified.js'
import type { UnionpayReceivingAccount } from './account.js'
import type { Fields } from './canonical.js'
import { isTaken } from './open.js'
import { amountOf } from './payment.js'
import { reception } from './webhook.js'
import { returnShape } from './wire.js'

type Told = {
  readonly placedAt: Date
  readonly amount: Amount
  /** `respCode`, where it was not done so far. */
  readonly providerCode?: string
  /** `respMsg`, likewise. */
  readonly providerMessage?: string
  /** The verified fields, in the provider's own spelling. */
  readonly raw: Fields
}

export type UnionpayPaymentReturn = Told & {
  readonly type: 'payment'
  readonly orderId: string
  readonly paymentId?: string
  /** As UnionPay told it then. `pending`: not paid so far; the payer may still try another card. */
  readonly status: 'paid' | 'pending'
}

export type UnionpayFreezeReturn = Told & {
  readonly type: 'freeze'
  readonly freezeId: string
  readonly authorizationId?: string
  readonly status: 'frozen' | 'pending'
}

/** What the payer's browser brought back, of a payment or of a hold. */
export type UnionpayReturn = UnionpayFreezeReturn | UnionpayPaymentReturn

/**
 * Opens what the payer's browser brings back to `returnUrl` (前台通知), a POST of a form: verified, and about this merchant. **For
 * the page only**: it came through the payer's hands, who may send an old one again, or none. A webhook or `getPayment` decides;
 * compare `orderId` with the order that the page is for.
 *
 * @throws `CONFIG_INVALID` where a framework has parsed the body; `SIGNATURE_*`, `BODY_INVALID`, `MESSAGE_AMBIGUOUS`,
 * `WEBHOOK_NOT_OURS`.
 * @see https://github.com/smartwalle/unionpay/blob/master/notify.go
 * @example
 * const told = await receiveReturn(account, request)
 * if (told.type === 'payment') console.log(await getPayment(client, { orderId: told.orderId, placedAt: told.placedAt }))
 */
export const receiveReturn = (
  account: UnionpayReceivingAccount,
  incoming: Incoming,
  options?: ReceiveOptions,
): Promise<UnionpayReturn> => receive(account, reception(account, 'receiveReturn', incoming, decode), options)

function decode({ value: raw }: Verified<Fields>): UnionpayReturn {
  const { txnType, orderId, txnTime, queryId, respCode, respMsg, ...rest } = inShape(returnShape, raw)
  // Nothing else is done on UnionPay's pages.
  if (txnType !== '01' && txnType !== '02') throw undocumented(`a return of the txnType ${txnType}`)
  const done = isTaken(respCode)
  if (done && !queryId) throw undocumented('a success without its number')
  const told = {
    placedAt: chinaDigitsOf(txnTime),
    amount: amountOf(rest),
    ...(!done && { providerCode: respCode }),
    ...(!done && respMsg && { providerMessage: respMsg }),
    raw,
  }
  if (txnType === '02') {
    const authorization = queryId ? { authorizationId: queryId } : {}
    return { type: 'freeze', freezeId: orderId, ...authorization, status: done ? 'frozen' : 'pending', ...told }
  }
  const payment = queryId ? { paymentId: queryId } : {}
  return { type: 'payment', orderId, ...payment, status: done ? 'paid' : 'pending', ...told }
}
