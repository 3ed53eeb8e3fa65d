import { escapeHtml, formPageScript } from '../codec/html.js'
import { formatAmount } from '../core/amount.js'
import type { WireReply, WireRequest } from '../core/transport.js'
import { utf8 } from '../crypto/bytes.js'
import type { Book, BookOrder } from './book.js'
import type { MockClock } from './clock.js'
import { isOwnHost } from './host.js'
import { randomHex } from './numbers.js'

/** What a payer can do on the page of an order. */
export type PayerStep = 'pay' | 'refuse' | 'timeout' | 'leave'

type Language = 'zh' | 'en'
type Words = Readonly<Record<Language, string>>

/** A wallet's page at the provider's mock, by what differs. */
export type Cashier = {
  readonly book: Book
  readonly clock: MockClock
  /** Where its pages are: `/cashier/`. */
  readonly path: string
  readonly wallet: Words
  /** For browsers that name none. */
  readonly language: Language
  readonly steps: readonly PayerStep[]
  /** What is bought. */
  subject(order: BookOrder): string
  /** What the provider would say of it, beside where it stands. */
  note?(order: BookOrder): string | undefined
  /** Closes what nobody can pay any more, as the provider does. */
  look?(order: BookOrder): void
  pay(order: BookOrder): void
  /** Beside what is written down: that the payer failed to pay. Default: another try is possible. */
  refuse?(order: BookOrder): void
  /** Where the browser goes after a step. Default: the page again, which says how it stands. */
  back?(order: BookOrder, step: PayerStep): WireReply | undefined | Promise<WireReply | undefined>
}

/** What another site's page cannot know, and without which nobody does anything: one for each order, or agreement. */
export function nonceOf(thing: object): string {
  const nonce = nonces.get(thing) ?? randomHex(16)
  nonces.set(thing, nonce)
  return nonce
}

const nonces = new WeakMap<object, string>()

/** Where the payer of this order finds its page. */
export const cashierPathOf = ({ path }: Pick<Cashier, 'path'>, order: BookOrder): string => path + nonceOf(order)

/** The page of an order by its nonce, and what its buttons do. */
export async function visitCashier(cashier: Cashier, request: WireRequest): Promise<WireReply> {
  const { book, clock, path } = cashier
  const [nonce, step] = new URL(request.url).pathname.slice(path.length).split('/')
  const order = [...book.orders.values()].find((one) => nonces.get(one) === nonce)
  if (!order) return notice(cashier, request, words.nothing, 404)
  if (isElsewhere(request)) return notice(cashier, request, words.elsewhere, 403)
  cashier.look?.(order)
  if (step === undefined) return showCashier(cashier, order, request)
  const taken = cashier.steps.find((each) => each === step)
  if (!taken || request.method !== 'POST') return notice(cashier, request, words.confirm, 405)
  order.opened = true
  if (order.status === 'pending' && clock.now() <= order.expiresAt) {
    if (taken === 'pay') cashier.pay(order)
    if (taken === 'timeout') order.expiresAt = clock.now() - 1
    if (taken === 'refuse') {
      order.declined = true
      cashier.refuse?.(order)
    }
    cashier.look?.(order)
  }
  return (await cashier.back?.(order, taken)) ?? showCashier(cashier, order, request)
}

/** What a browser sees of this order. Whoever sees it has begun to pay. */
export function showCashier(cashier: Cashier, order: BookOrder, request: WireRequest): WireReply {
  order.opened = true
  const { clock, path, steps } = cashier
  const language = languageOf(cashier, request)
  const isOver = order.status !== 'pending' || clock.now() > order.expiresAt
  const { currency } = order.amount
  const price = `${currency === 'CNY' ? '¥' : ''}${formatAmount(order.amount)}${currency === 'CNY' ? '' : ` ${currency}`}`
  const note = cashier.note?.(order)
  const state = order.status === 'pending' ? (isOver ? 'expired' : 'pending') : order.status
  const button = (step: PayerStep) =>
    `<form method="post" action="${path}${nonceOf(order)}/${step}"><button class="${step}">${words[step][language]}</button></form>`
  return pageOf(
    cashier,
    request,
    [
      `<h1>${words[state][language]}</h1>`,
      `<p>${escapeHtml(cashier.subject(order))}</p><p id="amount">${price}</p>`,
      order.declined && !isOver ? `<p role="alert">${words.declined[language]}</p>` : '',
      note === undefined ? '' : `<p id="respCode">${escapeHtml(note)}</p>`,
      isOver ? '' : steps.map(button).join(''),
    ].join(''),
    order.status === 'paid' || !isOver ? 200 : 410,
  )
}

