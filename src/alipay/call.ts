import type { CallOptions, Client } from '../core/client.js'
import { writeJson } from '../core/json.js'
import { mustBeReachable } from '../core/public-url.js'
import { request } from '../core/request.js'
import type { Verified } from '../core/verified.js'
import type { AlipayAccount } from './account.js'
import { type AskedAlipay, openV2Reply, openV3Reply } from './open.js'
import { seal, type Unsealed } from './seal.js'

export type Call<T> = AskedAlipay & {
  /** Method and path, of `wire.ts`, or of the caller of `callProvider`. */
  endpoint: readonly [method: string, path?: string]
  httpMethod?: 'GET' | 'POST'
  /** Members that are undefined are left out. Some methods of V2 take none, but parameters beside it. */
  content: object | undefined
  beside?: Readonly<Record<string, string>> | undefined
  /** Of an upload; its texts stand in `beside`, or on V3 in the content. */
  upload?: Unsealed['upload']
  notifyUrl?: string | undefined
  query: boolean
  repeat: 'always' | 'never'
  resolve: string
  decode: (verified: Verified) => T
}

/** Sends one call through the pipeline. The content is written once; each attempt signs it afresh. */
export function call<T>(client: Client<AlipayAccount>, given: Call<T>, options?: CallOptions): Promise<T> {
  const { account } = client
  const { action, endpoint, httpMethod, upload, notifyUrl } = given
  const [method, path] = endpoint
  mustBeReachable(action, account, notifyUrl)
  const rest = account.api === 'v3' && path !== undefined
  // V3 takes the address as a member of the body, V2 beside it.
  const address = rest && notifyUrl !== undefined ? { notify_url: notifyUrl } : undefined
  const content = given.content || (rest && !upload) ? writeJson(action, { ...given.content, ...address }) : ''
  const unsealed = { method, path, httpMethod, content, upload, beside: { ...given.beside, notify_url: notifyUrl } }
  return request(
    client,
    {
      hosts: account.hosts,
      ...given,
      requestIdHeader: rest ? 'alipay-trace-id' : 'trace_id',
      seal: (host) => seal(account, unsealed, host),
      open: (reply) => (rest ? openV3Reply(account, given, reply) : openV2Reply(account, given, method, reply)),
    },
    options,
  )
}
