import { type Captured, headersOf, isObject, limits, toBytes } from './captured.js'

/**
 * A HAR file, of a browser or a proxy.
 *
 * @throws `SyntaxError` where a part of it is missing.
 */
export function readHar(tree: Record<string, unknown>): Captured[] {
  const entries = isObject(tree.log) ? tree.log.entries : undefined
  if (!Array.isArray(entries)) throw new SyntaxError('it is a HAR file without log.entries')
  if (entries.length === 0) throw new SyntaxError('it is a HAR file in which nothing was captured')
  if (entries.length > limits.exchanges) throw new SyntaxError(`it has over ${limits.exchanges} entries`)
  return entries.map(readEntry)
}

function readEntry(entry: unknown, place: number): Captured {
  if (!isObject(entry) || !isObject(entry.request)) throw new SyntaxError(`its log.entries[${place}] has no request`)
  const { request, response } = entry
  const { method, url, postData } = request
  if (typeof method !== 'string' || typeof url !== 'string')
    throw new SyntaxError(`its log.entries[${place}].request has no method or no url`)
  const sent = isObject(postData) ? contentOf(postData) : undefined
  const at = Date.parse(String(entry.startedDateTime))
  // A call that was cancelled has the status 0.
  const status = isObject(response) && typeof response.status === 'number' ? response.status : 0
  return {
    request: { method, url, headers: pairsOf(request.headers), ...(sent && { body: sent }) },
    ...(status >= 100 &&
      isObject(response) && {
        reply: {
          status,
          headers: pairsOf(response.headers),
          body: (isObject(response.content) && contentOf(response.content)) || new Uint8Array(),
        },
      }),
    ...(Number.isFinite(at) && { at }),
  }
}

function pairsOf(list: unknown): Record<string, string> {
  const pairs = Array.isArray(list) ? list.filter(isObject) : []
  return headersOf(pairs.map(({ name, value }) => [String(name), String(value ?? '')] as const))
}

function contentOf({ text, encoding, params }: Record<string, unknown>): Uint8Array | undefined {
  if (typeof text === 'string') return encoding === 'base64' ? Buffer.from(text, 'base64') : toBytes(text)
  // Some write a form’s fields only, decoded.
  if (!Array.isArray(params)) return undefined
  const fields = params.filter(isObject).map(({ name, value }) => [String(name), String(value ?? '')])
  return fields.length > 0 ? toBytes(String(new URLSearchParams(fields as [string, string][]))) : undefined
}
