import { detectWallet } from './detect-wallet.js'
import { drawing } from './draw.js'
import { clockText } from './format.js'
import { openPayment } from './open-payment.js'
import type { CheckoutPanel } from './panel.js'
import { keepToken, keptToken } from './return-state.js'
import { noteOf, type Shown } from './shown.js'
import type { Language } from './texts.js'
import type { CheckoutOffer, CheckoutView } from './view.js'
import { type CheckoutTrouble, watchPayment } from './watch-payment.js'

/** A checkout that is shown. */
export type RunningCheckout = {
  readonly view: CheckoutView | undefined
  ask(): void
  start(offer: CheckoutOffer): Promise<void>
  close(): Promise<void>
  stop(): void
}

type Run = {
  readonly host: HTMLElement
  readonly root: ShadowRoot
  readonly endpoint: string
  readonly token: string
  readonly language: Language
  /** The payer comes back from a wallet: ask whether he has paid. */
  readonly returned: boolean
  readonly panel: CheckoutPanel | undefined
}

/** A view of its own, of which only what can be drawn is left. */
type Drawable = Omit<CheckoutView, 'offers'> & { offers: readonly CheckoutOffer[] }

/** Seconds: the last ones of a code are said aloud; after so many the confirming says that it is slow. */
const soon = 60
const slowAfter = 60_000

/** What happens in the element, from the first question to the end: the server's word, the payer's taps, the wallet's claims. */
export function runCheckout({ host, root, endpoint, token, language, returned, panel }: Run): RunningCheckout {
  let shown: Shown = { phase: returned ? 'away' : 'idle', where: detectWallet(navigator.userAgent, navigator) }
  let receivedAt = 0
  let started = returned
  let spoken = ''
  let slowTimer: ReturnType<typeof setTimeout> | undefined
  let questioned: Parameters<typeof draw.ask>[0]

  const draw = drawing(root, language, { choose: start, pay, answer }, panel)
  const watch = watchPayment({ endpoint, token, onView, onTrouble })
  const ticking = setInterval(tick, 1000)
  const back = () => {
    if (!document.hidden && shown.phase === 'away') question('')
  }
  const over = new AbortController()
  document.addEventListener('visibilitychange', back, over)
  window.addEventListener('pageshow', back, over)
  change({})
  if (returned) question('')

  function change(next: Partial<Shown>): void {
    shown = { ...shown, ...next }
    draw.update(shown)
  }

  function emit(name: string, detail: unknown): void {
    host.dispatchEvent(new CustomEvent(`shroff-${name}`, { detail, bubbles: true, composed: true }))
  }

  function onView(view: Drawable): void {
    view.offers = view.offers.filter(({ channel }) => panel || channel !== 'transfer')
    const note = noteOf(shown.view?.attempt, view)
    const { trouble: _, ...rest } = shown
    shown = { ...rest, view, ...(note && { note }) }
    receivedAt = performance.now()
    if (view.token && keptToken()) keepToken(view.token)
    if (shown.phase === 'asking') change({ phase: 'idle', note: 'notReceived' })
    tick()
    change({})
    emit('change', view)
    if (view.status !== 'open') end(view)
    else if (questioned === 'confirming') question('notReceived')
    else if (view.offers[0] && !view.attempt && !started) start(view.offers[0])
    else if (view.offers.length === 0 && shown.where.miniProgram && !started) {
      started = true
      emit('hand-over', view)
    }
  }

  function end(view: CheckoutView): void {
    stop()
    question(undefined)
    emit(view.status, view)
  }

  function onTrouble(trouble: CheckoutTrouble): void {
    // Starting was not possible: the payer may try again.
    if (shown.phase === 'starting' && trouble !== 'offline') change({ note: 'startFailed' })
    if (trouble === 'offline' || trouble === 'unknown') change({ trouble })
    if (trouble === 'unknown') stop()
    emit('trouble', trouble)
  }

  async function start(offer: CheckoutOffer): Promise<void> {
    started = true
    const { note: _, ...rest } = shown
    shown = rest
    change({ phase: 'starting' })
    await watch.start(offer)
    if (shown.phase === 'starting') change({ phase: 'idle' })
  }

  async function pay(): Promise<void> {
    const { view, old } = shown
    const offer = view?.attempt ?? view?.offers[0]
    if (!offer || shown.phase === 'opening') return
    if (!view?.attempt || old) await start(offer)
    const action = shown.view?.attempt?.nextAction
    if (!action || action.type === 'qr' || action.type === 'transfer') return
    // From here to the wallet without a pause: what comes after one is no longer the payer's tap.
    change({ phase: 'opening' })
    const opened = await openPayment(action)
    emit('wallet', opened)
    if (shown.view?.status !== 'open') return
    if (opened.says === 'leaving') change({ phase: 'away' })
    else if (opened.says === 'impossible' || opened.says === 'draw') {
      const handOver = opened.says === 'impossible' && opened.why === 'mini-program'
      change({ phase: 'idle', note: handOver ? 'inMiniProgram' : 'openFailed' })
      if (handOver) emit('hand-over', shown.view)
    } else if (opened.says === 'done' || opened.says === 'pending') confirm()
    else {
      change({ phase: 'asking' })
      watch.ask()
    }
  }

  function confirm(): void {
    change({ phase: 'confirming' })
    tick()
    slowTimer = setTimeout(() => change({ slow: true }), slowAfter)
    watch.ask()
  }

  function question(said: Parameters<typeof draw.ask>[0]): void {
    questioned = said
    draw.ask(said)
  }

  function answer(paid: boolean): void {
    if (paid) {
      question('confirming')
      watch.ask()
    } else {
      question(undefined)
      change({ phase: 'idle' })
    }
  }

  function tick(): void {
    const { view, phase } = shown
    const { attempt } = view ?? {}
    if (view?.status !== 'open' || !attempt || phase === 'confirming') {
      draw.countdown('', false)
      return
    }
    const elapsed = performance.now() - receivedAt
    const left = (Date.parse(attempt.expiresAt) - Date.parse(view.now) - elapsed) / 1000
    const old = left <= 0
    if (old !== Boolean(shown.old)) change({ old })
    const speak = !old && left <= soon && spoken !== attempt.expiresAt
    if (speak) spoken = attempt.expiresAt
    draw.countdown(old ? '' : clockText(left), speak)
  }

  function stop(): void {
    clearInterval(ticking)
    clearTimeout(slowTimer)
    watch.stop()
    over.abort()
  }

  return {
    get view() {
      return shown.view
    },
    ask: watch.ask,
    start,
    close: watch.close,
    stop,
  }
}
