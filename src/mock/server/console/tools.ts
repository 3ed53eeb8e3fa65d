import { perform } from './api.js'
import { h } from './dom.js'
import { addressForm, cashierForm, fundsForm, tokensForm } from './forms.js'
import { choice, code, doing, fullTime, type Page } from './parts.js'
import type { Provider, State } from './shapes.js'
import { say } from './words.js'

/** Clock, faults, payment codes, and what single providers have. Drawn once; `show` brings what stands in them up to date. */
export function drawTools(page: Page, state: State): { element: HTMLElement; show(state: State): void } {
  const now = h('p', { class: 'amount' })
  const queued = h('div', {})
  const addresses = h('ul', {})
  const element = h(
    'div',
    { class: 'tools' },
    section('clock', now, clockButtons(page)),
    section('faults', faultForm(page, state), queued),
    codes(page, state),
    section('cashier', cashierForm(page, state)),
    section('tokens', tokensForm(page, state)),
    section('addresses', addressForm(page, state), addresses),
    section('funds', fundsForm(page, state)),
    section('reset', resetButton(page)),
  )
  return {
    element,
    show({ now: at, providers }) {
      now.replaceChildren(fullTime(at))
      addresses.replaceChildren(...providers.flatMap(addressesOf))
      const lines = providers.flatMap(({ name, faults }) =>
        faults.map((fault) => `${name}: ${typeof fault === 'string' ? fault : JSON.stringify(fault)}`),
      )
      if (queued.dataset.print === lines.join()) return
      queued.dataset.print = lines.join()
      const clear = doing(page, say('clear'), () => [['clearFaults', {}]])
      queued.replaceChildren(
        ...(lines.length === 0
          ? [h('p', { class: 'quiet' }, say('noFaults'))]
          : [
              h('p', {}, say('faultsNext')),
              h('ol', {}, ...lines.map((line) => h('li', { class: 'mono' }, line))),
              h('div', { class: 'buttons' }, clear),
            ]),
      )
    },
  }
}

const addressesOf = ({ name, notifyUrls = {} }: Provider): HTMLElement[] =>
  Object.entries(notifyUrls).map(([about, url]) => h('li', { class: 'mono' }, `${name}: ${about} → ${url}`))

/** Under a heading; nothing where its first part is not there. */
const section = (
  word: 'clock' | 'faults' | 'payerCode' | 'cashier' | 'tokens' | 'addresses' | 'funds' | 'reset',
  first: HTMLElement | undefined,
  ...children: HTMLElement[]
): HTMLElement | undefined => first && h('section', { class: 'inside' }, h('h2', {}, say(word)), first, ...children)

const spans = { minute: 60_000, quarter: 900_000, hour: 3_600_000, day: 86_400_000 } as const

const clockButtons = (page: Page): HTMLElement =>
  h(
    'div',
    { class: 'buttons', role: 'group', 'aria-label': say('advance') },
    ...(Object.keys(spans) as (keyof typeof spans)[]).map((name) =>
      doing(page, `+ ${say(name)}`, () => [['advanceClock', { milliseconds: spans[name] }]]),
    ),
  )

function faultForm(page: Page, { providers }: State): HTMLElement {
  const provider = choice(
    say('provider'),
    providers.map(({ name }) => [name, name] as const),
  )
  const fault = choice(say('faults'), [])
  const times = h('input', { type: 'number', min: 1, max: 100, value: 1 })
  const fill = () => {
    const known = providers.find(({ name }) => name === provider.select.value)?.knownFaults ?? []
    fault.select.replaceChildren(...known.map((name) => h('option', { value: name }, name)))
  }
  provider.select.addEventListener('change', fill)
  fill()
  const add = doing(page, say('add'), () => [
    ['failNext', { provider: provider.select.value, fault: fault.select.value, times: Number(times.value) }],
  ])
  return h(
    'div',
    { class: 'buttons' },
    provider.field,
    fault.field,
    h('label', { class: 'field' }, say('times'), times),
    add,
  )
}

function codes(page: Page, { providers }: State): HTMLElement | undefined {
  const able = providers.filter(({ payerCodes }) => payerCodes)
  if (able.length === 0) return undefined
  const provider = choice(
    say('provider'),
    able.map(({ name }) => [name, name] as const),
    'code provider',
  )
  const payer = choice(say('payer'), [
    ['pays', say('pays')],
    ['types-password', say('typesPassword')],
    ['refuses', say('refuses')],
  ])
  const shown = h('div', { role: 'status' })
  const present = async () => {
    try {
      const parameters = { provider: provider.select.value, payer: payer.select.value }
      const given = (await perform('presentCode', parameters)) as { code: string }
      shown.replaceChildren(code(given.code, say('payerCode')))
    } catch (error) {
      page.tell((error as Error).message, true)
    }
  }
  const button = h('button', { type: 'button', click: present }, say('show'))
  return section('payerCode', h('div', { class: 'buttons' }, provider.field, payer.field, button), shown)
}

function resetButton(page: Page): HTMLElement {
  const button = doing(page, say('reset'), () => [['reset', {}]])
  button.addEventListener(
    'click',
    (event) => {
      if (!confirm(say('resetAsk'))) event.stopImmediatePropagation()
    },
    { capture: true },
  )
  return h('div', { class: 'buttons' }, button)
}
