import type { WireReply } from '../../core/transport.js'
import { utf8 } from '../../crypto/bytes.js'
import type { Party } from '../../mock/parties.js'
import { answerText } from '../canonical.js'
import { header } from '../wire.js'
import { type Platform, unconfirmedOf } from './platform.js'

/** Which of its keys has signed, where it has several. */
export function serialOf({ certificates }: Pick<Platform, 'certificates'>, party: Party): Record<string, string> {
  const certificate = certificates?.find((one) => one.party === party) ?? certificates?.[0]
  return certificate ? { [header.serial]: certificate.serial } : {}
}

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
      ...(signs && { [header.sign]: await platform.scheme.sign(by, signed), ...serialOf(platform, by) }),
    },
    body: utf8(text),
  }
}
