import type { CallOptions, Client } from '../core/client.js'
import { mustBeReachable } from '../core/public-url.js'
import type { Asked } from '../core/refusals.js'
import { request } from '../core/request.js'
import type { YeepayAccount } from './account.js'
import { openReply, type Result } from './open.js'
import { type Question, seal } from './seal.js'
import { header } from './wire.js'

export type Call<T> = Asked &
  Pick<Question, 'method' | 'path' | 'json'> & {
    /** Who asks and who collects are added. */
    fields?: Readonly<Record<string, string | undefined>>
    repeat: 'always' | 'never'
    resolve: string
    decode: (result: Result) => T | Promise<T>
  }

/** Sends one call through the pipeline. Each attempt signs the same question afresh. */
export function call<T>(client: Client<YeepayAccount>, given: Call<T>, options?: CallOptions): Promise<T> {
  const { account } = client
  const { action, method, path, fields = {}, json } = given
  mustBeReachable(action, account, fields.notifyUrl)
  const question = { method, path, json, fields: json === undefined ? fieldsOf(account, fields) : {} }
  return request(
    client,
    {
      action,
      query: method === 'GET',
      repeat: given.repeat,
      resolve: given.resolve,
      hosts: isFile(path) ? account.fileHosts : account.hosts,
      requestIdHeader: header.requestId,
      seal: (host) => seal(account, question, host),
      open: (reply) => openReply(account, given, reply),
      decode: ({ value }) => given.decode(value as Result),
    },
    options,
  )
}

export const isFile = (path: string): boolean => path.startsWith('/yos/')

/** With who asks and who collects before, and without what is not given. */
export function fieldsOf(
  { merchantId, parentMerchantId }: YeepayAccount,
  fields: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const whole = { parentMerchantNo: parentMerchantId, merchantNo: merchantId, ...fields }
  return Object.fromEntries(Object.entries(whole).filter((entry): entry is [string, string] => entry[1] !== undefined))
}
