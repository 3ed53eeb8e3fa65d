import { h, type Row } from './dom.js'
import { chip, clockTime, code, doing, empty, fullTime, type Page } from './parts.js'
import type { Entry, State, Waiting } from './shapes.js'
import { messageOf, text } from './texts.js'
import { say } from './words.js'

type Delivered = Extract<Entry, { kind: 'webhook' }>

const hour = 3_600_000

/** What waits, the one that is due first before the others. */
export const waitingRows = (page: Page, { deliveries, now }: State, search: string): Row[] =>
  deliveries
    .filter(({ provider, id, about }) => `${provider} ${id} ${about}`.includes(search))
    .map((waiting) => ({
      key: `${waiting.provider} ${waiting.id}`,
      shows: [waiting, waiting.dueAt <= now],
      draw: () => drawWaiting(page, waiting, waiting.dueAt <= now),
    }))

function drawWaiting(page: Page, { provider, id, about, attempts, dueAt }: Waiting, isDue: boolean): HTMLElement {
  const named = { provider, id }
  return h(
    'div',
    { class: 'inside' },
    h(
      'p',
      { class: 'line' },
      chip(isDue ? say('due') : say('waits'), isDue ? 'expired' : 'pending'),
      h('span', { class: 'mono grow' }, about),
      h('span', { class: 'quiet' }, `${say('attempt')} ${attempts + 1}`),
      h('span', { class: 'quiet' }, provider, ' ', fullTime(dueAt)),
    ),
    h(
      'div',
      { class: 'buttons' },
      doing(
        page,
        say('deliver'),
        () => [
          ['resend', named],
          ['deliver', {}],
        ],
        'deliver',
      ),
      doing(page, say('delay'), () => [['delay', { ...named, milliseconds: hour }]], 'delay'),
    ),
  )
}

/** What went out, the newest first. */
export const deliveredRows = (page: Page, entries: readonly Entry[], { providers }: State): Row[] =>
  entries
    .filter((entry) => entry.kind === 'webhook')
    .map((entry) => {
      const at = providers.find(({ name }) => name === entry.provider)
      const isSigned = at?.forgeries.includes('tampered-body') ?? false
      return { key: String(entry.number), shows: entry.number, draw: () => drawDelivered(page, entry, isSigned) }
    })
    .reverse()

function drawDelivered(page: Page, entry: Delivered, isSigned: boolean): HTMLElement {
  const { provider, id, attempt, status, at, request, evidence, answer } = entry
  const named = { provider, id }
  const again = [
    ['resend', named],
    ['deliver', {}],
  ] as const
  return h(
    'details',
    {},
    h(
      'summary',
      { 'data-focus': 'summary' },
      chip(String(status), status < 300 ? 'paid' : 'failed'),
      h('span', { class: 'mono grow' }, request?.url ?? id),
      h('span', { class: 'quiet' }, `${say('attempt')} ${attempt}`),
      h('span', { class: 'quiet' }, provider, ' ', clockTime(at)),
    ),
    h(
      'div',
      { class: 'inside' },
      h(
        'div',
        { class: 'buttons' },
        doing(page, say('resend'), () => again, 'resend'),
        isSigned && doing(page, say('corrupt'), () => [['corrupt', named], ...again], 'corrupt'),
      ),
      evidence?.signed !== undefined && h('h2', { class: 'label' }, say('signedText')),
      evidence?.signed !== undefined && text(evidence.signed, say('signedText')),
      messageOf(say('request'), request),
      answer !== undefined && h('h2', { class: 'label' }, say('answer')),
      answer !== undefined && text(answer, say('answer')),
    ),
  )
}

export function noDeliveries({ providers }: State): HTMLElement {
  const [first] = providers
  const name = first?.name ?? 'provider'
  const lines = [
    `import { acknowledge, receiveWebhook } from 'shroff/${name}'`,
    `const event = await receiveWebhook(account, request)`,
    `if (event.type === 'payment.paid') await deliverGoods(event.orderId)`,
    `return acknowledge(account, 'received')`,
  ]
  return empty(say('noDeliveries'), say('noDeliveriesNext'), code(lines.join('\n'), name))
}
