import type { CallOptions } from '../../core/client.js'
import { createClient } from '../../core/client.js'
import type { KeysBySerial } from '../../core/keyring.js'
import type { Transport } from '../../core/transport.js'
import type { Verified } from '../../core/verified.js'
import { mustHave } from '../../store/handle.js'
import type { Store } from '../../store/store.js'
import type { WechatpayAccount } from '../account.js'
import { call } from '../call.js'
import { certificatesPath, openCertificates } from '../open-certificates.js'
import { fetchShared } from '../share-certificates.js'

export type FetchCertificatesOptions = CallOptions & {
  /** Where the processes of a shop share what one of them has fetched. It is kept encrypted, as WeChat Pay sent it. */
  store?: Store
}

/**
 * Downloads WeChat Pay's platform certificates (平台证书), all that are valid now. Only for merchants in certificate
 * mode; the public key (微信支付公钥) needs no fetching and does not expire.
 *
 * Returned is a function for the account's `refreshPlatformKeys`. It is then called for an unknown serial only, one call
 * at a time and at most once in 60 s.
 *
 * @throws `NOT_PERMITTED` for a merchant without platform certificates; `DECRYPTION_FAILED` for a wrong `apiV3Key`.
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012551764
 * @example
 * const account = wechatpay({ ...credentials, refreshPlatformKeys: fetchCertificates(fetchTransport(), { store }) })
 */
export function fetchCertificates(
  transport: Transport,
  options: FetchCertificatesOptions = {},
): (account: WechatpayAccount) => Promise<KeysBySerial> {
  const { store, ...callOptions } = options
  if (store) mustHave('fetchCertificates', 'store', store, 'claim')
  const fetch = (account: WechatpayAccount, received?: (body: Uint8Array) => void) =>
    call(
      createClient({ account, transport }),
      {
        action: 'fetchCertificates',
        method: 'GET',
        path: certificatesPath(account),
        async open(reply) {
          const certificates = await openCertificates(account, reply)
          received?.(reply.body)
          return certificates
        },
        query: true,
        repeat: 'always',
        resolve: 'Ask again: a query changes nothing.',
        decode: (certificates) => (certificates as Verified<KeysBySerial>).value,
      },
      callOptions,
    )
  return store
    ? (account) => fetchShared(account, store, (received) => fetch(account, received))
    : (account) => fetch(account)
}
