type Child = Node | string | undefined | false
type Properties = Readonly<Record<string, string | number | boolean | undefined | ((event: Event) => void)>>

/** An element. Texts become text nodes, whatever they hold; nothing here is ever read as HTML. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: Properties = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  set(element, properties)
  for (const child of children) if (child) element.append(child)
  return element
}

function set(element: Element, properties: Properties): void {
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === false) continue
    if (typeof value === 'function') element.addEventListener(name, value)
    else element.setAttribute(name, value === true ? '' : String(value))
  }
}

/** A drawing of one path, in a square of this side. */
export function drawing(side: number, path: string, label: string): SVGElement {
  const make = (tag: string, properties: Properties) => {
    const element = document.createElementNS('http://www.w3.org/2000/svg', tag)
    set(element, properties)
    return element
  }
  const svg = make('svg', { viewBox: `0 0 ${side} ${side}`, role: 'img', 'aria-label': label, class: 'qr' })
  svg.append(make('path', { d: `M0 0h${side}v${side}H0`, class: 'light' }), make('path', { d: path, class: 'dark' }))
  return svg
}

/** A row of a list: the same key is the same row, drawn again only where what it shows has changed. */
export type Row = { readonly key: string; readonly shows: unknown; readonly draw: () => HTMLElement }

/** Brings a list up to date; what is open stays open, and the focus where it is. */
export function renew(list: HTMLElement, rows: readonly Row[]): void {
  const before = new Map([...list.children].map((child) => [(child as HTMLElement).dataset.key, child as HTMLElement]))
  let place: Element | null = list.firstElementChild
  for (const { key, shows, draw } of rows) {
    const print = JSON.stringify(shows)
    const old = before.get(key)
    before.delete(key)
    if (old && old.dataset.print === print) {
      if (old === place) place = old.nextElementSibling
      else list.insertBefore(old, place)
      continue
    }
    const row = draw()
    row.dataset.key = key
    row.dataset.print = print
    if (!old) {
      list.insertBefore(row, place)
      continue
    }
    if (old === place) place = old.nextElementSibling
    const focused = old.contains(document.activeElement)
      ? (document.activeElement as HTMLElement).dataset.focus
      : undefined
    if (old instanceof HTMLDetailsElement && row instanceof HTMLDetailsElement) row.open = old.open
    old.replaceWith(row)
    if (focused !== undefined) refocus(row, focused)
  }
  for (const old of before.values()) old.remove()
}

function refocus(row: HTMLElement, name: string): void {
  const again = row.querySelector<HTMLElement>(`[data-focus="${CSS.escape(name)}"]`) ?? row.querySelector('summary')
  again?.focus()
}
