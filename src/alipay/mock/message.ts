import { gbk } from '../../codec/gbk.js'
import { toChinaText } from '../../codec/time.js'
import type { WireRequest } from '../../core/transport.js'
import { utf8 } from '../../crypto/bytes.js'
import type { Notice } from '../../mock/provider.js'
import { notificationText, requestText } from '../canonical.js'
import { signType } from '../wire.js'
import { notifyId } from './numbers.js'
import type { Platform } from './platform.js'
import { signText } from './sign.js'

// Notices of the service market and of life accounts; an unknown name is signed without.
const keepsSignType = (name: string) => /^alipay\.open\.(servicemarket|public)\./.test(name)

/** The message service's own envelope, and not a notice such as trades have. */
export const isMessage = (notice: Notice): boolean => notice.type === 'other' && notice.eventType.includes('.')

/**
 * A notification of another kind than trades: a message, whose event is the `msg_method` and whose resource is the
 * `biz_content`, or else a notice, whose event is the `notify_type` and whose resource are its other members.
 */
export async function sealMessage(
  { identity, clock, options, witness }: Platform,
  notice: Notice & { type: 'other' },
): Promise<WireRequest> {
  const { eventType, resource, url, at } = notice
  const { messageCharset: charset = 'utf-8' } = options
  const fields = {
    notify_id: notifyId(notice),
    app_id: identity.appId,
    charset,
    ...(isMessage(notice)
      ? { utc_timestamp: String(at), msg_method: eventType, version: '1.1', biz_content: resource }
      : {
          ...{ notify_time: toChinaText(clock.now()), notify_type: eventType, auth_app_id: identity.appId },
          ...{ version: '1.0', ...resource },
        }),
    sign_type: signType,
  }
  const texts = Object.entries(fields).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ])
  const envelope: Record<string, string> = Object.fromEntries(texts)
  const encode = charset === 'GBK' ? gbk : utf8
  const text = keepsSignType(eventType) ? requestText(envelope) : notificationText(envelope)
  witness?.signed(text)
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
