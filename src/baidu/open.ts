import { fromBase64, verify } from '#crypto'
import { readForm } from '../codec/form.js'
import { parseJson, readJson } from '../codec/json.js'
import { type ErrorCode, plain, ShroffError } from '../core/errors.js'
import { keepEvidence } from '../core/evidence.js'
import { type Asked, findRefusal, refusedError, strangeReply } from '../core/refusals.js'
import { misfit } from '../core/shape.js'
import type { WireReply } from '../core/transport.js'
import { markVerified, type Verified } from '../core/verified.js'
import { rsaSha1 } from '../crypto/algorithms.js'
import { type BaiduReceivingAccount, baiduSecrets } from './account.js'
import { type Fields, holdsField, restored, signedText } from './canonical.js'
import { anyRefusals } from './refusals.js'
import { answerShape } from './wire.js'

/**
 * Opens an answer. Nobody signs it: what vouches for it is the connection to Baidu's host.
 *
 * @param token What stood in the address, which a gateway may quote in its words.
 * @throws Baidu's error for any code but 0; `PROVIDER_ERROR` and its like for what is not in Baidu's form.
 */
export function openReply(asked: Asked, { status, body }: WireReply, token?: string): Verified {
  const answer = readJson(body, parseJson)
  const facts = { status, authentic: false } as const
  if (misfit(answerShape, answer)) throw strangeReply('Baidu', facts)
  const { error_code, error_msg, errno, msg, errmsg, data } = answer as Record<string, unknown>
  // An answer of the gateway's own has no errno.
  const failed = error_code === undefined || error_code === null || String(error_code) === '0' ? undefined : error_code
  const said = failed ?? errno
  if (typeof said !== 'number' && typeof said !== 'string') throw strangeReply('Baidu', facts)
  if (String(said) === '0' && status >= 200 && status <= 299) return markVerified(data, 'connection')
  const words = [failed === undefined ? msg : error_msg, errmsg].find((text) => typeof text === 'string' && text !== '')
  const code = plain(String(said), 80)
  throw refusedError('Baidu', asked, findRefusal(code, asked.refusals, anyRefusals), {
    // A 5xx never says what was done.
    final: status < 500,
    ...(status >= 500 && { otherwise: 'PROVIDER_UNAVAILABLE' }),
    providerCode: code,
    providerMessage: typeof words === 'string' ? plain(withoutToken(words, token), 500) : undefined,
    ...facts,
  })
}

const withoutToken = (words: string, token: string | undefined) => (token ? words.replaceAll(token, '***') : words)

/**
 * Opens a notice, whichever of the three. Whose it is is for the caller to judge.
 *
 * @throws `BODY_INVALID`, `SIGNATURE_MISSING`, `SIGNATURE_INVALID`; `MESSAGE_AMBIGUOUS` for a text that was signed but can be taken
 * apart in two ways.
 */
export async function openNotice(account: BaiduReceivingAccount, form: Uint8Array): Promise<Verified<Fields>> {
  const key = await baiduSecrets(account).platformKey()
  const fail = (code: ErrorCode, problem: string, next?: string) =>
    keepEvidence(new ShroffError(code, { problem, next, authentic: false }), account, 'notice', { form })
  let fields: Fields
  try {
    fields = readForm(form)
  } catch (error) {
    throw fail(
      'BODY_INVALID',
      `The form cannot be read: ${(error as Error).message}.`,
      'Hand over the bytes of the body as they came: docs/webhooks.md shows how in each framework.',
    )
  }
  const { rsaSign, ...raw } = fields
  if (!rsaSign)
    throw fail(
      'SIGNATURE_MISSING',
      'The notice has no rsaSign.',
      'Hand over the bytes of the body as they came: docs/webhooks.md shows how in each framework.',
    )
  const signature = fromBase64(restored(rsaSign))
  if (!signature || !(await verify(rsaSha1, key, signature, signedText(raw))))
    throw fail(
      'SIGNATURE_INVALID',
      'The rsaSign of the notice does not fit its fields under this account’s platformKey.',
      'Check that platformKey is the one that Baidu’s console shows for this very payment service: each has another.',
    )
  const folded = Object.entries(raw).find(([name, value]) => /[&=]/.test(name) || holdsField(value))
  if (folded)
    throw fail(
      'MESSAGE_AMBIGUOUS',
      `The notice is signed, but its ${plain(folded[0], 80)} holds another field (${plain(folded[1], 80)}): the signed text can be read in two ways, so one of them may be forged.`,
      'Deliver nothing by it. Ask with getPayment what is true, and answer it with acknowledge(account, "received") then.',
    )
  return markVerified(raw, 'signature')
}
