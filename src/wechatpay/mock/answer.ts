import { signRsaSha256, toBase64 } from '#crypto'
import type { WireReply, WireRequest } from '../../core/transport.js'
import { utf8 } from '../../crypto/bytes.js'
import type { PrivateKey } from '../../crypto/contract.js'
import type { Fault } from '../../mock/faults.js'
import { replyMessage } from '../canonical.js'
import { header, probePrefix, publicKeyIdPrefix, scheme } from '../wire.js'
import { isCertificate } from './identity.js'
import { newRequestId, randomHex } from './numbers.js'
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
      ...(body && { 'content-type': 'application/json; charset=utf-8' }),
      [header.requestId]: newRequestId(false),
      ...(fault !== 'unsigned' && signed),
    },
    body: utf8(text),
  }
}

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
    [header.timestamp]: timestamp,
    [header.nonce]: nonce,
    [header.serial]: by.serial,
    [header.signature]: by.probe ? probePrefix + signature.slice(probePrefix.length) : signature,
    [header.signatureType]: scheme,
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
      'content-type': 'application/json; charset=utf-8',
      ...(traced && { [header.requestId]: newRequestId(true) }),
    },
    body: utf8(JSON.stringify({ code, message, ...(detail && { detail }) })),
  }
}
