import { readableAmount } from './format.js'
import { fill, node } from './nodes.js'
import type { CheckoutPanel } from './panel.js'
import { drawSvg } from './render-qr.js'
import { hasOwnApp, type Shown, statusOf, waysOf } from './shown.js'
import { type Language, nameOf, type TextKey, tell } from './texts.js'
import type { CheckoutAttempt, CheckoutOffer, CheckoutView } from './view.js'

/** What the payer can do. */
export type Doings = {
  choose(offer: CheckoutOffer): void
  /** Opens the wallet, or asks for a new code where it ran out. */
  pay(): void
  /** The answer to "have you paid?". */
  answer(paid: boolean): void
}

/** Draws the element's inside once, and gives what changes it. */
export function drawing(root: ShadowRoot, language: Language, doings: Doings, panel: CheckoutPanel | undefined) {
  const places = {
    head: node('div', { part: 'head' }),
    channels: node('fieldset', { part: 'channels' }),
    status: node('p', { part: 'status', role: 'status' }),
    alert: node('p', { part: 'alert', role: 'alert' }),
    panel: node('div', { part: 'panel', tabindex: '-1' }),
    time: node('p', { part: 'time', role: 'timer' }),
    spoken: node('p', { class: 'spoken', role: 'status' }),
  }
  const question = node('div')
  // Escape is "not yet".
  const dialog = node('dialog', { 'aria-labelledby': 'question', cancel: () => doings.answer(false) }, question)
  const section = node('section', { part: 'checkout', lang: language, dir: 'ltr' }, ...Object.values(places), dialog)
  root.replaceChildren(section)

  const text = (key: TextKey, view?: CheckoutView, whose: CheckoutOffer | undefined = view?.attempt) =>
    tell(language, key, {
      ...(view && { merchant: view.merchant, amount: readableAmount(view.amount, language) }),
      ...(whose && { wallet: nameOf(whose, language, true) }),
    })
  const button = (label: string, click: () => void, second = false) =>
    node('button', { type: 'button', part: second ? 'button second' : 'button', click }, label)

  function drawWays(view: CheckoutView): (Node | string)[] {
    const ways = waysOf(view.offers)
    if (ways.length < 2) return []
    const radio = (offer: CheckoutOffer) =>
      node(
        'label',
        { part: 'channel' },
        node('input', {
          type: 'radio',
          name: 'way',
          value: offer.provider,
          change: () => doings.choose(offer),
        }),
        panel?.names[offer.provider] ?? nameOf(offer, language, false),
      )
    return [node('legend', {}, text('chooseWallet')), ...ways.map(radio)]
  }

  function drawCode(
    view: CheckoutView,
    { provider, wallet = provider }: CheckoutAttempt,
    content: string,
    shown: Shown,
  ) {
    const picture = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
    drawSvg(picture, content)
    picture.setAttribute('role', 'img')
    picture.setAttribute('aria-label', text('qrAlt', view))
    const tile = node('div', { part: 'code', 'data-old': shown.old }, picture)
    const hint =
      wallet === 'wechatpay' && shown.where.device === 'phone' ? [node('p', { part: 'hint' }, text('cameraOnly'))] : []
    return [...hint, tile, ...(shown.old ? [button(text('renew'), doings.pay)] : [])]
  }

  function drawPanel(shown: Shown): (Node | string)[] {
    const { view, phase, trouble } = shown
    if (trouble === 'unknown') return []
    if (!view || phase === 'starting') return [node('div', { part: 'spinner' })]
    if (view.status !== 'open') return drawEnd(view)
    if (phase === 'confirming' || phase === 'asking') return [node('div', { part: 'spinner' })]
    const { attempt } = view
    if (!attempt) return view.offers[0] ? [button(text('payNow', view), doings.pay)] : []
    const { nextAction } = attempt
    if (nextAction.type === 'qr') return drawCode(view, attempt, nextAction.content, shown)
    if (panel && nextAction.type === 'transfer' && !shown.old) return panel.draw(attempt, language)
    if (nextAction.type !== 'redirect') {
      const pay = button(text('payNow', view), doings.pay)
      pay.disabled = phase === 'opening'
      return [pay]
    }
    // A link, so that it can be told from a button and copied; its tap opens it as openPayment does.
    const click = (event: Event) => {
      event.preventDefault()
      doings.pay()
    }
    return [
      node('a', { part: 'button', href: nextAction.url, click }, text(hasOwnApp(attempt) ? 'open' : 'payNow', view)),
    ]
  }

  function drawEnd(view: CheckoutView): Node[] {
    const paid = view.status === 'paid'
    const mark = node('p', { part: 'result', 'aria-hidden': 'true' }, paid ? '✓' : '✕')
    const link = view.continueUrl
      ? [node('a', { part: paid ? 'button' : 'button second', href: view.continueUrl }, text('backToShop'))]
      : []
    return [mark, ...(paid ? [node('p', { part: 'detail' }, text('paidDetail', view))] : []), ...link]
  }

  return {
    /** Draws what has changed. */
    update(shown: Shown): void {
      const { view, where, old, phase, trouble } = shown
      const { key, alert } = statusOf(shown)
      const said = key ? text(key, view) : ''
      const open = view?.status === 'open' && trouble !== 'unknown'
      fill(places.head, [view?.merchant, view?.amount, view?.description], () =>
        view
          ? [
              node('p', { part: 'merchant' }, text('payTo', view)),
              node('p', { part: 'amount' }, readableAmount(view.amount, language)),
              node('p', { part: 'description' }, view.description),
            ]
          : [],
      )
      fill(places.channels, open && view.offers, () => (open ? drawWays(view) : []))
      // Not drawn anew: whoever goes through them by keys is in there.
      for (const radio of places.channels.querySelectorAll('input'))
        if (view?.attempt && phase !== 'starting') radio.checked = radio.value === view.attempt.provider
      fill(
        places.panel,
        [view?.status, view?.offers.length, view?.attempt, phase, old, trouble === 'unknown', where],
        () => drawPanel(shown),
      )
      if (places.status.textContent !== (alert ? '' : said)) places.status.textContent = alert ? '' : said
      if (places.alert.textContent !== (alert ? said : '')) places.alert.textContent = alert ? said : ''
      section.setAttribute('aria-busy', String(!view || phase === 'starting'))
    },
    /** The countdown of a code, or none; `speak` says it aloud, once. */
    countdown(time: string, speak: boolean): void {
      places.time.textContent = time && tell(language, 'timeLeft', { time })
      if (speak) places.spoken.textContent = tell(language, 'soonExpiring', { time })
    },
    /** Asks whether the payer has paid; says what came of it. `undefined` takes the question away. */
    ask(said: TextKey | '' | undefined): void {
      if (said === undefined) {
        dialog.close()
        return
      }
      fill(question, said, () => [
        node('p', { id: 'question', part: 'question' }, text('havePaid')),
        node('p', { role: 'status', part: 'answer' }, said && text(said)),
        button(text('yesPaid'), () => doings.answer(true)),
        button(text('notYet'), () => doings.answer(false), true),
      ])
      if (!dialog.open) dialog.showModal()
    },
  }
}
