type Given = Record<string, string | boolean | ((event: Event) => void) | undefined>

/** An element by DOM calls alone, which the strictest policies let through. A function is a listener of the event so named. */
export function node<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  given: Given = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(given)) {
    if (typeof value === 'function') made.addEventListener(key, value)
    else if (value !== undefined && value !== false) made.setAttribute(key, value === true ? '' : value)
  }
  made.append(...children)
  return made
}

/** Fills a place anew if what it shows is no longer the same, so that focus and what is read aloud stay where they are. */
export function fill(place: HTMLElement, shows: unknown, make: () => (Node | string)[]): void {
  const key = JSON.stringify(shows) ?? ''
  if (place.dataset.shows === key) return
  place.dataset.shows = key
  const root = place.getRootNode() as ShadowRoot
  const focused = place.contains(root.activeElement)
  place.replaceChildren(...make())
  // Whoever had the focus in here is not sent back to the top of the page.
  if (focused) place.focus()
}
