import { parse } from 'node:querystring'
import { AlipaySdk } from 'alipay-sdk'
import { alipayOptions, bare, type Delivery, merchantPem, platformPem } from '../shop.js'

const sdkFor = (gateway?: string) =>
  new AlipaySdk({
    appId: alipayOptions.appId,
    privateKey: bare(merchantPem),
    keyType: 'PKCS8',
    alipayPublicKey: bare(platformPem),
    ...(gateway && { gateway }),
  })
const sdk = sdkFor()

/** What a framework's form parser does comes first: the SDK takes the fields. */
export function receiveNotification({ body }: Delivery): unknown {
  const fields = { ...parse(Buffer.from(body).toString()) }
  if (!sdk.checkNotifySignV2(fields)) throw new Error('wrong signature')
  return fields
}

export function createOrders(host: string): (content: object) => Promise<string> {
  const client = sdkFor(`${host}/gateway.do`)
  return async (bizContent) => {
    const { qrCode } = await client.exec('alipay.trade.precreate', { bizContent }, { validateSign: true })
    return qrCode as string
  }
}
