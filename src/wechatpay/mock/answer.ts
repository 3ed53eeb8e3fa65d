import { signRsaSha256, toBase64 } from '#crypto'
import type { WireReply, WireRequest } from '../../core/transport.js'
import { utf8 } from '../../crypto/bytes.js'
import type { PrivateKey } from '../../crypto/contract.js'
import type { Fault } from '../../mock/faults.js'
import { randomHex } from '../../mock/numbers.js'
import { replyMessage } from '../canonical.js'
import { header, probePrefix, publicKeyIdPrefix, scheme } from '../wire.js'
import { isCertificate } from './identity.js'
import { newRequestId } from './numbers.js'
import type { Json, Platform } from './platform.js'

/** A success, signed; without a body it is a 204, signed as well. */
export async function answer(
  gateway: Platform,
  request: WireRequest,
  body: Json | undefined,
  fault: Fault | undefined,
): Promise<WireReply> {
  const { identity } = gateway
  const text = body === undefined ? '' : JSON.stringify(body)
  // Asked for the public key, it signs with that; otherwise with the newest certificate, if there are any (doc 4012154180).
  const byPublicKey = request.headers[header.serial]?.startsWith(publicKeyIdPrefix) === true
  const key = identity.platform.find((candidate) => isCertificate(candidate) !== byPublicKey) ?? identity.platform[0]!
  const signed = await signatureHeaders(gateway, text, {
    serial: fault === 'unknown-serial' ? '7'.repeat(40) : key.serial,
    privateKey: fault === 'wrong-signature' ? identity.stranger : key.privateKey,
    secondsAgo: fault === 'stale-timestamp' ? 3600 : 0,
    probe: fault === 'probe',
  })
  return {
    status: body === undefined ? 204 : 200,
    headers: {
      ...(body && { [spelled.contentType]: 'application/json; charset=utf-8' }),
      [spelled.requestId]: newRequestId(false),
      ...(fault !== 'unsigned' && signed),
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
  gateway: Platform,
  body: string,
  by: { serial: string; privateKey: PrivateKey; secondsAgo?: number; probe?: boolean },
): Promise<Record<string, string>> {
  const timestamp = String(Math.floor(gateway.clock.now() / 1000) - (by.secondsAgo ?? 0))
  const nonce = randomHex(16)
  const signature = toBase64(await signRsaSha256(by.privateKey, utf8(replyMessage(timestamp, nonce, body).join(''))))
  return {
    [spelled.timestamp]: timestamp,
    [spelled.nonce]: nonce,
    [spelled.serial]: by.serial,
    [spelled.signature]: by.probe ? probePrefix + signature.slice(probePrefix.length) : signature,
    [spelled.signatureType]: scheme,
  }
}

/** A refusal: never signed. One without a code has no body: an unknown path, a wrong method. */
export function refused(path: string, status: number, code: string, message: string, detail?: object): WireReply {
  if (!code) return { status, headers: {}, body: new Uint8Array() }
  // On these paths a 401 may come without a trace id.
  const traced = !(status === 401 && path.startsWith('/v3/pay/transactions/'))
  return {
    status,
    headers: {
      [spelled.contentType]: 'application/json; charset=utf-8',
      ...(traced && { [spelled.requestId]: newRequestId(true) }),
    },
    body: utf8(JSON.stringify({ code, message, ...(detail && { detail }) })),
  }
}
