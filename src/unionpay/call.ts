import type { CallOptions, Client } from '../core/client.js'
import { mustBeReachable } from '../core/public-url.js'
import { request } from '../core/request.js'
import type { Verified } from '../core/verified.js'
import type { UnionpayAccount } from './account.js'
import type { Fields } from './canonical.js'
import { type AskedUnionpay, openReply } from './open.js'
import { type GivenFields, seal } from './seal.js'

export type Call<T> = AskedUnionpay & {
  path: string
  fields: GivenFields
  /** Default: the account's. */
  hosts?: readonly string[]
  query: boolean
  repeat: 'always' | 'never'
  resolve: string
  decode: (verified: Verified<Fields>) => T | Promise<T>
}

/** Sends one call through the pipeline. It names its order and its time, so each attempt is the same message. */
export function call<T>(client: Client<UnionpayAccount>, given: Call<T>, options?: CallOptions): Promise<T> {
  const { account } = client
  const { action, path, fields, hosts = account.hosts, decode } = given
  mustBeReachable(action, account, fields.backUrl)
  return request(
    client,
    {
      ...given,
      hosts,
      // UnionPay's answers name none.
      requestIdHeader: '',
      seal: (host) => seal(account, path, fields, host),
      open: (reply) => openReply(account, given, reply),
      decode: (verified) => decode(verified as Verified<Fields>),
    },
    options,
  )
}
