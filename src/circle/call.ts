import type { CallOptions, Client } from '../core/client.js'
import { writeJson } from '../core/json.js'
import type { Asked } from '../core/refusals.js'
import { request } from '../core/request.js'
import type { Verified } from '../core/verified.js'
import type { CircleAccount } from './account.js'
import { openReply } from './open.js'
import { seal } from './seal.js'
import { header } from './wire.js'

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
  /** Gets what stands in `data`. */
  decode: (verified: Verified) => T | Promise<T>
}

/** Sends one call through the pipeline. The body is written once, so that a repetition is the same to the last byte. */
export async function call<T>(client: Client<CircleAccount>, given: Call<T>, options?: CallOptions): Promise<T> {
  const { account } = client
  const { action, path, method = given.body ? 'POST' : 'GET' } = given
  const body = given.body && writeJson(action, given.body)
  return request(
    client,
    {
      hosts: account.hosts,
      ...given,
      requestIdHeader: header.requestId,
      seal: (host) => seal(account, { method, path, body }, host),
      open: async (reply) => openReply(given, reply),
    },
    options,
  )
}
