import { toChinaText } from '../../codec/time.js'
import type { WireRequest } from '../../core/transport.js'
import { utf8 } from '../../crypto/bytes.js'
import { gbk } from '../../mock/gbk.js'
import type { Notice } from '../../mock/provider.js'
import { notificationText, requestText } from '../canonical.js'
import { signType } from '../wire.js'
import { notifyId } from './numbers.js'
import type { Platform } from './platform.js'
import { signText } from './sign.js'

/** A notification of any kind, as the `notify` control is given it. */
export type MockAlipayMessage = {
  /** The members of the form; an object becomes JSON. What the envelope lacks the mock adds, `sign` at the end. */
  fields: Readonly<Record<string, string | object>>
  /** Where to: a `notify_url`, or the application gateway (应用网关), to which messages named by `msg_method` go. */
  url: string
  /** What it is encoded in and signed over. Default `utf-8`; `GBK` occurs. */
  charset?: 'utf-8' | 'GBK'
  /** Whether `sign_type` is signed too, as in notices of service market and life account. Default `false`. */
  keepsSignType?: boolean
}

export async function sealMessage(
  { identity, clock }: Platform,
  { fields, url, charset = 'utf-8', keepsSignType = false }: MockAlipayMessage,
  notice: Notice,
): Promise<WireRequest> {
  const texts = Object.entries(fields).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ])
  const envelope = {
    notify_id: notifyId(notice),
    app_id: identity.appId,
    charset,
    ...('msg_method' in fields
      ? { utc_timestamp: String(notice.at), version: '1.1' }
      : { notify_time: toChinaText(clock.now()), auth_app_id: identity.appId, version: '1.0' }),
    ...(Object.fromEntries(texts) as Record<string, string>),
    sign_type: signType,
  }
  const encode = charset === 'GBK' ? gbk : utf8
  const text = keepsSignType ? requestText(envelope) : notificationText(envelope)
  const sign = await signText(identity.alipay.privateKey, encode(text))
  const pairs = Object.entries({ ...envelope, sign }).map(([name, value]) => `${name}=${formText(encode(value))}`)
  return {
    method: 'POST',
    url,
    headers: { 'content-type': `application/x-www-form-urlencoded; charset=${charset}` },
    body: utf8(pairs.join('&')),
  }
}

const formText = (bytes: Uint8Array) =>
  Array.from(bytes, (byte) => {
    const character = String.fromCharCode(byte)
    return /[\w.*-]/.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
  }).join('')
