import { writeXml } from '../codec/xml.js'
import type { WireRequest } from '../core/transport.js'
import { version } from '../core/version.js'
import { toLowerHex, utf8 } from '../crypto/bytes.js'
import { md5Digest } from '../crypto/keyed-digest.js'
import { type QqpayAccount, qqpaySecrets } from './account.js'
import { signedText } from './canonical.js'

/** Signs a call. Neither host nor path is signed; only nonce and signature differ between attempts. */
export async function seal(
  account: QqpayAccount,
  path: string,
  fields: Readonly<Record<string, string | undefined>>,
  host: string,
): Promise<WireRequest> {
  const { apiKey, vet } = qqpaySecrets(account)
  await vet()
  const given = { ...fields, mch_id: account.merchantId, nonce_str: nonceOf(account) }
  return {
    method: 'POST',
    url: host + path,
    headers: {
      accept: 'text/xml',
      'content-type': 'text/xml; charset=utf-8',
      'user-agent': `shroff/${version}`,
    },
    body: utf8(writeXml({ ...given, sign: md5Digest(signedText(given, apiKey)) })),
  }
}

export const nonceOf = ({ randomBytes }: QqpayAccount): string => toLowerHex(randomBytes(16))
