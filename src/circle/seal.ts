import type { WireRequest } from '../core/transport.js'
import { version } from '../core/version.js'
import { utf8 } from '../crypto/bytes.js'
import { type CircleAccount, circleSecrets } from './account.js'

/** A request with the API key in it, which is all that Circle asks for. `path` is written as it goes, its query included. */
export async function seal(
  account: CircleAccount,
  { method, path, body }: { method: string; path: string; body?: string | undefined },
  host: string,
): Promise<WireRequest> {
  const { apiKey, vet } = circleSecrets(account)
  await vet()
  return {
    method,
    url: host + path,
    headers: {
      accept: 'application/json',
      authorization: `Bearer ${apiKey}`,
      'user-agent': `shroff/${version}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: utf8(body) }),
  }
}
