import type { CallOptions, Client } from '../core/client.js'
import { isShroffError } from '../core/errors.js'
import { writeJson } from '../core/json.js'
import type { Asked } from '../core/refusals.js'
import { request } from '../core/request.js'
import type { Verified } from '../core/verified.js'
import { type RipplePaymentsAccount, ripplePaymentsSecrets } from './account.js'
import { openReply } from './open.js'
import { seal } from './seal.js'
import { tokenFor } from './token.js'
import { requestIdHeader } from './wire.js'

export type Call<T> = Asked & {
  /** As it goes, its parts encoded, its query included. */
  path: string
  /** Default: POST where there is a body, else GET. */
  method?: string
  /** Becomes the JSON body. Members that are undefined are left out. */
  body?: object | undefined
  query: boolean
  repeat: 'always' | 'never'
  resolve: string
  decode: (verified: Verified) => T | Promise<T>
}

/**
 * Sends one call through the pipeline, with a token. One that Ripple takes no more, though its time is not over, is replaced once, where
 * repeating does no harm.
 */
export async function call<T>(
  client: Client<RipplePaymentsAccount>,
  given: Call<T>,
  options?: CallOptions,
): Promise<T> {
  const { action, path, method = given.body ? 'POST' : 'GET' } = given
  const body = given.body && writeJson(action, given.body)
  let shown = ''
  const send = () =>
    request(
      client,
      {
        hosts: client.account.hosts,
        ...given,
        requestIdHeader,
        async seal(host) {
          const { value: token } = await tokenFor(client, host)
          shown = token
          return seal(host, { method, path, body, token })
        },
        open: async (reply) => openReply(given, reply),
      },
      options,
    )
  try {
    return await send()
  } catch (error) {
    const isStale = isShroffError(error) && error.status === 401 && dropToken(client.account, shown)
    if (isStale && given.repeat === 'always') return send()
    throw error
  }
}

const dropToken = (account: RipplePaymentsAccount, token: string) => ripplePaymentsSecrets(account).tokens.drop(token)
