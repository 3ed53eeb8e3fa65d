import type { OpenedPayment } from './open-payment.js'
import type { CheckoutPanel } from './panel.js'
import { keepToken, keptToken, returnState } from './return-state.js'
import { type RunningCheckout, runCheckout } from './run-checkout.js'
import { style } from './style.js'
import { languageOf } from './texts.js'
import type { CheckoutOffer, CheckoutView } from './view.js'
import { type CheckoutTrouble, exchangeReturn } from './watch-payment.js'

/** `<shroff-checkout endpoint="/checkout" token="…">`. */
export interface ShroffCheckoutElement extends HTMLElement {
  /** Where the server's `checkoutHandler` is mounted; the attribute of that name. Default `/checkout`. */
  endpoint: string
  /** The sale's token; the attribute of that name. Without one, the code in the address of a return is exchanged for it, and kept. */
  token: string
  /** What the server said last. */
  readonly view: CheckoutView | undefined
  /** Asks the server now. */
  ask(): void
  /** Starts a way to pay, or changes to it, as the payer's choice does. */
  start(offer: CheckoutOffer): Promise<void>
  /** Gives the sale up, unpaid. */
  close(): Promise<void>
}

/** What the element tells, by the names of its events. All bubble, also out of a shadow root. */
export type CheckoutEvents = {
  /** Every answer of the server. */
  'shroff-change': CustomEvent<CheckoutView>
  'shroff-paid': CustomEvent<CheckoutView>
  'shroff-expired': CustomEvent<CheckoutView>
  'shroff-closed': CustomEvent<CheckoutView>
  /** What a wallet claims, or why it could not be opened: for the shop's log. It proves nothing. */
  'shroff-wallet': CustomEvent<OpenedPayment>
  /** A question without an answer. */
  'shroff-trouble': CustomEvent<CheckoutTrouble>
  /** The page stands in a mini program: take the payer to the native page that pays. */
  'shroff-hand-over': CustomEvent<CheckoutView>
}

declare global {
  interface HTMLElementTagNameMap {
    'shroff-checkout': ShroffCheckoutElement
  }
  interface HTMLElementEventMap extends CheckoutEvents {}
}

/**
 * Defines `<shroff-checkout>`. Without effect on a server, and where it is defined already.
 *
 * @param name For a second copy beside another version. Default `shroff-checkout`.
 * @param panel `transferPanel`, where the shop takes tokens. Without it no transfer is offered.
 * @example
 * defineCheckout()
 * document.querySelector('shroff-checkout').addEventListener('shroff-paid', ({ detail }) => location.assign(detail.continueUrl))
 */
export function defineCheckout(name = 'shroff-checkout', panel?: CheckoutPanel): void {
  if (typeof customElements === 'undefined' || customElements.get(name)) return

  class Checkout extends HTMLElement implements ShroffCheckoutElement {
    static readonly observedAttributes = ['endpoint', 'token', 'lang']
    #running: RunningCheckout | undefined
    /** What is shown of: the same again, as after a move in the page, changes nothing. */
    #begun = 0
    /** Once for one code, however often the element is moved meanwhile. */
    #exchanged: Promise<string | undefined> | undefined

    get endpoint(): string {
      return this.getAttribute('endpoint') ?? '/checkout'
    }
    set endpoint(value: string) {
      this.setAttribute('endpoint', value)
    }
    get token(): string {
      // What frameworks make of an object.
      const token = this.getAttribute('token') ?? ''
      return token.startsWith('[object') ? '' : token || (keptToken() ?? '')
    }
    set token(value: string) {
      this.setAttribute('token', value)
    }
    get view() {
      return this.#running?.view
    }
    ask() {
      this.#running?.ask()
    }
    async start(offer: CheckoutOffer) {
      await this.#running?.start(offer)
    }
    async close() {
      await this.#running?.close()
    }

    connectedCallback() {
      // Set by a framework before the element was defined, they hide what is above.
      for (const property of ['endpoint', 'token'] as const) {
        if (!Object.getOwnPropertyDescriptor(this, property)) continue
        const value = this[property]
        Reflect.deleteProperty(this, property)
        this[property] = value
      }
      this.#begin()
    }
    disconnectedCallback() {
      this.#begun++
      this.#running?.stop()
    }
    attributeChangedCallback(_: string, before: string | null, now: string | null) {
      if (this.isConnected && before !== now) this.#begin()
    }

    async #begin() {
      const begun = ++this.#begun
      this.#running?.stop()
      // All attributes of one change first.
      await undefined
      if (begun !== this.#begun || !this.isConnected) return
      const { returned, code } = returnState(location)
      const { endpoint } = this
      let { token } = this
      if (code && !token) {
        this.#exchanged ??= exchangeReturn(endpoint, code).catch(() => undefined)
        token = (await this.#exchanged) ?? ''
      }
      // A code that was not taken stays where it is: a reload tries it again.
      if (returned && token) keepToken(token, location.pathname + location.search)
      if (begun !== this.#begun || !(token || code)) return
      const root = this.shadowRoot ?? dressed(this.attachShadow({ mode: 'open' }), panel)
      const language = languageOf(tagOf(this))
      this.#running = runCheckout({ host: this, root, endpoint, token, language, returned, panel })
    }
  }
  customElements.define(name, Checkout)
}

/** The language of the place where the element stands. */
function tagOf(element: Element): string {
  for (let at: Element | null = element; at; ) {
    const near: Element | null = at.closest('[lang]')
    if (near) return near.getAttribute('lang') ?? ''
    const root = at.getRootNode()
    at = root instanceof ShadowRoot ? root.host : null
  }
  return navigator.language
}

function dressed(root: ShadowRoot, panel: CheckoutPanel | undefined): ShadowRoot {
  const text = style + (panel?.style ?? '')
  // A constructed sheet, since policies block all others. Engines of before 2023 lack it and get one that a policy may block.
  if ('adoptedStyleSheets' in root) {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(text)
    root.adoptedStyleSheets = [sheet]
  } else {
    // Kept beside what is drawn anew.
    const own = document.createElement('style')
    own.textContent = text
    ;(root as ShadowRoot).append(own)
  }
  return root
}
