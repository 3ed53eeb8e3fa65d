import type { WireRequest } from '../core/transport.js'
import { version } from '../core/version.js'
import { utf8 } from '../crypto/bytes.js'

/** A request as Ripple takes it: JSON, and the token, which is all that it asks for. `path` is written as it goes, its query included. */
export function seal(
  host: string,
  { method, path, body, token }: { method: string; path: string; body?: string | undefined; token?: string },
): WireRequest {
  return {
    method,
    url: host + path,
    headers: {
      accept: 'application/json',
      'user-agent': `shroff/${version}`,
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: utf8(body) }),
  }
}
