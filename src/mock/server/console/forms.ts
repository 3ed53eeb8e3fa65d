import { h } from './dom.js'
import { type Asked, choice, doing, type Page } from './parts.js'
import type { Provider, State } from './shapes.js'
import { say, type Word } from './words.js'

// What single providers alone have; a form stands there where one of them is served.

const labelled = (word: Word, input: HTMLElement): HTMLElement => h('label', { class: 'field' }, say(word), input)

const chosenAmong = (able: readonly Provider[]) =>
  choice(
    say('provider'),
    able.map(({ name }) => [name, name] as const),
  )

/** What a payer's app does with what the merchant has signed, pasted as the app has it. */
export function cashierForm(page: Page, { providers }: State): HTMLElement | undefined {
  const able = providers.filter(({ opensCashier }) => opensCashier)
  if (able.length === 0) return undefined
  const { select, field } = chosenAmong(able)
  const pasted = h('textarea', { rows: 3, spellcheck: 'false', 'data-focus': 'orderInfo' })
  const open = (): Asked => {
    const given = JSON.parse(pasted.value) as { orderInfo?: object }
    return [['openCashier', { provider: select.value, orderInfo: given.orderInfo ?? given }]]
  }
  return h(
    'div',
    {},
    labelled('orderInfo', pasted),
    h('div', { class: 'buttons' }, field, doing(page, say('openCashier'), open, 'open')),
  )
}

/** What a payer sends from a wallet, to the address of an order. */
export function tokensForm(page: Page, { providers }: State): HTMLElement | undefined {
  const able = providers.filter(({ takesTokens }) => takesTokens)
  if (able.length === 0) return undefined
  const { select, field } = chosenAmong(able)
  const asset = choice(
    say('asset'),
    ['USDC', 'EURC', 'RLUSD', 'XRP'].map((name) => [name, name] as const),
  )
  const value = h('input', { value: '12.50', inputmode: 'decimal', size: 12 })
  const order = h('input', { size: 20 })
  const send = (): Asked => {
    const told = order.value.trim()
    const named = /^\d{1,10}$/.test(told) ? { tag: Number(told) } : told === '' ? {} : { reference: told }
    const amount = { asset: asset.select.value, value: value.value.trim() }
    return [['sendTransfer', { provider: select.value, amount, ...named }]]
  }
  return h(
    'div',
    { class: 'buttons' },
    field,
    asset.field,
    labelled('value', value),
    labelled('tagOrReference', order),
    doing(page, say('send'), send, 'send'),
  )
}

/** Where webhooks go, as the merchant would have it in the provider's console. */
export function addressForm(page: Page, { providers }: State): HTMLElement | undefined {
  const able = providers.filter(({ notifyUrls }) => notifyUrls)
  if (able.length === 0) return undefined
  const options = able.flatMap(({ name, notifyUrls = {} }) =>
    Object.keys(notifyUrls).map((about) => [`${name} ${about}`, `${name}: ${about}`] as const),
  )
  const { select, field } = choice(say('about'), options)
  const url = h('input', { type: 'url', value: 'http://127.0.0.1:3000/notify', size: 32 })
  const set = (): Asked => {
    const [provider = '', about = ''] = select.value.split(' ')
    return [['setNotifyUrl', { provider, about, url: url.value }]]
  }
  return h('div', { class: 'buttons' }, field, labelled('address', url), doing(page, say('set'), set, 'set'))
}

/** Money that the merchant puts in. */
export function fundsForm(page: Page, { providers }: State): HTMLElement | undefined {
  const able = providers.filter(({ takesFunds }) => takesFunds)
  if (able.length === 0) return undefined
  const { select, field } = chosenAmong(able)
  const currency = h('input', { value: 'USD', size: 5 })
  const value = h('input', { value: '1000.00', inputmode: 'decimal', size: 12 })
  const put = (): Asked => [
    ['addFunds', { provider: select.value, currency: currency.value.trim(), value: value.value.trim() }],
  ]
  return h(
    'div',
    { class: 'buttons' },
    field,
    labelled('currency', currency),
    labelled('value', value),
    doing(page, say('putIn'), put, 'put in'),
  )
}
