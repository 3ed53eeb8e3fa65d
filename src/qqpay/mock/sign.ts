import { writeXml } from '../../codec/xml.js'
import type { WireReply } from '../../core/transport.js'
import { utf8 } from '../../crypto/bytes.js'
import { keyedDigest, md5Digest } from '../../crypto/keyed-digest.js'
import type { Fault } from '../../mock/faults.js'
import { randomHex } from '../../mock/numbers.js'
import { type Fields, signedText } from '../canonical.js'
import type { Platform } from './platform.js'

/** In place of the key, which is part of the signed text. */
export const hidden = '***'

/** The `sign` of these fields. By HMAC-SHA256 where they say so: one public client can send it, and that QQ Wallet takes it is unconfirmed. */
export const signatureOf = async (fields: Fields, key: string, hmac = fields.sign_type === 'HMAC-SHA256') =>
  hmac ? keyedDigest(key, signedText(fields, key)) : md5Digest(signedText(fields, key))

/** An answer: signed as the request was, under the envelope. */
export async function answer(
  { appId, merchantId, apiKey, witness }: Platform,
  asked: Fields,
  result: Fields,
  fault?: Fault,
): Promise<WireReply> {
  const fields: Fields = {
    return_code: 'SUCCESS',
    return_msg: 'SUCCESS',
    retcode: '0',
    retmsg: 'ok',
    ...(asked.appid && { appid: appId }),
    mch_id: merchantId,
    nonce_str: randomHex(16),
    ...result,
  }
  if (fault !== 'unsigned') witness?.signed(signedText(fields, hidden))
  const key = fault === 'wrong-signature' ? '0'.repeat(32) : apiKey
  const sign = await signatureOf(fields, key, asked.sign_type === 'HMAC-SHA256')
  return reply(fault === 'unsigned' ? fields : { ...fields, sign })
}

export const reply = (fields: Fields): WireReply => ({
  status: 200,
  headers: { 'content-type': 'text/xml; charset=utf-8' },
  body: utf8(writeXml(fields)),
})
