import type { CheckoutOffer, CheckoutView } from '../view.js'
import type { Limiter } from './limiter.js'
import type { Checkout } from './options.js'
import type { Payer } from './payer.js'
import { resolveNow } from './resolve.js'
import { type Refused, startAttempt } from './start.js'
import { changeState, readState, type SaleState } from './state.js'
import { issueToken, openToken, type Token, tokenLife } from './token.js'
import { statusOf, viewOf } from './view.js'

/** What is needed to serve one request. */
export type Desk = Checkout & {
  readonly request: Request
  readonly payer: Payer
  readonly limit: Limiter
  readonly streams: Streams
}

/** Streams of events that this handler holds open, by the numbers of their tokens, each with what ends it. */
export type Streams = { readonly most: number; readonly open: Map<string, () => void> }

/** A request whose token is good, and its sale. */
export type Visit = { readonly token: Token; readonly state: SaleState }

// In a minute, of one token: a page asks every two seconds, and a payer may have four of them.
const mostCalls = 120
const mostStarts = 20

/** Seconds until the next question of a page that is told of changes: by then its line may have broken. */
const askAfterTold = 10

/** One answer to whatever is not a token of a sale that is here. */
export async function visitOf(desk: Desk, text: string | undefined): Promise<Visit | Refused> {
  const token = text === undefined ? undefined : await openToken(desk.keys, text, desk.clock)
  if (!token) return { refused: 'unknown' }
  const wait = desk.limit(`call ${token.jti}`, mostCalls)
  if (wait > 0) return { refused: 'too-many', after: wait }
  const state = await readState(desk, token.ref)
  return state && !Object.hasOwn(state.revoked ?? {}, token.jti) ? { token, state } : { refused: 'unknown' }
}

/** The payer chooses a way to pay. */
export async function begin(desk: Desk, { token }: Visit, choice: CheckoutOffer): Promise<SaleState | Refused> {
  const wait = desk.limit(`start ${token.jti}`, mostStarts)
  if (wait > 0) return { refused: 'too-many', after: wait }
  const facts = await desk.payer.factsFor(choice)
  return facts ? startAttempt(desk, token.ref, choice, facts) : { refused: 'not-offered' }
}

/** The payer gives up: what is paid by now counts, what is open is closed, and what cannot be closed is void. */
export async function giveUp(desk: Desk, { token, state }: Visit): Promise<SaleState> {
  if (statusOf(state, desk.clock.now()) !== 'open') return state
  await changeState(desk, token.ref, (now) => (now!.paid ? now! : { ...now!, closed: desk.clock.now() }))
  return (await resolveNow(desk, token.ref)).state
}

/** With a newer token where half of this one's life is over, while there is something to pay. */
export async function viewFor(desk: Desk, { token }: Visit, state: SaleState): Promise<CheckoutView> {
  const now = desk.clock.now()
  const isOpen = statusOf(state, now) === 'open'
  const isOld = token.expiresAt - now < tokenLife / 2
  const newer = isOpen && isOld ? await issueToken(desk.keys, token.ref, desk.clock) : undefined
  const view = viewOf(state, isOpen ? await desk.payer.offersOf(state) : [], now, newer)
  const isTold = view.askAfter !== undefined && desk.streams.open.has(token.jti)
  return isTold ? { ...view, askAfter: Math.max(view.askAfter, askAfterTold) } : view
}
