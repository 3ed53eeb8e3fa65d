import type { CallOptions, Client } from '../../core/client.js'
import { configError } from '../../core/errors.js'
import { mustBeObject } from '../../core/parameters.js'
import { isApiPath } from '../../core/public-url.js'
import type { WechatpayAccount } from '../account.js'
import { call } from '../call.js'

export type CallProviderParameters = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Path and query, beginning with `/v3/`; encode what you put into it. */
  path: string
  /**
   * Becomes the JSON body. Members that are `undefined` are left out; what JSON cannot hold as it is (an upload, a Map, bytes, a
   * Date, NaN, an integer over 2^53) is refused.
   */
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
 * @throws `CONFIG_INVALID` for a method or path that is none, `PARAMETERS_INVALID` for a body that JSON cannot hold, and the codes of
 * the pipeline. A refusal's outcome is `rejected` only for codes that are final everywhere.
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
  if (!isApiPath(path)) {
    throw configError(
      'callProvider: path must begin with /v3/ and be percent-encoded.',
      'Use encodeURIComponent for numbers in it.',
    )
  }
  if (method === 'GET' && body) throw configError('callProvider: GET has no body.')
  if (body !== undefined) mustBeObject('callProvider', 'body', body)
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
