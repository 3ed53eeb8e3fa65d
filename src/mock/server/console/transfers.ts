import { h, type Row } from './dom.js'
import { chip, choice, clockTime, doing, type Page } from './parts.js'
import type { State, Transfer } from './shapes.js'
import { say } from './words.js'

/** What the merchant pays out, the newest first. */
export const transferRows = (page: Page, { transfers }: State, search: string): Row[] =>
  transfers
    .filter(({ provider, reference, transferId = '' }) => `${provider} ${reference} ${transferId}`.includes(search))
    .map((transfer) => ({
      key: `${transfer.provider} ${transfer.reference}`,
      shows: transfer,
      draw: () => drawTransfer(page, transfer),
    }))

/** As it is coloured; the states are the provider's own words. */
const kindOf = (state: string) =>
  /^complete/i.test(state) ? 'paid' : /^(failed|declined|returned)$/i.test(state) ? 'failed' : 'pending'

function drawTransfer(page: Page, transfer: Transfer): HTMLElement {
  const { provider, reference, transferId, amount, state, createdAt, next } = transfer
  return h(
    'div',
    { class: 'inside' },
    h(
      'p',
      { class: 'line' },
      chip(state, kindOf(state)),
      h('span', { class: 'amount' }, amount),
      h('span', { class: 'mono grow' }, [transferId, reference].filter(Boolean).join(' · ')),
      h('span', { class: 'quiet' }, provider, ' ', clockTime(createdAt)),
    ),
    next.length > 0 && steps(page, transfer),
  )
}

function steps(page: Page, { provider, reference, next }: Transfer): HTMLElement {
  const { select, field } = choice(
    say('state'),
    next.map((state) => [state, state] as const),
    'state',
  )
  const move = () => [['moveTransfer', { provider, reference, state: select.value }]] as const
  return h('div', { class: 'buttons' }, field, doing(page, say('takeOn'), move, 'take on'))
}
