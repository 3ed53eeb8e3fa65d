import type { Json } from '../../mock/http.js'

// Source: alipay/alipay-sdk-php-all:v3/docs/Api. All others are POST.
const gets = new Set([
  'alipay.data.dataservice.bill.downloadurl.query',
  'alipay.fund.trans.common.query',
  'alipay.user.agreement.query',
])

export type Route = { readonly method: string; readonly values: Json }

/** The names of what the mock plays itself, and of what a merchant has added. */
export type Names = { readonly own: readonly string[]; readonly added: readonly string[] }

/**
 * The method that a V3 path leads to. Most paths are its name with slashes; the others are given as templates, such as
 * `GET /v3/alipay/merchant/tradecomplain/{complain_event_id}`, and are then the name themselves.
 */
export function routeOf({ own, added }: Names, httpMethod: string, path: string): Route | undefined {
  const method = path.slice('/v3/'.length).replaceAll('/', '.')
  // What was added by its name alone is served by any verb.
  const isOwn = own.includes(method) && httpMethod === (gets.has(method) ? 'GET' : 'POST')
  if (isOwn || added.includes(method)) return { method, values: {} }
  for (const template of added) {
    const values = match(template, `${httpMethod} ${path}`)
    if (values) return { method: template, values }
  }
  return undefined
}

/** The variables of a template, as they stand in the path. */
function match(template: string, route: string): Json | undefined {
  const parts = template.split('/')
  const given = route.split('/')
  const fits = parts.length === given.length && parts.every((part, place) => isVariable(part) || part === given[place])
  if (!fits) return undefined
  const variables = parts
    .map((part, place) => [part.slice(1, -1), given[place]])
    .filter((_, place) => isVariable(parts[place]!))
  return Object.fromEntries(variables)
}

const isVariable = (part: string) => part.startsWith('{')
