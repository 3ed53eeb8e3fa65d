/** What is at a method and a path: `POST /v3/orders/{id}/close`. */
export type Routes<H> = Readonly<Record<string, H>>

export type Found<H> = {
  readonly handler: H
  /** What stands in the place of each `{name}`, decoded. */
  readonly parts: Readonly<Record<string, string>>
}

/** The route of this request; else the methods that there are at its path, none where there is nothing. */
export function findRoute<H>(routes: Routes<H>, method: string, pathname: string): Found<H> | readonly string[] {
  const given = pathname.split('/').map(decoded)
  const others: string[] = []
  for (const [route, handler] of Object.entries(routes)) {
    const [name = '', template = ''] = route.split(' ')
    const parts = matches(template.split('/'), given)
    if (parts && name === method) return { handler, parts }
    if (parts) others.push(name)
  }
  return others
}

export const isFound = <H>(found: Found<H> | readonly string[]): found is Found<H> => 'handler' in found

function matches(template: readonly string[], given: readonly (string | undefined)[]) {
  if (template.length !== given.length) return undefined
  const parts: Record<string, string> = {}
  for (const [place, wanted] of template.entries()) {
    const part = given[place]
    const [, name] = /^\{(\w+)\}$/.exec(wanted) ?? []
    if (part === undefined || (name === undefined ? part !== wanted : part === '')) return undefined
    if (name !== undefined) parts[name] = part
  }
  return parts
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part)
  } catch {
    return undefined
  }
}
