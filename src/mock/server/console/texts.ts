import { h } from './dom.js'
import { facts } from './parts.js'
import type { Message } from './shapes.js'
import { say } from './words.js'

/** A body as text; what is no UTF-8 shows where it is not. */
export function bodyText(base64: string | undefined): string {
  if (!base64) return ''
  return new TextDecoder().decode(Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)))
}

/** Headers and body, each as it came. */
export function messageOf(title: string, message: Message | undefined): HTMLElement | undefined {
  if (!message) return undefined
  const { method, url, status, headers, body } = message
  const first = [method, url, status === undefined ? undefined : String(status)].filter(Boolean).join(' ')
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  const content = bodyText(body)
  const shown = text(content, title)
  shown.prepend([first, ...lines, '', ''].join('\n'))
  return h('section', {}, h('h2', { class: 'label' }, title), shown)
}

/** A text in which line ends and blanks at an end can be seen; `at`: where it begins to differ. */
export function text(shown: string, label: string, at?: number): HTMLElement {
  const pre = h('pre', { tabindex: 0, role: 'region', 'aria-label': label })
  const from = at ?? shown.length
  pre.append(visible(shown.slice(0, from)))
  if (at !== undefined) pre.append(h('mark', {}, visible(shown.slice(at, at + 8)) || '∎'), visible(shown.slice(at + 8)))
  return pre
}

const visible = (plain: string): string =>
  plain
    .replaceAll('\r', '␍')
    .replaceAll('\n', '⏎\n')
    .replaceAll('\ufeff', '⟦BOM⟧')
    .replace(/[ \t]+$/gm, (ends) => '·'.repeat(ends.length))

/** What was signed and what the gateway built, from where they part. */
export const partsWhere = (difference: { at: number; signed: string; came: string }): HTMLElement =>
  facts(
    [say('difference'), String(difference.at)],
    [say('youSigned'), h('mark', { class: 'mono' }, JSON.stringify(difference.signed))],
    [say('weBuilt'), h('mark', { class: 'mono' }, JSON.stringify(difference.came))],
  )
