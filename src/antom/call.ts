import type { CallOptions, Client } from '../core/client.js'
import { writeJson } from '../core/json.js'
import { mustBeReachable } from '../core/public-url.js'
import { request } from '../core/request.js'
import type { Verified } from '../core/verified.js'
import { type AntomAccount, pathOf } from './account.js'
import { type AskedAntom, openReply } from './open.js'
import { seal } from './seal.js'

export type Call<T> = AskedAntom & {
  /** Of production; the sandbox's is made of it. */
  path: string
  /** Becomes the JSON body; members that are undefined are left out. */
  body: object
  notifyUrl?: string | undefined
  query: boolean
  repeat: 'always' | 'never'
  resolve: string
  decode: (verified: Verified) => T | Promise<T>
}

/** Sends one call through the pipeline. The body is written once; each attempt signs it afresh. */
export function call<T>(client: Client<AntomAccount>, given: Call<T>, options?: CallOptions): Promise<T> {
  const { account } = client
  const { action, notifyUrl } = given
  mustBeReachable(action, account, notifyUrl)
  const path = pathOf(account, given.path)
  const body = writeJson(action, given.body)
  return request(
    client,
    {
      hosts: account.hosts,
      ...given,
      // Antom's answers name none.
      requestIdHeader: '',
      seal: (host) => seal(account, path, body, host),
      open: (reply) => openReply(account, given, path, reply),
    },
    options,
  )
}
