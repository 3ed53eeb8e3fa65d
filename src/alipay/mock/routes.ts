import { findRoute, isFound } from '../../mock/routes.js'
import { ownNames } from './methods.js'
import type { Platform } from './platform.js'

// Source: alipay/alipay-sdk-php-all:v3/docs/Api. All others are POST.
const gets = new Set([
  'alipay.data.dataservice.bill.downloadurl.query',
  'alipay.fund.trans.common.query',
  'alipay.user.agreement.query',
])

/** The method that a V3 path leads to: most paths are its name with slashes, the others are added as routes. */
export function routeOf({ options }: Platform, verb: string, path: string) {
  const added = Object.keys(options.methods ?? {})
  const method = path.slice('/v3/'.length).replaceAll('/', '.')
  // What was added by its name alone is served by any verb.
  const isOwn = ownNames().includes(method) && verb === (gets.has(method) ? 'GET' : 'POST')
  if (isOwn || added.includes(method)) return { method, parts: {} }
  const routes = added.filter((name) => name.includes(' ')).map((name) => [name, name])
  const found = findRoute<string>(Object.fromEntries(routes), verb, path)
  return isFound(found) ? { method: found.handler, parts: found.parts } : undefined
}
