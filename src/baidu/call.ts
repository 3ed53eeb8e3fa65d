import type { CallOptions, Client } from '../core/client.js'
import { isShroffError } from '../core/errors.js'
import { mustBeReachable } from '../core/public-url.js'
import type { Asked } from '../core/refusals.js'
import { request } from '../core/request.js'
import type { Verified } from '../core/verified.js'
import type { BaiduAccount } from './account.js'
import { openReply } from './open.js'
import { isTokenRefused } from './refusals.js'
import { sealByToken, sealSigned } from './seal.js'
import { accessToken, blotToken, forgetToken } from './token.js'

type Given = Readonly<Record<string, string | undefined>>

export type Call<T> = Asked & {
  path: string
  query?: Given | undefined
  /** What is posted. Absent: it is a question by GET. */
  form?: Given | undefined
  /** Whether it changes nothing. */
  reads: boolean
  repeat: 'always' | 'never'
  resolve: string
  /** Gets what stands in `data`. */
  decode: (verified: Verified) => T | Promise<T>
}

/** Sends one call by token. One that is refused is asked for anew, once: no business was reached. */
export async function call<T>(client: Client<BaiduAccount>, given: Call<T>, options?: CallOptions): Promise<T> {
  const { account } = client
  mustBeReachable(given.action, account, given.form?.refundNotifyUrl)
  let token: string | undefined
  const quiet: Client<BaiduAccount> = {
    ...client,
    transport: (sealed, how) =>
      client.transport(sealed, how).catch((error: unknown) => {
        blotToken(error, token)
        throw error
      }),
  }
  const attempt = () =>
    request(
      quiet,
      {
        ...exchangeOf(given),
        hosts: account.hosts,
        open: async (reply) => openReply(given, reply, token),
        async seal(host) {
          token = await accessToken(client)
          return sealByToken(host, given, token)
        },
      },
      options,
    )
  try {
    return await attempt()
  } catch (error) {
    if (!isShroffError(error) || !isTokenRefused(error)) throw error
    forgetToken(account, token!)
    if (error.outcome !== 'rejected') throw error
    return attempt()
  }
}

/** Sends one call by signature. */
export async function callSigned<T>(
  client: Client<BaiduAccount>,
  given: Call<T> & { form: Given },
  options?: CallOptions,
): Promise<T> {
  const { account } = client
  const seal = (host: string) => sealSigned(account, host, given)
  return request(client, { ...exchangeOf(given), hosts: account.signedHosts, seal }, options)
}

const exchangeOf = <T>(given: Call<T>) => ({
  action: given.action,
  query: given.reads,
  repeat: given.repeat,
  resolve: given.resolve,
  // Baidu's answers name none.
  requestIdHeader: '',
  open: async (reply: Parameters<typeof openReply>[1]) => openReply(given, reply),
  decode: given.decode,
})
