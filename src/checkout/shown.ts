import type { Surroundings } from './detect-wallet.js'
import type { TextKey } from './texts.js'
import type { CheckoutAttempt, CheckoutOffer, CheckoutView } from './view.js'
import type { CheckoutTrouble } from './watch-payment.js'

/** All that the element shows, at one moment. */
export type Shown = {
  readonly view?: CheckoutView
  readonly trouble?: CheckoutTrouble
  /**
   * - `starting`: a channel is being asked for. `opening`: the wallet is in front.
   * - `away`: the payer went to a page of the wallet's.
   * - `asking`: the wallet says that he left. `confirming`: it says that he paid, or does not know; he must not pay again.
   */
  readonly phase: 'idle' | 'starting' | 'opening' | 'away' | 'asking' | 'confirming'
  /** What just happened, until something else does. */
  readonly note?: TextKey
  /** `confirming` for a minute. */
  readonly slow?: boolean
  /** The attempt's code or link has run out. */
  readonly old?: boolean
  readonly where: Surroundings
}

/** The text that says where the payment stands, and whether it interrupts what a screen reader says. */
export function statusOf({ view, trouble, phase, note, slow, old, where }: Shown): { key?: TextKey; alert: boolean } {
  const key = ((): TextKey | undefined => {
    if (trouble === 'unknown') return 'sessionInvalid'
    if (view && view.status !== 'open') return view.status === 'expired' ? 'orderExpired' : view.status
    if (trouble === 'offline') return 'offline'
    if (!view) return undefined
    if (phase === 'confirming') return slow ? 'confirmSlow' : 'confirming'
    if (phase === 'asking') return 'leftWallet'
    if (phase === 'away') return 'waiting'
    if (note) return note
    if (view.offers.length === 0 && !view.attempt) return where.miniProgram ? 'inMiniProgram' : nowhere(where)
    if (view.attempt?.nextAction.type !== 'qr') return undefined
    if (old) return 'codeExpired'
    return hasOwnApp(view.attempt) ? 'scan' : 'scanAny'
  })()
  return { ...(key && { key }), alert: key !== undefined && alerts.includes(key) }
}

/** Whether its app alone pays it, and the payer knows it by one name. */
export const hasOwnApp = ({ provider, wallet = provider }: CheckoutOffer): boolean =>
  wallet === 'wechatpay' || wallet === 'alipay' || wallet === 'qqpay'

const nowhere = ({ wallet }: Surroundings) =>
  wallet === 'wechat' || wallet === 'wecom' ? 'leaveWechat' : 'startFailed'
const alerts: readonly TextKey[] = [
  'sessionInvalid',
  'orderExpired',
  'failed',
  'closed',
  'offline',
  'openFailed',
  'startFailed',
]

/** The payer chooses a wallet; which of its channels is the best here, the server has said by their order. */
export function waysOf(offers: readonly CheckoutOffer[]): CheckoutOffer[] {
  return offers.filter((offer, at) => offers.findIndex(({ provider }) => provider === offer.provider) === at)
}

/** What has become of the attempt that was shown: another code of the same way to pay, or none any more while there is a sale to pay. */
export function noteOf(before: CheckoutAttempt | undefined, { attempt, now }: CheckoutView): TextKey | undefined {
  if (!before) return undefined
  if (!attempt) return before.expiresAt > now ? 'failed' : 'codeExpired'
  const [old, current] = [before.nextAction, attempt.nextAction]
  const isRenewed = old.type === 'qr' && current.type === 'qr' && attempt.provider === before.provider
  return isRenewed && current.content !== old.content ? 'renewed' : undefined
}
