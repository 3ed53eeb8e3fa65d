import { sign } from '#crypto'
import type { WireReply } from '../../core/transport.js'
import { rsaSha256 } from '../../crypto/algorithms.js'
import { toUrlBase64 } from '../../crypto/base64.js'
import { utf8 } from '../../crypto/bytes.js'
import type { Party } from '../../mock/parties.js'
import { answerText } from '../canonical.js'
import { header, schemes } from '../wire.js'
import { type Platform, unconfirmedOf } from './platform.js'

/** A signature as the wire has it. */
export const signatureOf = async ({ privateKey }: Party, text: string): Promise<string> =>
  `${toUrlBase64(await sign(rsaSha256, privateKey, utf8(text)))}$${schemes.rsa.mark}`

type How = {
  status?: number
  requestId?: string | undefined
  /** Default: `yeepay`. */
  by?: Party
  /** Default `true`. */
  signs?: boolean
}

/** An answer, spread over lines: blanks are not signed, so whoever verifies what came as it came fails here too. */
export async function answer(platform: Platform, body: object, how: How = {}): Promise<WireReply> {
  const { status = 200, requestId, by = platform.yeepay, signs = true } = how
  const { signsResultAlone, hasOlderForm } = unconfirmedOf(platform)
  const older = 'result' in body && (signsResultAlone || hasOlderForm)
  const whole = older ? { state: 'SUCCESS', ...body, ts: platform.clock.now() } : body
  const text = JSON.stringify(whole, undefined, 2)
  const signed = answerText(signsResultAlone && older ? JSON.stringify(body.result) : text)
  if (signs) platform.witness?.signed(signed)
  return {
    status,
    headers: {
      'Content-Type': 'application/json;charset=UTF-8',
      ...(requestId && { [header.requestId]: requestId }),
      ...(signs && { [header.sign]: await signatureOf(by, signed) }),
    },
    body: utf8(text),
  }
}
