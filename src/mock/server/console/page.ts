import { follow, readJournal, readState } from './api.js'
import { deliveredRows, noDeliveries, waitingRows } from './deliveries.js'
import { h, type Row, renew } from './dom.js'
import { journalRows, noJournal } from './journal.js'
import { noOrders, orderRows } from './orders.js'
import { clockTime, type Page } from './parts.js'
import type { Entry, State } from './shapes.js'
import { drawTools } from './tools.js'
import { transferRows } from './transfers.js'
import { languageInUse, say, useLanguage, type Word } from './words.js'

const views = ['orders', 'journal', 'deliveries', 'tools'] as const
type View = (typeof views)[number]

const kept = 'shroff.language'

/** A list, under a heading where there are several, and what stands in its place as long as it is empty. */
function pane(title?: Word) {
  const list = h('div', { class: 'list' })
  const blank = h('div', {})
  const element = h('div', {}, title && h('h2', {}, say(title)), list, blank)
  return {
    element,
    show(rows: readonly Row[], instead?: () => HTMLElement): boolean {
      renew(list, rows)
      const has = rows.length > 0
      list.hidden = !has
      element.hidden = !has && !instead
      fill(blank, has ? undefined : instead)
      return has
    },
  }
}

const nothing = (): HTMLElement => h('p', { class: 'empty quiet' }, say('nothingFound'))

/** Draws again only where something else is to be seen, so that the focus stays. */
function fill(place: HTMLElement, draw: (() => HTMLElement) | undefined): void {
  const drawn = draw?.()
  if (place.textContent === (drawn?.textContent ?? '')) return
  place.replaceChildren(...(drawn ? [drawn] : []))
}

/** Draws the page into this document, and keeps it up to date. */
export function start(): void {
  const chosen = localStorage.getItem(kept) ?? navigator.language
  useLanguage(/^zh\b/.test(chosen) ? 'zh' : 'en')
  document.documentElement.lang = languageInUse()
  document.title = `shroff · ${say('title')}`

  let search = ''
  const view = (): View => views.find((name) => location.hash === `#${name}`) ?? 'orders'

  const said = h('p', { class: 'said', role: 'status' })
  const line = h('span', { class: 'quiet' })
  const clock = h('span', { class: 'quiet' })
  const tabs = views.map((name) => h('a', { href: `#${name}` }, say(name)))
  const panes = {
    orders: pane(),
    transfers: pane('transfers'),
    journal: pane(),
    waiting: pane('waiting'),
    delivered: pane('delivered'),
  }
  const noWebhook = h('div', {})
  const { orders, transfers, journal, waiting, delivered } = panes
  const tools = h('div', {})
  const sections = [
    [orders.element, transfers.element],
    [journal.element],
    [noWebhook, waiting.element, delivered.element],
    [tools],
  ].map((children, at) =>
    h('section', { 'aria-label': say(views[at]!) }, h('h1', { class: 'read' }, say(views[at]!)), ...children),
  )
  const main = h('main', { id: 'content', tabindex: -1 }, ...sections)
  let drawnTools: ReturnType<typeof drawTools> | undefined

  const page: Page = {
    tell(text, isFault = false) {
      said.textContent = text
      said.classList.toggle('fault', isFault)
    },
    refresh: () => void refresh(),
  }

  async function refresh(): Promise<void> {
    try {
      const [now, entries] = await Promise.all([readState(), readJournal(0, search)])
      show(now, entries)
    } catch (error) {
      page.tell((error as Error).message, true)
    }
  }

  function show(now: State, entries: readonly Entry[]): void {
    clock.replaceChildren(clockTime(now.now))
    const counts = { orders: now.orders.length, deliveries: now.deliveries.length } as Record<View, number | undefined>
    for (const [at, name] of views.entries()) tabs[at]!.textContent = `${say(name)} ${counts[name] || ''}`.trim()
    const isSearch = search !== ''
    const paidOut = transfers.show(transferRows(page, now, search))
    const has = now.orders.length + now.transfers.length > 0
    orders.show(orderRows(page, now, search), paidOut ? undefined : isSearch && has ? nothing : () => noOrders(now))
    journal.show(journalRows(page, entries), isSearch ? nothing : () => noJournal(now))
    const counted = [waiting.show(waitingRows(page, now, search)), delivered.show(deliveredRows(page, entries, now))]
    fill(noWebhook, counted.includes(true) ? undefined : isSearch ? nothing : () => noDeliveries(now))
    drawnTools ??= drawTools(page, now)
    if (!drawnTools.element.isConnected) tools.append(drawnTools.element)
    drawnTools.show(now)
  }

  function turn(): void {
    for (const [at, name] of views.entries()) {
      sections[at]!.hidden = name !== view()
      tabs[at]!.toggleAttribute('aria-current', name === view())
      if (name === view()) tabs[at]!.setAttribute('aria-current', 'page')
    }
  }

  const input = h('input', { type: 'search', placeholder: say('searchHint'), 'aria-label': say('search') })
  input.addEventListener('input', () => {
    search = input.value.trim()
    void refresh()
  })
  const other = languageInUse() === 'zh' ? 'en' : 'zh'
  const change = () => {
    localStorage.setItem(kept, other)
    location.reload()
  }
  document.body.replaceChildren(
    h('a', { href: '#content', class: 'skip', click: () => main.focus() }, say('skip')),
    h(
      'header',
      {},
      h('p', { class: 'name' }, h('strong', {}, 'shroff'), ` ${say('title')}`),
      input,
      h(
        'div',
        { class: 'end' },
        clock,
        line,
        h('button', { type: 'button', class: 'small', lang: other, click: change }, say('language')),
      ),
      h('nav', { 'aria-label': say('title') }, ...tabs),
    ),
    said,
    main,
  )
  addEventListener('hashchange', () => {
    page.tell('')
    turn()
  })
  turn()
  follow(page.refresh, (up) => {
    line.textContent = up ? say('connected') : say('lost')
    line.classList.toggle('fault', !up)
  })
}
