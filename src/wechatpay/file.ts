import type { Client } from '../core/client.js'
import { configError, withFacts } from '../core/errors.js'
import type { Refusal } from '../core/refusals.js'
import { downloadOf, type FileRequest } from '../statement/download.js'
import type { StatementOptions } from '../statement/options.js'
import type { WechatpayAccount } from './account.js'
import { providerError } from './errors.js'
import { seal } from './seal.js'

/** How a file is fetched from an address that WeChat Pay has named: the request is signed, the answer is not. */
export function fileRequest(
  client: Client<WechatpayAccount>,
  asked: { action: string; refusals?: readonly Refusal[]; url: string; next: string },
  { download, signal }: StatementOptions,
): FileRequest {
  const { account, timeout } = client
  const { origin, pathname, search } = checkAddress(account, asked.url)
  return {
    download: downloadOf(client, download),
    seal: () => seal(account, { method: 'GET', path: pathname + search }, origin),
    timeout: timeout.attempt,
    signal,
    refused: (reply) => withFacts(providerError(asked, reply), { next: asked.next }),
  }
}

/** The request to this address is signed, so it must be WeChat Pay's, or the host that the account was told to use. */
function checkAddress(account: WechatpayAccount, text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url && !url.username && !url.password && [...officialHosts, ...account.hosts].includes(url.origin)) return url
  throw configError(
    'The address of the file is not on a host of this account; no signature was sent there.',
    `If WeChat Pay has moved its files, add the host to \`hosts\`. The host was ${url?.host ?? 'none'}.`,
  )
}

const officialHosts = ['https://api.mch.weixin.qq.com', 'https://api2.mch.weixin.qq.com']
