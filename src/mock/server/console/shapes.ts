// What the page asks the control for, as it comes over HTTP. Bodies are Base64, times milliseconds of the mock's clock.

export type Facts = {
  readonly provider: string
  readonly orderId: string
  readonly placedAt?: string
}

export type Order = Facts & {
  readonly amount: { readonly currency: string; readonly value: number }
  /** The amount as it is asked for, where that is in tokens. */
  readonly tokens?: string
  readonly status: 'pending' | 'paid' | 'closed'
  readonly createdAt: number
  readonly expiresAt: number
  readonly paidAt?: number
  readonly declined?: boolean
  /** What its QR code holds, where it has one. */
  readonly code?: string
  /** Where its payer can be played in a browser. */
  readonly payerUrl?: string
  readonly refunds: readonly Refund[]
}

export type Refund = {
  readonly refundId: string
  readonly value: number
  readonly status: 'pending' | 'succeeded' | 'closed' | 'needs-action'
}

export type Waiting = {
  readonly provider: string
  readonly id: string
  readonly about: string
  readonly attempts: number
  readonly dueAt: number
}

export type Provider = {
  readonly name: string
  readonly url: string
  readonly faults: readonly unknown[]
  readonly knownFaults: readonly string[]
  readonly forgeries: readonly string[]
  readonly payerCodes: boolean
  readonly refundsNeedAction: boolean
  readonly opensCashier: boolean
  readonly takesFunds: boolean
  readonly takesTokens: boolean
  /** Where webhooks go that no call names an address for, by what they are about. */
  readonly notifyUrls?: Readonly<Record<string, string>>
  /** How a shop’s first lines differ here. */
  readonly sample?: {
    readonly options?: string
    readonly asset?: string
    readonly own?: {
      readonly shared: readonly string[]
      readonly actions: readonly string[]
      readonly lines: readonly string[]
    }
  }
}

/** What the merchant pays out. */
export type Transfer = {
  readonly provider: string
  readonly reference: string
  readonly transferId?: string
  readonly amount: string
  readonly state: string
  readonly createdAt: number
  /** The states that it can be taken on to. */
  readonly next: readonly string[]
}

export type State = {
  readonly now: number
  readonly providers: readonly Provider[]
  readonly orders: readonly Order[]
  /** The newest first. */
  readonly transfers: readonly Transfer[]
  readonly deliveries: readonly Waiting[]
}

export type Message = {
  readonly method?: string
  readonly url?: string
  readonly status?: number
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

export type Entry = { readonly number: number; readonly at: number; readonly provider: string } & (
  | {
      readonly kind: 'request'
      readonly request: Message
      readonly reply?: Message
      readonly fault?: unknown
      readonly evidence?: Evidence
    }
  | { readonly kind: 'control'; readonly control: string; readonly about: string }
  | {
      readonly kind: 'webhook'
      readonly id: string
      readonly attempt: number
      readonly status: number
      readonly request?: Message
      readonly evidence?: Evidence
      readonly answer?: string
    }
)

export type Evidence = {
  readonly checks: readonly { readonly name: string; readonly passed: boolean }[]
  readonly expected?: string
  readonly signed?: string
  readonly refused?: { readonly code: string; readonly message: string }
}

/** What the doctor makes of a request that was refused for its signature. */
export type Diagnosis = {
  readonly cause: string
  readonly problem: string
  readonly next: string
  readonly evidence: { readonly difference?: { readonly at: number; readonly signed: string; readonly came: string } }
}