/** A page that says one thing. */
export const notice = (
  cashier: Pick<Cashier, 'wallet' | 'language'>,
  request: WireRequest,
  said: Words,
  status = 200,
): WireReply => pageOf(cashier, request, `<h1>${escapeHtml(said[languageOf(cashier, request)])}</h1>`, status)

/** Whether it is sent under a name of somebody else's. The provider's own host is not. */
export function isElsewhere({ url, headers: { host } }: WireRequest): boolean {
  return host !== undefined && host.replace(/:\d+$/, '') !== new URL(url).hostname && !isOwnHost(host)
}

export function pageOf(
  cashier: Pick<Cashier, 'wallet' | 'language'>,
  request: WireRequest,
  html: string,
  status = 200,
): WireReply {
  const language = languageOf(cashier, request)
  const title = `${cashier.wallet[language]} (mock)`
  const nonce = randomHex(16)
  return htmlReply(
    `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style nonce="${nonce}">${style}</style><header>${title}</header><main>${html}</main></html>`,
    `style-src 'nonce-${nonce}'`,
    status,
  )
}

/** Of a page that posts a form by itself, back to the shop. */
export const formReply = (page: string): WireReply => htmlReply(page, `script-src '${formPageScript}'`, 200)

const htmlReply = (page: string, policy: string, status: number): WireReply => ({
  status,
  headers: {
    'content-type': 'text/html;charset=UTF-8',
    // No form-action: it would stop the way back to the shop.
    'content-security-policy': `default-src 'none'; base-uri 'none'; frame-ancestors 'none'; ${policy}`,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  },
  body: utf8(page),
})

function languageOf({ language }: Pick<Cashier, 'language'>, { headers }: WireRequest): Language {
  const asked = headers['accept-language']
  return asked === undefined || asked === '*' ? language : /^zh\b/i.test(asked) ? 'zh' : 'en'
}

const words = {
  pay: { zh: '确认付款', en: 'Pay' },
  refuse: { zh: '付款失败', en: 'Fail to pay' },
  timeout: { zh: '等到超时', en: 'Let it time out' },
  leave: { zh: '离开', en: 'Leave' },
  pending: { zh: '收银台', en: 'Pay this order' },
  paid: { zh: '支付成功', en: 'Payment successful' },
  closed: { zh: '订单已关闭', en: 'The order is closed' },
  expired: { zh: '订单已超时', en: 'The order has timed out' },
  declined: { zh: '上次付款未成功，可再试一次。', en: 'The last try did not go through. Try again.' },
  confirm: { zh: '请确认付款', en: 'Please confirm on the page' },
  nothing: { zh: '此处没有订单：订单不存在', en: 'The mock gateway has nothing here' },
  elsewhere: { zh: '请用本机地址打开此页', en: 'Open this page by the address of this machine' },
} as const satisfies Record<string, Words>

const style = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}body{margin:0 auto;max-width:24rem;padding:1rem}header{opacity:.75;font-size:.875rem}h1{font-size:1.25rem}#amount{font-size:2rem;font-weight:600;margin:.5rem 0}button{width:100%;min-height:3rem;margin:.25rem 0;font:inherit;border:1px solid GrayText;border-radius:.5rem;background:Canvas;color:CanvasText}button.pay{background:#0b57d0;border-color:#0b57d0;color:#fff}p{overflow-wrap:anywhere}`
