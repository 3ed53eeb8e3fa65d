import { sign, toBase64 } from '#crypto'
import type { WireReply, WireRequest } from '../../core/transport.js'
import { utf8 } from '../../crypto/bytes.js'
import { hasStatus } from '../../mock/answer.js'
import type { Fault } from '../../mock/faults.js'
import { targetOf, writeJson } from '../../mock/http.js'
import { randomHex } from '../../mock/numbers.js'
import type { Party } from '../../mock/parties.js'
import type { Refusal } from '../../mock/refusal.js'
import { replyMessage } from '../canonical.js'
import { header, probePrefix, publicKeyIdPrefix } from '../wire.js'
import { isCertificate, strangerTo } from './identity.js'
import { newRequestId } from './numbers.js'
import { type Platform, schemeOf } from './platform.js'

/** What is no refusal, signed; without a body it is a 204, signed as well. */
export async function answer(
  platform: Platform,
  request: WireRequest,
  done: object | undefined,
  fault: Fault | undefined,
): Promise<WireReply> {
  const { identity } = platform
  // A request by SM2 is answered by SM2.
  const keys = identity.platform.filter(({ algorithm }) => algorithm === identity.merchant.algorithm)
  const [status, body] = hasStatus(done) ? [done.status, done.body] : [done ? 200 : 204, done]
  const text = body === undefined ? '' : writeJson(body)
  // Asked for the public key, it signs with that; otherwise with the newest certificate, if there are any (doc 4012154180).
  const byPublicKey = request.headers[header.serial]?.startsWith(publicKeyIdPrefix) === true
  const key = keys.find((candidate) => isCertificate(candidate) !== byPublicKey) ?? keys[0]!
  const by = {
    serial: fault === 'unknown-serial' ? '7'.repeat(40) : key.serial,
    key: fault === 'wrong-signature' ? strangerTo(identity, key) : key,
    secondsAgo: fault === 'stale-timestamp' ? 3600 : 0,
    probe: fault === 'probe',
  }
  return {
    status,
    headers: {
      ...(body && { [spelled.contentType]: 'application/json; charset=utf-8' }),
      [spelled.requestId]: newRequestId(false),
      ...(fault !== 'unsigned' && (await signatureHeaders(platform, text, by))),
    },
    body: utf8(text),
  }
}

/** As WeChat Pay spells them: its official Java SDK looks them up letter by letter. */
export const spelled = {
  timestamp: 'Wechatpay-Timestamp',
  nonce: 'Wechatpay-Nonce',
  signature: 'Wechatpay-Signature',
  serial: 'Wechatpay-Serial',
  signatureType: 'Wechatpay-Signature-Type',
  requestId: 'Request-ID',
  contentType: 'Content-Type',
} as const

/** The five signature headers over this body. */
export async function signatureHeaders(
  platform: Platform,
  body: string,
  by: { serial: string; key: Party; secondsAgo?: number; probe?: boolean },
): Promise<Record<string, string>> {
  const timestamp = String(Math.floor(platform.clock.now() / 1000) - (by.secondsAgo ?? 0))
  const nonce = randomHex(16)
  const message = replyMessage(timestamp, nonce, body).join('')
  platform.witness?.signed(message)
  const signature = toBase64(await sign(by.key.algorithm, by.key.privateKey, utf8(message)))
  return {
    [spelled.timestamp]: timestamp,
    [spelled.nonce]: nonce,
    [spelled.serial]: by.serial,
    [spelled.signature]: by.probe ? probePrefix + signature.slice(probePrefix.length) : signature,
    [spelled.signatureType]: schemeOf(by.key),
  }
}

/** A refusal: never signed. */
export function refused(
  { clock }: Platform,
  request: WireRequest,
  { status, code, message, detail }: Refusal,
): WireReply {
  // On these paths a 401 may come without a trace id.
  const traced = !(status === 401 && targetOf(request).startsWith('/v3/pay/transactions/'))
  return {
    status,
    headers: {
      [spelled.contentType]: 'application/json; charset=utf-8',
      // Nothing signs it, and it is all that tells a merchant whose clock is off by how much.
      Date: new Date(clock.now()).toUTCString(),
      ...(traced && { [spelled.requestId]: newRequestId(true) }),
    },
    body: utf8(writeJson({ code, message, ...(detail && { detail }) })),
  }
}
