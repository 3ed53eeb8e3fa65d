import { formatDecimal, parseDecimal, subtractDecimals } from '../../core/decimal.js'
import type { CheckoutAttempt, CheckoutOffer, CheckoutStatus, CheckoutView } from '../view.js'
import type { SaleState, StoredAttempt } from './state.js'

const second = 1000

/** Whether a payer may still pay it. */
export const isLive = ({ over, superseded, expiresAt }: StoredAttempt, now: number): boolean =>
  !over && !superseded && now < expiresAt

export function statusOf(state: SaleState, now: number): CheckoutStatus {
  if (state.paid) return 'paid'
  if (state.closed) return 'closed'
  if (now < state.expiresAt) return 'open'
  // What was under way at that moment is asked about first.
  const isAsked = state.attempts.every(({ over }) => over) || (state.checkedAt ?? 0) >= state.expiresAt
  return isAsked ? 'expired' : 'open'
}

/** What the browser may know. */
export function viewOf(state: SaleState, offers: readonly CheckoutOffer[], now: number, token?: string): CheckoutView {
  const status = statusOf(state, now)
  const isOpen = status === 'open' && now < state.expiresAt
  const attempt = state.attempts.find(({ orderId }) => orderId === state.current)
  const shown = isOpen && attempt?.nextAction && isLive(attempt, now) ? attempt : undefined
  const { amount, merchant, description, continueUrl } = state
  return {
    status,
    amount: state.paid?.amount ?? amount,
    merchant,
    description,
    offers: isOpen ? offers : [],
    ...(shown && {
      attempt: {
        provider: shown.provider,
        channel: shown.channel,
        ...(shown.wallet && { wallet: shown.wallet }),
        nextAction: shown.nextAction!,
        expiresAt: new Date(shown.codeUntil!).toISOString(),
        ...missingOf(shown),
      },
    }),
    now: new Date(now).toISOString(),
    expiresAt: new Date(state.expiresAt).toISOString(),
    ...(status === 'open' && { askAfter: askAfter(shown, now) }),
    ...(continueUrl && { continueUrl }),
    ...(token && { token }),
  }
}

/** Of a transfer of which a part has come; all of it is no longer open. */
function missingOf({ transfer, received }: StoredAttempt): Pick<CheckoutAttempt, 'received' | 'missing'> {
  const [wanted, come] = [transfer?.amount, received].map((amount) => amount && parseDecimal(amount.value))
  if (!wanted || !come?.digits) return {}
  return { received: received!, missing: { ...received!, value: formatDecimal(subtractDecimals(wanted, come)) } }
}

/** As WeChat Pay advises pages: every 2 s for a minute; then slower. Where nobody was given a code there is little to ask for. */
const askAfter = (shown: StoredAttempt | undefined, now: number): number =>
  !shown ? 10 : now - shown.placedAt < 60 * second ? 2 : 5
