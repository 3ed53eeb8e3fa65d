/** What tells an order, and a refund, apart from all others of an account. */
export type Identity = {
  readonly [of in 'payment' | 'refund']: readonly (
    | 'orderId'
    | 'refundId'
    | 'placedAt'
    | 'reference'
    | 'refundReference'
  )[]
}

/** An account of a provider, and how it numbers. */
export type Numbering = { readonly provider: string; readonly name: string; readonly identity: Identity }

/** An event, as far as it can be learnt by a webhook and by a query. */
type Told = {
  readonly provider?: string
  readonly type?: string
  readonly orderId?: string
  readonly paymentId?: string
  readonly refundId?: string
  readonly placedAt?: Date
  readonly reference?: string
  readonly refundReference?: string
  /** What a port calls `refundReference`. */
  readonly providerRefundId?: string
  readonly channel?: string
}

/**
 * The key of what an event tells, made of what both a webhook and a query know of it: whoever comes first claims it. `undefined`
 * for other events: of those each message is one of its own.
 */
export function factOf({ provider, name, identity }: Numbering, event: Told): string | undefined {
  const { type = '', channel, paymentId } = event
  // About a payer's code settlePayment decides: that it was charged is no end.
  if (channel) return undefined
  // Without the account, which a handler may know by less than a gateway does: no two payments have one such number.
  if (type === 'payment.paid') return paymentId && keyOf(provider, type, paymentId)
  if (type === 'payment.closed' || type === 'payment.failed') return numbered('payment.unpaid', 'payment')
  if (type.startsWith('refund.')) return numbered(type, 'refund')
  return undefined

  function numbered(what: string, of: keyof Identity): string | undefined {
    const { placedAt, refundReference = event.providerRefundId } = event
    const told = { ...event, placedAt: secondsOf(placedAt), refundReference }
    const parts = identity[of].map((part) => told[part])
    // Two that lack the same number are not therefore the same.
    return parts.every(Boolean) ? keyOf(name, what, ...parts) : undefined
  }
}

const secondsOf = (date: Date | undefined) => date && Math.floor(date.getTime() / 1000)
const keyOf = (...parts: unknown[]) => `fact/${JSON.stringify(parts)}`
