import { parseJson, readJson } from '../codec/json.js'
import { plain, ShroffError } from '../core/errors.js'
import { strangeReply } from '../core/refusals.js'
import { misfit } from '../core/shape.js'
import type { WireReply } from '../core/transport.js'
import { markVerified, type Verified } from '../core/verified.js'
import { tokenShape } from './wire.js'

/**
 * Opens the answer to the question for a token, which has a form of its own (OAuth 2.0). Nobody signs it.
 *
 * @throws `NOT_PERMITTED` where there is none; `PROVIDER_ERROR` and its like for what is not in Baidu's form.
 */
export function openToken({ status, body }: WireReply): Verified {
  const answer = readJson(body, parseJson)
  if (status === 200 && misfit(tokenShape, answer) === undefined) {
    // It goes into an address as it is.
    if (!/^[\w.~-]{1,512}$/.test((answer as { access_token: string }).access_token))
      throw strangeReply('Baidu', { status, authentic: false })
    return markVerified(answer, 'connection')
  }
  if (misfit({ error: 'string' }, answer)) throw strangeReply('Baidu', { status, authentic: false })
  const { error, error_description: words } = answer as { error: string; error_description?: unknown }
  throw new ShroffError('NOT_PERMITTED', {
    problem: 'Baidu gave no token.',
    outcome: 'rejected',
    next: 'Check clientId and clientSecret: they are App Key and App Secret of the smart program, not of the payment service.',
    providerCode: plain(error, 80),
    providerMessage: typeof words === 'string' ? plain(words, 256) : undefined,
    status,
    authentic: false,
  })
}
