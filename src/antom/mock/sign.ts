import { sign, toBase64 } from '#crypto'
import { toChinaTime } from '../../codec/time.js'
import type { WireReply } from '../../core/transport.js'
import { rsaSha256 } from '../../crypto/algorithms.js'
import { utf8 } from '../../crypto/bytes.js'
import type { PrivateKey } from '../../crypto/contract.js'
import type { Fault } from '../../mock/faults.js'
import { type Json, writeJson } from '../../mock/http.js'
import { signedText, writeSignature } from '../canonical.js'
import { header } from '../wire.js'
import type { Platform } from './platform.js'

/** The value of `signature` over these. */
export async function signature(
  key: PrivateKey,
  path: string,
  clientId: string,
  time: string,
  body: string,
): Promise<string> {
  const signed = await sign(rsaSha256, key, utf8(signedText(path, clientId, time, body).join('')))
  return writeSignature('1', toBase64(signed))
}

/** An answer. Lower-case names, as Antom's own Python client looks them up; its Java client wants this order of members. */
export async function answer(
  platform: Platform,
  path: string,
  body: Json,
  { fault, signs = true }: { fault?: Fault | undefined; signs?: boolean } = {},
): Promise<WireReply> {
  const { clock, clientId, antom, stranger } = platform
  const time = toChinaTime(clock.now() - (fault === 'stale-timestamp' ? 3_600_000 : 0))
  const text = writeJson(body)
  const key = fault === 'wrong-signature' ? stranger : antom.privateKey
  const signed = {
    [header.clientId]: clientId,
    [header.responseTime]: time,
    [header.signature]: await signature(key, path, clientId, time, text),
  }
  return {
    status: 200,
    headers: {
      'content-type': 'application/json; charset=UTF-8',
      ...(signs && fault !== 'unsigned' && signed),
    },
    body: utf8(text),
  }
}
