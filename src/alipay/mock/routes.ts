import type { Json } from '../../mock/http.js'

// Source: alipay/alipay-sdk-php-all:v3/docs/Api. All others are POST.
const gets = new Set([
  'alipay.data.dataservice.bill.downloadurl.query',
  'alipay.fund.trans.common.query',
  'alipay.user.agreement.query',
])

export type Route = { readonly method: string; readonly values: Json }

/**
 * The method that a V3 path leads to. Most paths are its name with slashes; the others are given as templates, such as
 * `GET /v3/alipay/merchant/tradecomplain/{complain_event_id}`, and are then the name themselves.
 */
export function routeOf(names: readonly string[], httpMethod: string, path: string): Route | undefined {
  const name = path.slice('/v3/'.length).replaceAll('/', '.')
  const verb = gets.has(name) ? 'GET' : 'POST'
  if (names.includes(name)) return verb === httpMethod ? { method: name, values: {} } : undefined
  for (const template of names) {
    const values = template.includes(' ') && match(template, `${httpMethod} ${path}`)
    if (values) return { method: template, values }
  }
  return undefined
}

function match(template: string, route: string): Json | undefined {
  const parts = template.split('/')
  const given = route.split('/')
  const fits = parts.length === given.length && parts.every((part, place) => isVariable(part) || part === given[place])
  if (!fits) return undefined
  const variables = parts.flatMap((part, place) => (isVariable(part) ? [[part.slice(1, -1), given[place]!]] : []))
  return Object.fromEntries(variables.map(([name, value]) => [name, decodeURIComponent(value!)]))
}

const isVariable = (part: string) => part.startsWith('{')
