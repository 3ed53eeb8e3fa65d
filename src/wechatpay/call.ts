import type { Multipart } from '../codec/multipart.js'
import type { CallOptions, Client } from '../core/client.js'
import { writeJson } from '../core/json.js'
import type { Refusal } from '../core/refusals.js'
import { request } from '../core/request.js'
import type { WireReply } from '../core/transport.js'
import type { Verified } from '../core/verified.js'
import type { WechatpayAccount } from './account.js'
import { openReply } from './open.js'
import { seal } from './seal.js'
import { header } from './wire.js'

export type Call<T> = {
  action: string
  /** What this action is refused with, beside what holds for all of them. */
  refusals?: readonly Refusal[] | undefined
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: string
  /** Becomes the JSON body; members that are undefined are left out, as the provider asks. */
  body?: object | undefined
  /** The upload that brings the JSON along, which alone is signed. */
  upload?: ((json: string) => Multipart) | undefined
  encryptedFor?: string | undefined
  query: boolean
  repeat: 'always' | 'after-probe' | 'never'
  resolve: string
  /** How the answer is opened, where it differs from all others. */
  open?: (reply: WireReply) => Promise<Verified>
  decode: (verified: Verified) => T | Promise<T>
}

/** Sends one call through the pipeline. The body is written once; each attempt signs the same text afresh. */
export function call<T>(client: Client<WechatpayAccount>, given: Call<T>, options?: CallOptions): Promise<T> {
  const { account } = client
  const { action, method, path, encryptedFor } = given
  const body = given.body && writeJson(action, given.body)
  const upload = body && given.upload?.(body)
  return request(
    client,
    {
      hosts: account.hosts,
      ...given,
      requestIdHeader: header.requestId,
      seal: (host) => seal(account, { method, path, body, upload: upload || undefined, encryptedFor }, host),
      open: given.open ?? ((reply) => openReply(account, given, reply)),
    },
    options,
  )
}
