import { perform } from './api.js'
import { h } from './dom.js'
import { languageInUse, say, type Word } from './words.js'

/** What a part of the page needs of the whole. */
export type Page = {
  /** Says how something went; read out by a screen reader. */
  tell(text: string, isFault?: boolean): void
  refresh(): void
}

/** What is asked of the control: the name of an operation, and what it is given. */
export type Asked = readonly (readonly [operation: string, parameters: object])[]

/** A button that asks the control for something, and says how it went. `focus` names it within its row. */
export function doing(page: Page, label: string, asked: () => Asked, focus = label) {
  const run = async (event: Event) => {
    const button = event.currentTarget as HTMLButtonElement
    // Not `disabled`, which would take the focus away.
    if (button.ariaDisabled) return
    button.ariaDisabled = 'true'
    try {
      for (const [operation, parameters] of asked()) await perform(operation, parameters)
      page.tell(`${label}: ${say('done')}`)
      page.refresh()
    } catch (error) {
      page.tell(`${label}: ${(error as Error).message}`, true)
    } finally {
      button.ariaDisabled = null
    }
  }
  return h('button', { type: 'button', click: run, 'data-focus': focus }, label)
}

export const chip = (text: string, kind: string): HTMLElement => h('span', { class: `chip ${kind}` }, text)

/** Names and what they say, those that say nothing left out. */
export const facts = (...pairs: readonly (readonly [Word | (string & {}), string | Node | undefined])[]): HTMLElement =>
  h('dl', {}, ...pairs.flatMap(([name, value]) => (value === undefined ? [] : [h('dt', {}, name), h('dd', {}, value)])))

/** Lines to be copied. */
export function code(text: string, label: string): HTMLElement {
  const copy = (event: Event) => {
    const button = event.currentTarget as HTMLButtonElement
    void navigator.clipboard?.writeText(text).then(() => {
      button.textContent = say('copied')
    })
  }
  return h(
    'div',
    { class: 'code' },
    h('pre', { tabindex: 0, role: 'region', 'aria-label': label }, text),
    h('button', { type: 'button', class: 'small', click: copy }, say('copy')),
  )
}

/** A place that has nothing to show yet, and what brings something. */
export const empty = (title: string, next: string, ...lines: readonly HTMLElement[]): HTMLElement =>
  h('div', { class: 'empty' }, h('h2', {}, title), h('p', {}, next), ...lines)

export function choice(label: string, options: readonly (readonly [value: string, text: string])[], focus = label) {
  const select = h('select', { 'data-focus': focus }, ...options.map(([value, text]) => h('option', { value }, text)))
  return { select, field: h('label', { class: 'field' }, label, select) }
}

/** Minor units as a text; the currencies without any are known by name. */
export function money({ currency, value }: { currency: string; value: number }, part = value): string {
  const places =
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  return new Intl.NumberFormat(languageInUse(), {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
  }).format(part / 10 ** places)
}

/** The time of the mock's clock, to the second, in the reader's zone. */
export const clockTime = (at: number): HTMLTimeElement =>
  h(
    'time',
    { datetime: new Date(at).toISOString() },
    new Date(at).toLocaleTimeString(languageInUse(), { hour12: false }),
  )

export const fullTime = (at: number): HTMLTimeElement =>
  h(
    'time',
    { datetime: new Date(at).toISOString() },
    new Date(at).toLocaleString(languageInUse(), { dateStyle: 'medium', timeStyle: 'medium', hour12: false }),
  )
