import { qrMatrix } from '../../../qr/matrix.js'
import { drawing, h, type Row } from './dom.js'
import { chip, choice, clockTime, code, doing, empty, facts, fullTime, money, type Page } from './parts.js'
import { sampleOf } from './sample.js'
import type { Facts, Order, Provider, Refund, State } from './shapes.js'
import { say } from './words.js'

/** The orders that fit the search, the newest first. */
export const orderRows = (page: Page, { orders, now, providers }: State, search: string): Row[] =>
  orders
    .filter(({ provider, orderId, code: content = '' }) => `${provider} ${orderId} ${content}`.includes(search))
    .sort((one, other) => other.createdAt - one.createdAt)
    .map((order) => {
      const isExpired = order.status === 'pending' && now > order.expiresAt
      const at = providers.find(({ name }) => name === order.provider)
      const key = `${order.provider} ${order.orderId} ${order.placedAt ?? ''}`
      return { key, shows: [order, isExpired], draw: () => drawOrder(page, order, isExpired, at) }
    })

function drawOrder(page: Page, order: Order, isExpired: boolean, at: Provider | undefined): HTMLElement {
  const { provider, orderId, amount, tokens, status, createdAt, refunds, declined } = order
  const state = isExpired ? 'expired' : status
  return h(
    'details',
    {},
    h(
      'summary',
      { 'data-focus': 'summary' },
      chip(say(state), state),
      h('span', { class: 'amount' }, tokens ?? money(amount)),
      h('span', { class: 'mono grow' }, orderId),
      declined && status === 'pending' ? chip(say('declined'), 'closed') : undefined,
      refunds.length > 0 ? chip(`${say('refund')} ${refunds.length}`, 'refund') : undefined,
      h('span', { class: 'quiet' }, provider, ' ', clockTime(createdAt)),
    ),
    h(
      'div',
      { class: 'inside' },
      h('div', { class: 'sides' }, factsOf(order), codeOf(order)),
      buttonsOf(page, order, isExpired, at?.forgeries ?? []),
    ),
    ...refunds.map((refund) => drawRefund(page, order, refund, at?.refundsNeedAction ?? false)),
  )
}

const factsOf = ({ createdAt, expiresAt, paidAt, code: content, payerUrl }: Order): HTMLElement =>
  facts(
    [say('placed'), fullTime(createdAt)],
    [say('deadline'), fullTime(expiresAt)],
    [say('paidAt'), paidAt === undefined ? undefined : fullTime(paidAt)],
    [say('code'), content === undefined ? undefined : h('span', { class: 'mono' }, content)],
    [
      say('payerPage'),
      payerUrl === undefined ? undefined : h('a', { href: payerUrl, target: '_blank', rel: 'noopener' }, payerUrl),
    ],
  )

/** As the shop shows it. */
function codeOf({ code: content, orderId, status }: Order): SVGElement | undefined {
  if (content === undefined || status !== 'pending') return undefined
  const modules = qrMatrix(content, 'M')
  const margin = 4
  const path = modules
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x + margin} ${y + margin}h1v1h-1` : '')))
    .join('')
  return drawing(modules.length + 2 * margin, path, `${say('qrOf')} ${orderId}`)
}

const named = ({ provider, orderId, placedAt }: Facts) => ({
  provider,
  orderId,
  ...(placedAt !== undefined && { placedAt }),
})

function buttonsOf(
  page: Page,
  order: Order,
  isExpired: boolean,
  forgeries: readonly string[],
): HTMLElement | undefined {
  if (order.status === 'paid') return forging(page, order, forgeries)
  if (order.status !== 'pending' || isExpired) return undefined
  const button = (word: 'pay' | 'decline' | 'expire') => {
    const label = word === 'pay' && order.code === undefined ? 'payNow' : word
    return doing(page, say(label), () => [[word, named(order)]], word)
  }
  const pay = button('pay')
  pay.className = 'main'
  return h('div', { class: 'buttons' }, pay, button('decline'), button('expire'))
}

/** A webhook about it that is false, for the shop's handler to refuse. */
function forging(page: Page, order: Order, forgeries: readonly string[]): HTMLElement {
  const options = forgeries.map((name) => [name, name] as const)
  const { select, field } = choice(say('forgery'), options, 'forgery')
  const send = doing(page, say('forge'), () => [['forge', { ...named(order), forgery: select.value }]], 'forge')
  return h('div', { class: 'buttons' }, field, send)
}

const refundWords = {
  pending: 'refundPending',
  succeeded: 'refundSucceeded',
  closed: 'refundClosed',
  'needs-action': 'refundNeedsAction',
} as const

function drawRefund(page: Page, order: Order, { refundId, value, status }: Refund, needsAction: boolean): HTMLElement {
  const { provider, orderId } = order
  const isOpen = status === 'pending' || status === 'needs-action'
  const settle = (word: 'settle' | 'settleClosed' | 'settleNeedsAction', to: string) =>
    doing(page, say(word), () => [['settleRefund', { provider, orderId, refundId, status: to }]], `${refundId} ${to}`)
  return h(
    'div',
    { class: 'inside refund' },
    h(
      'p',
      { class: 'line' },
      chip(say(refundWords[status]), status === 'succeeded' ? 'paid' : status),
      h('span', { class: 'amount' }, money(order.amount, value)),
      h('span', {}, say('refund')),
      h('span', { class: 'mono' }, refundId),
    ),
    isOpen &&
      h(
        'div',
        { class: 'buttons' },
        settle('settle', 'succeeded'),
        settle('settleClosed', 'closed'),
        needsAction && status === 'pending' && settle('settleNeedsAction', 'needs-action'),
      ),
  )
}

/** The first lines that a shop needs, for each provider here. */
export function noOrders({ providers }: State): HTMLElement {
  const lines = providers.map(({ name, url, sample }, place) =>
    h(
      'details',
      { open: place === 0 },
      h('summary', { class: 'mono' }, `${name}  ${url}`),
      code(sampleOf(name, url, sample), name),
    ),
  )
  return empty(say('noOrders'), say('noOrdersNext'), h('div', { class: 'list' }, ...lines))
}
