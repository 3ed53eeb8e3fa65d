import { configError } from './errors.js'
import { mustBeObject } from './json.js'
import { mustBeSchema } from './typed.js'

// What `callProvider` is given where a provider is called by method, path and JSON.

type Endpoint = {
  readonly method?: unknown
  readonly path?: unknown
  readonly body?: unknown
  readonly schema?: unknown
}

/** @throws `CONFIG_INVALID`, or `PARAMETERS_INVALID` for a body that JSON cannot hold. */
export function mustBeEndpoint({ method, path, body, schema }: Endpoint, versions: readonly string[]): void {
  if (!/^(GET|POST|PUT|PATCH|DELETE)$/.test(String(method)))
    throw configError('callProvider: method must be GET, POST, PUT, PATCH or DELETE.')
  mustBeApiPath(path, versions)
  if (method === 'GET' && body) throw configError('callProvider: GET has no body.')
  if (body !== undefined) mustBeObject('callProvider', 'body', body)
  mustBeSchema('callProvider', schema)
}

/**
 * A path of an API's version, with or without a query: RFC 3986 without the fragment, which would not travel, and without `.` and
 * `..`, encoded or not, which lead somewhere else than they say.
 *
 * @throws `CONFIG_INVALID`
 */
export function mustBeApiPath(path: unknown, versions: readonly string[]): void {
  const begins = versions.map((version) => `/${version}/`)
  const isOne =
    typeof path === 'string' &&
    begins.some((begin) => path.startsWith(begin)) &&
    /^[\w.~!$&'()*+,;=:@/?%-]{5,}$/.test(path) &&
    !/^[^?]*\/(\.|%2e){1,2}(\/|\?|$)/i.test(path)
  if (isOne) return
  throw configError(
    `callProvider: path must begin with ${begins.join(' or ')} and be percent-encoded.`,
    'Use encodeURIComponent for what you put into it.',
  )
}

/** What these are called elsewhere. */
export const endpointNames = {
  query: 'A query stands in the path, behind a ?.',
  params: 'What stands in the address is written into the path, percent-encoded.',
  url: 'path',
  data: 'body',
  json: 'body',
} as const
