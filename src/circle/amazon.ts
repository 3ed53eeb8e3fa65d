import type { CallOptions, Client } from '../core/client.js'
import { configError } from '../core/errors.js'
import { request } from '../core/request.js'
import type { Verified } from '../core/verified.js'
import { version } from '../core/version.js'
import type { CircleAccount } from './account.js'
import { openAmazon } from './open-amazon.js'
import { certificateUrl, subscribeUrl } from './wire.js'

const addresses = { certificate: certificateUrl, subscription: subscribeUrl } as const

/**
 * A GET at an address of Amazon SNS's that a notice has named. The API key does not go there.
 *
 * @throws `CONFIG_INVALID` for any other address, before anything is asked for.
 */
export async function callAmazon(
  client: Client<CircleAccount>,
  { action, url, kind }: { action: string; url: string; kind: keyof typeof addresses },
  options?: CallOptions,
): Promise<string> {
  if (!addresses[kind].test(url))
    throw configError(`${action}: the address is not one of Amazon SNS’s.`, 'Pass what receiveNotice gave, unchanged.')
  return request<string>(
    client,
    {
      action,
      hosts: [new URL(url).origin],
      query: true,
      repeat: 'always',
      resolve: 'Ask again: it does no harm.',
      requestIdHeader: '',
      seal: async () => ({ method: 'GET', url, headers: { 'user-agent': `shroff/${version}` } }),
      open: async (reply) => openAmazon(reply, kind),
      decode: ({ value }: Verified) => value as string,
    },
    options,
  )
}
