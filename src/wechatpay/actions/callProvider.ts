import type { CallOptions, Client } from '../../core/client.js'
import { configError } from '../../core/errors.js'
import type { WechatpayAccount } from '../account.js'
import { call } from '../call.js'

export type CallProviderParameters = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Path and query, beginning with `/v3/`; encode what you put into it. */
  path: string
  /** Becomes the JSON body. Members that are `undefined` are left out. */
  body?: object
  /** Serial of the platform key that fields of the body are encrypted for. */
  encryptedFor?: string
  /** Whether the provider documents that repeating does no harm. Default: `true` for GET, else `false`. */
  repeatable?: boolean
}
export type CallProviderResult = unknown

/**
 * Calls an endpoint that has no action here: signed, and the answer verified, like any other. You decode the answer,
 * and check that it belongs to your question.
 *
 * @throws the codes of the pipeline. A refusal's outcome is `rejected` only for codes that are final everywhere.
 * @example
 * const reply = await callProvider(client, { method: 'GET', path: '/v3/bill/tradebill?bill_date=2026-01-31' })
 */
export async function callProvider(
  client: Client<WechatpayAccount>,
  parameters: CallProviderParameters,
  options?: CallOptions,
): Promise<CallProviderResult> {
  const { method, path, body, encryptedFor } = parameters ?? {}
  if (!/^(GET|POST|PUT|PATCH|DELETE)$/.test(method))
    throw configError('callProvider: method must be GET, POST, PUT, PATCH or DELETE.')
  // RFC 3986 without the fragment, which would not travel; and `..` would leave /v3/.
  if (!/^\/v3\/[\w.~!$&'()*+,;=:@/?%-]+$/.test(path) || !sameFolder(path)) {
    throw configError(
      'callProvider: path must begin with /v3/ and be percent-encoded.',
      'Use encodeURIComponent for numbers in it.',
    )
  }
  if (method === 'GET' && body) throw configError('callProvider: GET has no body.')
  const repeatable = parameters.repeatable ?? method === 'GET'
  return call(
    client,
    {
      action: 'callProvider',
      method,
      path,
      body,
      encryptedFor,
      query: method === 'GET',
      repeat: repeatable ? 'always' : 'never',
      resolve:
        method === 'GET'
          ? 'Ask again: a query changes nothing.'
          : 'Ask the matching query endpoint before anything else.',
      decode: ({ value }) => value,
    },
    options,
  )
}

const sameFolder = (path: string) => new URL(path, 'https://host').pathname.startsWith('/v3/')
