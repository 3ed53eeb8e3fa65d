import type { WireRequest } from '../core/transport.js'
import { bodies, decoded, unescaped } from './bodies.js'
import type { Candidate, Text } from './case.js'
import type { Cause } from './causes.js'
import { hashedTwice } from './digests.js'
import { bytesOf, textOf } from './recover.js'

/** Path and query of an address as they stand in it, and what is signed in their place by mistake. */
export function addresses(url: string): { path: string; variants: readonly (readonly [Cause, string])[] } {
  const { origin, host } = URL.canParse(url) ? new URL(url) : { origin: '', host: '' }
  const path = url.replace(/^https?:\/\/[^/?#]*/, '').split('#')[0] || '/'
  return { path, variants: [...pathVariants(path), ['host-signed', origin + path], ['host-signed', host + path]] }
}

/** A path and query as they may be elsewhere: at a proxy, in a framework, in a program that signs. */
export function* pathVariants(path: string): Generator<readonly [Cause, string]> {
  const at = path.indexOf('?')
  const bare = at < 0 ? path : path.slice(0, at)
  const query = at < 0 ? '' : path.slice(at)
  if (query) yield ['query-left-out', bare]
  if (query) yield ['query-left-out', `${bare}?`]
  if (query) yield* sorted(bare, query)
  else yield ['query-left-out', `${bare}?`]
  const [plain, encoded] = [unescaped(path), encodeURI(path)]
  if (plain !== undefined && plain !== path) yield ['path-changed', plain]
  if (encoded !== path) yield ['path-changed', encoded]
  yield ['path-changed', path.startsWith('/') ? path.slice(1) : `/${path}`]
  yield ['path-changed', (bare.endsWith('/') ? bare.slice(0, -1) : `${bare}/`) + query]
  if (path !== path.toLowerCase()) yield ['path-changed', path.toLowerCase()]
  // A proxy takes a part in front away.
  const names = bare.split('/').slice(1)
  for (let first = 1; first < names.length; first += 1)
    yield ['path-changed', `/${names.slice(first).join('/')}${query}`]
}

function* sorted(bare: string, query: string): Generator<readonly [Cause, string]> {
  const pairs = query.slice(1).split('&')
  yield ['query-left-out', `${bare}?${[...pairs].sort().join('&')}`]
  yield ['query-left-out', `${bare}?${[...pairs].reverse().join('&')}`]
  for (const pair of pairs) yield ['query-left-out', `${bare}?${pairs.filter((other) => other !== pair).join('&')}`]
}

/** The text of one part of an upload; undefined where it is none. */
export function uploadedText({ headers, body }: WireRequest, name: string): string | undefined {
  const boundary = /^multipart\/form-data;.*boundary="?([^";]+)/i.exec(headers['content-type'] ?? '')?.[1]
  if (!boundary || !body) return undefined
  // One character for each byte, for there are files beside it.
  const parts = Array.from(body, (byte) => String.fromCharCode(byte))
    .join('')
    .split(`--${boundary}`)
  const part = parts.find((each) => each.slice(0, each.indexOf('\r\n\r\n')).includes(`name="${name}"`))
  const text = part?.slice(part.indexOf('\r\n\r\n') + 4, -2)
  return text && decoded(Uint8Array.from(text, (letter) => letter.charCodeAt(0)))
}

/**
 * What programs sign of a request with its method, address and body in place of the right text.
 *
 * @param write The text that is signed of these three.
 */
export function* requestCandidates(
  { url, method, body: sent }: WireRequest,
  body: Text,
  write: (method: string, path: string, body: Text) => Text,
): Generator<Candidate> {
  const { path, variants } = addresses(url)
  const right = bytesOf(write(method, path, body))
  const text = decoded(right)
  yield* hashedTwice(right)
  if (right.at(-1) === 10) yield { cause: 'last-line-missing', text: right.slice(0, -1) }
  if (text?.includes('\n')) yield { cause: 'line-ends-changed', text: text.replaceAll('\n', '\r\n') }
  yield { cause: 'line-end-dropped', text: textOf([right, '\n']) }
  if (body.length > 0) yield { cause: 'body-left-out', text: write(method, path, '') }
  else for (const more of ['{}', 'null', '""', '[]']) yield { cause: 'body-added', text: write(method, path, more) }
  if (sent && sent.length !== bytesOf(body).length) yield { cause: 'whole-upload', text: write(method, path, sent) }
  for (const other of [method.toLowerCase(), 'GET', 'POST', 'PUT', 'DELETE', 'PATCH'])
    yield { cause: 'method-changed', text: write(other, path, body) }
  for (const [cause, other] of variants)
    yield { cause, text: write(method, other, body), changes: [other.split('?')[0]!] }
  for (const each of bodies(bytesOf(body))) yield { ...each, text: write(method, path, each.text) }
}
