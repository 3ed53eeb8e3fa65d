import { explain } from './api.js'
import { h, type Row } from './dom.js'
import { chip, clockTime, code, empty, type Page } from './parts.js'
import type { Entry, Evidence, State } from './shapes.js'
import { messageOf, partsWhere, text } from './texts.js'
import { languageInUse, say, sayIf } from './words.js'

type Request = Extract<Entry, { kind: 'request' }>

/** The newest first. What was pressed here stands between the requests. */
export const journalRows = (page: Page, entries: readonly Entry[]): Row[] =>
  entries
    .filter(({ kind }) => kind !== 'webhook')
    .map((entry) => ({
      key: String(entry.number),
      shows: entry.number,
      draw: () => (entry.kind === 'request' ? drawRequest(page, entry) : drawControl(entry)),
    }))
    .reverse()

function drawControl(entry: Entry): HTMLElement {
  const { control, about } = entry as Extract<Entry, { kind: 'control' }>
  return h(
    'div',
    { class: 'line control' },
    chip(sayIf(control), 'control'),
    h('span', { class: 'mono grow' }, about),
    h('span', { class: 'quiet' }, entry.provider, ' ', clockTime(entry.at)),
  )
}

function drawRequest(page: Page, entry: Request): HTMLElement {
  const { request, reply, fault, evidence, provider, at } = entry
  const { pathname } = new URL(request.url ?? '/', 'http://mock')
  const failed = evidence?.refused
  const [verdict, kind] = !reply
    ? (['noAnswer', 'closed'] as const)
    : failed
      ? (['refused', 'failed'] as const)
      : (['accepted', 'paid'] as const)
  return h(
    'details',
    {},
    h(
      'summary',
      { 'data-focus': 'summary' },
      chip(evidence || !reply ? say(verdict) : String(reply.status), evidence || !reply ? kind : 'control'),
      h('span', { class: 'mono grow' }, `${request.method ?? ''} ${pathname}`),
      failed && h('span', { class: 'mono' }, failed.code),
      fault !== undefined &&
        chip(`${say('fault')} ${typeof fault === 'string' ? fault : JSON.stringify(fault)}`, 'expired'),
      h('span', { class: 'quiet' }, provider, ' ', clockTime(at)),
    ),
    h(
      'div',
      { class: 'inside' },
      evidence && drawEvidence(page, entry, evidence),
      messageOf(say('request'), request),
      messageOf(say('reply'), reply),
    ),
  )
}

function drawEvidence(page: Page, { number }: Request, { checks, refused, expected, signed }: Evidence): HTMLElement {
  const shown = h('div', {})
  if (expected !== undefined)
    shown.append(h('h2', { class: 'label' }, say('expectedText')), text(expected, say('expectedText')))
  const isSignature = checks.some(({ name, passed }) => name === 'signature' && !passed)
  const find = async (event: Event) => {
    const button = event.currentTarget as HTMLButtonElement
    try {
      const found = await explain(number, languageInUse())
      if (!found) return
      const { difference } = found.evidence
      button.replaceWith(h('p', { class: 'cause' }, `${found.problem} ${found.next}`))
      if (!difference || expected === undefined) return
      shown.replaceChildren(
        h('h2', { class: 'label' }, say('expectedText')),
        text(expected, say('expectedText'), difference.at),
        partsWhere(difference),
      )
    } catch (error) {
      page.tell((error as Error).message, true)
    }
  }
  return h(
    'section',
    {},
    refused && h('p', { class: 'cause mono' }, `${refused.code}: ${refused.message}`),
    h('h2', { class: 'label' }, say('checks')),
    h('ol', { class: 'checks' }, ...checks.map(drawCheck)),
    isSignature && h('button', { type: 'button', class: 'main', click: find, 'data-focus': 'explain' }, say('explain')),
    shown,
    signed !== undefined && h('h2', { class: 'label' }, say('signedText')),
    signed !== undefined && text(signed, say('signedText')),
  )
}

const drawCheck = ({ name, passed }: Evidence['checks'][number]): HTMLElement =>
  h(
    'li',
    { class: passed ? 'passed' : 'failed' },
    h('span', { 'aria-hidden': 'true' }, passed ? '✓' : '✗'),
    ` ${sayIf(name)} `,
    h('span', { class: 'read' }, say(passed ? 'passed' : 'failed')),
  )

export function noJournal({ providers }: State): HTMLElement {
  const [first] = providers
  return empty(say('noJournal'), say('noJournalNext'), code(`curl -i ${first?.url ?? ''}/`, 'curl'))
}
