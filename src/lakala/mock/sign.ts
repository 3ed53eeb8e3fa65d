import { sign, toBase64 } from '#crypto'
import { toChinaDigits } from '../../codec/time.js'
import type { WireReply } from '../../core/transport.js'
import { rsaSha256 } from '../../crypto/algorithms.js'
import { utf8 } from '../../crypto/bytes.js'
import type { PrivateKey } from '../../crypto/contract.js'
import type { Fault } from '../../mock/faults.js'
import { type Json, writeJson } from '../../mock/http.js'
import { randomHex } from '../../mock/numbers.js'
import { signedText } from '../canonical.js'
import { type Platform, unconfirmedOf } from './platform.js'

export const signatureOf = async (key: PrivateKey, text: string): Promise<string> =>
  toBase64(await sign(rsaSha256, key, utf8(text)))

/** An answer, encrypted before it is signed where it is to be. */
export async function answer(
  platform: Platform,
  body: Json,
  { fault, encrypted = false }: { fault?: Fault | undefined; encrypted?: boolean },
): Promise<WireReply> {
  const { clock, identity, witness, bodyKey, options } = platform
  const { quotesHeaders, answersPlain } = unconfirmedOf(platform)
  const timestamp = String(Math.floor(clock.now() / 1000) - (fault === 'stale-timestamp' ? 3_600 : 0))
  const nonce = randomHex(16)
  const serial = fault === 'unknown-serial' ? `03${identity.lakala.serial.slice(2)}` : identity.lakala.serial
  const json = writeJson(body)
  const text = encrypted && bodyKey && !answersPlain ? toBase64(options.sm!.encryptSm4Ecb(bodyKey, utf8(json))) : json
  const message = signedText(identity.appId, serial, timestamp, nonce, text).join('')
  const key = fault === 'wrong-signature' ? identity.stranger.privateKey : identity.lakala.privateKey
  const signs = fault !== 'unsigned'
  if (signs) witness?.signed(message)
  const quoted = (value: string) => (quotesHeaders ? `"${value}"` : value)
  return {
    status: 200,
    headers: {
      'Content-Type': 'application/json;charset=UTF-8',
      ...(signs && {
        'Lklapi-Appid': quoted(identity.appId),
        'Lklapi-Serial': quoted(serial),
        'Lklapi-Timestamp': quoted(timestamp),
        'Lklapi-Nonce': quoted(nonce),
        'Lklapi-Signature': quoted(await signatureOf(key, message)),
      }),
      'Lklapi-Traceid': randomHex(16),
    },
    body: utf8(text),
  }
}

/** What the gateway itself refuses, which nobody signs. */
export const unsigned = (platform: Platform, code: string, message: string): WireReply => ({
  status: unconfirmedOf(platform).refusesBy200 ? 200 : 401,
  headers: { 'Content-Type': 'application/json;charset=UTF-8' },
  body: utf8(writeJson({ code, message })),
})

/** Around `resp_data`, in the words of the version. */
export const around = ({ clock }: Platform, older: boolean, code: string, words: string, data?: Json): Json =>
  older
    ? { retCode: code, retMsg: words, ...(data && { respData: data }) }
    : { code, msg: words, resp_time: toChinaDigits(clock.now()), ...(data && { resp_data: data }) }
