import type { Diagnosis, Entry, State } from './shapes.js'
import type { Language } from './words.js'

/** What the control says, or the sentence in which it refuses. */
async function ask<T>(path: string, parameters?: object): Promise<T> {
  const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(parameters) }
  const response = await fetch(`/_shroff/${path}`, parameters && post)
  const text = await response.text()
  if (response.ok) return (text === '' ? undefined : JSON.parse(text)) as T
  throw new Error(refusalIn(text) ?? `${response.status} ${response.statusText}`)
}

function refusalIn(text: string): string | undefined {
  try {
    const { error } = JSON.parse(text) as { error?: { message?: string } | string }
    return typeof error === 'string' ? error : error?.message
  } catch {
    return undefined
  }
}

export const readState = (): Promise<State> => ask('state')

export const readJournal = (after: number, q: string): Promise<readonly Entry[]> =>
  ask(`journal?${new URLSearchParams({ after: String(after), ...(q !== '' && { q }) })}`)

/** One of the control's operations, by its name there. */
export const perform = (operation: string, parameters: object): Promise<unknown> => ask(operation, parameters)

export const explain = (entry: number, language: Language): Promise<Diagnosis | undefined> =>
  ask('explain', { entry, language })

/** Calls whenever something has changed, from now until the page is closed. */
export function follow(changed: () => void, line: (up: boolean) => void): void {
  const events = new EventSource('/_shroff/events')
  events.addEventListener('change', changed)
  events.addEventListener('open', () => {
    line(true)
    changed()
  })
  events.addEventListener('error', () => line(false))
}
