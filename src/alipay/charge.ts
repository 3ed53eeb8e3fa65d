import { type Amount, formatAmount } from '../core/amount.js'
import { mustAnswer } from '../core/answers.js'
import { yuanOf } from '../core/read.js'
import { type FromShape, inShape } from '../core/shape.js'
import type { Verified } from '../core/verified.js'
import type { V2Answer } from './open.js'
import { payerCode, payShape } from './wire.js'

/** What `trade.pay` did: charged a payer's code or under an agreement, or captured a freeze. */
export type AlipayCharge = {
  readonly orderId: string
  /** 支付宝交易号 `trade_no`. */
  readonly paymentId: string
  /** `processing`: accepted, not paid yet; ask `getPayment`. */
  readonly status: 'paid' | 'processing'
  readonly amount: Amount
  /** The verified answer, in the provider's own spelling. */
  readonly raw: unknown
}

/** Whether V2 says that the payer is asked for a password: neither done nor refused. */
export const isWaiting = ({ code }: V2Answer): boolean => code === '10003'

/** Reads the answer to `trade.pay`. */
export function toCharge(asked: { orderId: string; amount: Amount }, { value }: Verified): AlipayCharge {
  const raw = inShape(payShape, value)
  const { orderId, amount } = asked
  mustAnswer({ orderId: [orderId, raw.out_trade_no], amount: [formatAmount(amount), yuanText(raw.total_amount)] })
  mustAnswer({ currency: [amount.currency, raw.trans_currency || 'CNY'] })
  return { orderId, paymentId: raw.trade_no, status: chargeStatus(raw), amount, raw }
}

/** 10000 with `async_payment_mode` is "accepted", not "paid"; V3 has no code, so the time of payment decides. */
function chargeStatus(raw: FromShape<typeof payShape>): 'paid' | 'processing' {
  const paid = raw.code == null ? Boolean(raw.gmt_payment) : raw.code === '10000'
  return paid && !raw.async_payment_mode ? 'paid' : 'processing'
}

/** An amount as this package writes it, however the provider did: `25` and `25.00` are the same money. */
export const yuanText = (text: string | null | undefined): string | undefined =>
  text ? formatAmount(yuanOf(text)) : undefined

/**
 * Whether a scanned text has the form of Alipay's payment codes (付款码): 16 to 24 digits from 25 to 30. Blanks around it, as scanners add them, do not
 * matter. Nothing is sent.
 *
 * @example
 * if (isPayerCode(scanned)) await settlePayment(client, { ...sale, payerCode: scanned })
 */
export const isPayerCode = (code: string): boolean => typeof code === 'string' && payerCode.test(code)
