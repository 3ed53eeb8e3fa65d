/** Headers as servers hand them over. */
export type WireHeaders = Readonly<Record<string, string | readonly string[] | undefined>>

/**
 * A `Request` of what a server hands over. A body that is gone leaves its length behind, by which the reader of webhooks knows that
 * something read it before.
 */
export function requestOf(given: {
  method: string
  url: string
  headers: WireHeaders
  body: Uint8Array | undefined
}): Request {
  const { method, url, body } = given
  const headers = new Headers()
  for (const [name, value] of Object.entries(given.headers)) {
    // The pseudo-headers of HTTP/2.
    if (name.startsWith(':')) continue
    for (const one of typeof value === 'string' ? [value] : (value ?? [])) headers.append(name, one)
  }
  const host = headers.get('host') ?? 'localhost'
  const address = url.startsWith('/') ? `https://${host}${url}` : url
  if (method === 'GET' || method === 'HEAD') return new Request(address, { method, headers })
  return new Request(address, { method, headers, ...(body && { body: body as Uint8Array<ArrayBuffer> }) })
}
