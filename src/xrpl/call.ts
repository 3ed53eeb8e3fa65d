import type { CallOptions, Client } from '../core/client.js'
import { writeJson } from '../core/json.js'
import type { Asked } from '../core/refusals.js'
import { request } from '../core/request.js'
import type { Verified } from '../core/verified.js'
import { version } from '../core/version.js'
import { utf8 } from '../crypto/bytes.js'
import type { XrplAccount } from './account.js'
import { maximumAnswerBytes, openReply } from './open.js'

export type Call<T> = Asked & {
  method: string
  params: object
  /** The error that is an answer too, for `decode`: that something is not there, and how far was looked for it. */
  answers?: string
  /** Of what changes something, and does no harm where it arrives twice: what settles an unknown outcome. Absent: it is a query. */
  resolve?: string
  decode: (verified: Verified) => T
}

/** Asks one server. Which one is for the caller to choose: a page's marker is good where it was given, and two are asked to agree. */
export function call<T>(client: Client<XrplAccount>, host: string, given: Call<T>, options?: CallOptions): Promise<T> {
  const body = utf8(writeJson(given.action, { method: given.method, params: [{ api_version: 2, ...given.params }] }))
  return request(
    client,
    {
      action: given.action,
      hosts: [host],
      query: !given.resolve,
      repeat: 'always',
      resolve: given.resolve ?? 'Ask again: a query changes nothing.',
      requestIdHeader: '',
      async seal() {
        const headers = { 'content-type': 'application/json', 'user-agent': `shroff/${version}` }
        return { method: 'POST', url: `${host}/`, headers, body, maximumBytes: maximumAnswerBytes }
      },
      async open(reply) {
        return openReply(given, host, reply)
      },
      decode: given.decode,
    },
    options,
  )
}
