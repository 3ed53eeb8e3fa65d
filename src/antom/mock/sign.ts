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

/** The value of `signature` over this text. */
export const signature = async (key: PrivateKey, text: string): Promise<string> =>
  writeSignature('1', toBase64(await sign(rsaSha256, key, utf8(text))))

/** An answer. Lower-case names, as Antom's own Python client looks them up; its Java client wants this order of members. */
export async function answer(
  platform: Platform,
  path: string,
  body: Json,
  { fault, signs = true }: { fault?: Fault | undefined; signs?: boolean } = {},
): Promise<WireReply> {
  const { clock, clientId, antom, stranger, witness } = platform
  const time = toChinaTime(clock.now() - (fault === 'stale-timestamp' ? 3_600_000 : 0))
  const text = writeJson(body)
  const key = fault === 'wrong-signature' ? stranger : antom.privateKey
  const message = signedText(path, clientId, time, text).join('')
  const isSigned = signs && fault !== 'unsigned'
  if (isSigned) witness?.signed(message)
  const signed = {
    [header.clientId]: clientId,
    [header.responseTime]: time,
    [header.signature]: await signature(key, message),
  }
  return {
    status: 200,
    headers: {
      'content-type': 'application/json; charset=UTF-8',
      ...(isSigned && signed),
    },
    body: utf8(text),
  }
}
