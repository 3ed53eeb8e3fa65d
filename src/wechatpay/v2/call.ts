import { writeXml } from '../../codec/xml.js'
import type { CallOptions, Client } from '../../core/client.js'
import { configError } from '../../core/errors.js'
import { request } from '../../core/request.js'
import { version } from '../../core/version.js'
import { utf8 } from '../../crypto/bytes.js'
import { type WechatpayAccount, wechatpaySecrets } from '../account.js'
import { merchantFields } from '../parties.js'
import { nonceOf } from '../seal.js'
import { header } from '../wire.js'
import { openV2Reply } from './open.js'
import { signV2 } from './sign.js'

export type V2Call<T> = {
  action: string
  path: '/pay/micropay' | '/secapi/pay/reverse'
  appId: string
  fields: Record<string, string | undefined>
  repeat: 'always' | 'never'
  resolve: string
  decode: (fields: Record<string, string>) => T
}

/** Sends one call of APIv2 through the pipeline. Only nonce and signature differ between attempts: both are in the body. */
export async function callV2<T>(client: Client<WechatpayAccount>, given: V2Call<T>, options?: CallOptions): Promise<T> {
  const { account } = client
  const { apiV2Key, vet } = wechatpaySecrets(account)
  if (apiV2Key === undefined) {
    throw configError(
      `${given.action}: payer-presented codes go over APIv2 here, and the account has no apiV2Key.`,
      "Give wechatpay({...}) the apiV2Key, or codePay: 'v3' if WeChat Pay has opened that API for the merchant.",
    )
  }
  const fields = {
    appid: given.appId,
    mch_id: account.merchantId,
    ...(account.partner && { sub_appid: account.subAppId, sub_mch_id: merchantFields(account).sub_mchid }),
    ...given.fields,
    sign_type: 'HMAC-SHA256',
  }
  return request(
    client,
    {
      action: given.action,
      query: false,
      repeat: given.repeat,
      resolve: given.resolve,
      hosts: account.hosts,
      requestIdHeader: header.requestId,
      async seal(host) {
        await vet()
        const signed = { ...fields, nonce_str: nonceOf(account) }
        const sign = await signV2(signed, apiV2Key)
        return {
          method: 'POST',
          url: host + given.path,
          headers: {
            accept: 'text/xml',
            'user-agent': `shroff/${version}`,
            'content-type': 'text/xml; charset=utf-8',
          },
          body: utf8(writeXml({ ...signed, sign })),
        }
      },
      open: (reply) => openV2Reply(account, apiV2Key, given.action, reply),
      decode: ({ value }) => given.decode(value as Record<string, string>),
    },
    options,
  )
}
