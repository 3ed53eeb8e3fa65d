import type { CallOptions, Client } from '../core/client.js'
import { mustBeReachable } from '../core/public-url.js'
import type { Asked } from '../core/refusals.js'
import { request } from '../core/request.js'
import type { QqpayAccount } from './account.js'
import type { Fields } from './canonical.js'
import { mustSucceed } from './errors.js'
import { openReply } from './open.js'
import { seal } from './seal.js'
import { isCertified } from './wire.js'

export type Call<T> = Asked & {
  path: string
  /** Whether it goes to the host that asks for the client certificate. Default: as the path is known. */
  certified?: boolean
  fields: Readonly<Record<string, string | undefined>>
  query: boolean
  repeat: 'always' | 'never'
  resolve: string
  /** What a verified answer that is no success means, where it is not a refusal. */
  otherwise?: (fields: Fields) => T | undefined
  decode: (fields: Fields) => T | Promise<T>
}

/** Sends one call through the pipeline. Each attempt signs the same fields afresh. */
export function call<T>(client: Client<QqpayAccount>, given: Call<T>, options?: CallOptions): Promise<T> {
  const { account } = client
  const { action, path, fields } = given
  mustBeReachable(action, account, fields.notify_url)
  const { certified = isCertified(path) } = given
  return request(
    client,
    {
      action,
      query: given.query,
      repeat: given.repeat,
      resolve: given.resolve,
      hosts: certified ? account.certificateHosts : account.hosts,
      // QQ Wallet's answers name none.
      requestIdHeader: '',
      seal: (host) => seal(account, path, fields, host),
      open: (reply) => openReply(account, action, reply),
      decode({ value }) {
        const told = value as Fields
        const other = told.result_code === 'SUCCESS' ? undefined : given.otherwise?.(told)
        if (other !== undefined) return other
        mustSucceed(given, told)
        return given.decode(told)
      },
    },
    options,
  )
}
