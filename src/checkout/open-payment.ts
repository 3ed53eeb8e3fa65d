import { detectWallet } from './detect-wallet.js'
import type { CheckoutAction } from './view.js'
import { readWalletResult, type WalletClaim } from './wallet-result.js'

/** What came of opening the payment. Only the server knows whether money moved: ask it whatever this says. */
export type OpenedPayment =
  | WalletClaim
  /** The browser goes to the wallet or its page. This page may come back, at any time, with nothing decided. */
  | { readonly says: 'leaving' }
  /** Nothing to open: draw this, see `renderQr`. */
  | { readonly says: 'draw'; readonly content: string }
  | {
      readonly says: 'impossible'
      /**
       * - `mini-program`: a native page of the mini program has to pay; take the payer there.
       * - `no-bridge`: this is not the wallet's page, or it has not shown its bridge; UnionPay's is a script that the page loads.
       * - `app-only`: a native app has to hand it to the wallet's SDK.
       * - `kept-in`: the page stands in a frame that it may not leave. Open the checkout outside of it.
       * - `policy`: the page's Content-Security-Policy stops the form; `detail` is what its `form-action` lacks.
       */
      readonly why: 'mini-program' | 'no-bridge' | 'app-only' | 'kept-in' | 'policy'
      readonly detail?: string
    }

type Bridges = {
  WeixinJSBridge?: { invoke(name: string, parameters: object, done: (result: unknown) => void): void }
  AlipayJSBridge?: { call(name: string, parameters: object, done: (result: unknown) => void): void }
  mqq?: { tenpay?: { pay(parameters: object, done: (result: unknown) => void): void } }
  upsdk?: {
    ready(then: () => void): void
    pluginReady?(then: () => void): void
    pay(order: { tn: string; success: () => void; fail: (error: unknown) => void }): void
  }
}

// Milliseconds that a bridge may take to appear, and a frame to be left.
const bridgePatience = 5000
const leavePatience = 3000

/**
 * Opens what the payer's next step is: the wallet's bridge after it is ready, a link that says where it comes from, a form.
 * Call it from the payer's own tap, at once: some wallets and all frames refuse what comes later.
 *
 * @example
 * const { says } = await openPayment(view.attempt.nextAction)
 * if (says !== 'draw') watch.ask()
 */
export async function openPayment(nextAction: CheckoutAction): Promise<OpenedPayment> {
  if (nextAction.type === 'qr') return { says: 'draw', content: nextAction.content }
  if (nextAction.type === 'transfer') return { says: 'draw', content: nextAction.uri ?? nextAction.address }
  if (nextAction.type === 'redirect') return leave(() => follow(nextAction.url, nextAction.referrerPolicy))
  if (nextAction.type === 'form') return leave(() => post(nextAction.url, nextAction.fields))
  const { wallet, miniProgram } = detectWallet(navigator.userAgent, navigator)
  const order = nextAction.type === 'jsapi' ? nextAction.parameters : nextAction.payload
  const { upsdk } = window as Bridges
  if ('tn' in order && upsdk) {
    return new Promise((resolve) => {
      // The SDK has one text for a wrong number and for a payer who left.
      const fail = (error: unknown) => resolve({ ...readWalletResult(error), says: 'cancelled' })
      const pay = () =>
        upsdk.pay({ tn: order.tn as string, success: () => resolve({ says: 'done', detail: '' }), fail })
      if (miniProgram && upsdk.pluginReady) upsdk.pluginReady(pay)
      else upsdk.ready(pay)
    })
  }
  if (miniProgram) return { says: 'impossible', why: 'mini-program' }
  if ('tokenId' in order) return called('mqq', (bridge, done) => bridge.tenpay?.pay(order, done))
  if ('paySign' in order)
    return called('WeixinJSBridge', (bridge, done) => bridge.invoke('getBrandWCPayRequest', order, done))
  if ('tradeNO' in order || ('orderString' in order && wallet === 'alipay')) {
    const trade = 'tradeNO' in order ? order : { orderStr: order.orderString }
    return called('AlipayJSBridge', (bridge, done) => bridge.call('tradePay', trade, done))
  }
  return { says: 'impossible', why: 'tn' in order ? 'no-bridge' : 'app-only' }
}

/** Calls a bridge: at once where it is there, which keeps the payer's tap, else after its ready event. */
function called<Name extends 'WeixinJSBridge' | 'AlipayJSBridge' | 'mqq'>(
  name: Name,
  call: (bridge: NonNullable<Bridges[Name]>, done: (result: unknown) => void) => void,
): Promise<OpenedPayment> {
  return new Promise((resolve) => {
    let asked = false
    const begin = () => {
      const bridge = (window as Bridges)[name]
      if (bridge && !asked) call(bridge, (result) => resolve(readWalletResult(result)))
      asked ||= !!bridge
      return asked
    }
    if (begin()) return
    document.addEventListener(`${name}Ready`, begin)
    setTimeout(() => {
      if (!begin()) resolve({ says: 'impossible', why: 'no-bridge' })
    }, bridgePatience)
  })
}

/** Goes away, and tells if the page is still there because it was not let go. */
function leave(go: () => void): Promise<OpenedPayment> {
  return new Promise((resolve) => {
    const over = new AbortController()
    const finish = (result: OpenedPayment) => {
      over.abort()
      resolve(result)
    }
    const stopped = ({ effectiveDirective, blockedURI }: SecurityPolicyViolationEvent) => {
      if (effectiveDirective === 'form-action') finish({ says: 'impossible', why: 'policy', detail: blockedURI })
    }
    document.addEventListener('securitypolicyviolation', stopped, over)
    addEventListener('pagehide', () => finish({ says: 'leaving' }), over)
    setTimeout(
      () => finish(window.top === window ? { says: 'leaving' } : { says: 'impossible', why: 'kept-in' }),
      leavePatience,
    )
    go()
  })
}

/** A clicked link, for no other navigation can say where it comes from where the page's policy is `no-referrer`. */
function follow(url: string, referrerPolicy: string | undefined): void {
  const link = inTop('a', { href: url, referrerPolicy: referrerPolicy ?? '' })
  link.click()
  link.remove()
}

function post(url: string, fields: Readonly<Record<string, string>>): void {
  const form = inTop('form', { method: 'post', action: url })
  for (const [name, value] of Object.entries(fields))
    form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }))
  // A field may be called `submit` or `remove`.
  HTMLFormElement.prototype.submit.call(form)
  Element.prototype.remove.call(form)
}

/** In the page, and out of its frame. */
function inTop<Name extends 'a' | 'form'>(name: Name, members: object): HTMLElementTagNameMap[Name] {
  const made = Object.assign(document.createElement(name), { target: '_top', ...members })
  document.body.append(made)
  return made
}
