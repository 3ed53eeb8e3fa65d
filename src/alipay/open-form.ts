import { readForm } from '../codec/form.js'
import { plain } from '../core/errors.js'
import { markVerified, type Verified } from '../core/verified.js'
import type { AlipayReceivingAccount } from './account.js'
import { holdsField, notificationText, requestText } from './canonical.js'
import { mistake, notAForm, unsigned } from './mistakes.js'
import { decrypted, type Fail, failing, fits } from './open.js'
import { signType } from './wire.js'

type Fields = Readonly<Record<string, string>>

/**
 * Opens a notification, a message or the query of a return. `keepsSignType` is for the few notices that are signed with it;
 * the caller chooses, never the message.
 *
 * @throws `BODY_INVALID`, `SIGNATURE_MISSING`, `SIGNATURE_INVALID`; `MESSAGE_AMBIGUOUS` for a text that was signed but can
 * be taken apart in two ways; `DECRYPTION_FAILED`.
 */
export async function openForm(
  account: AlipayReceivingAccount,
  form: Uint8Array | string,
  keepsSignType: boolean,
): Promise<Verified<Fields>> {
  const fail = failing(undefined, account, keepsSignType ? 'notice' : 'form', { form })
  const binary = saysGbk(form)
  let fields: Record<string, string>
  try {
    fields = readForm(form, binary ? 'binary' : 'utf-8')
  } catch (error) {
    const [problem, next] = notAForm(form) ?? [`The form cannot be read: ${(error as Error).message}.`]
    throw fail('BODY_INVALID', problem, next)
  }
  const { sign, sign_type, charset = 'utf-8' } = fields
  // Read as UTF-8, bytes of another charset may verify and still say something else.
  if (!binary && charset.toLowerCase() !== 'utf-8') {
    throw fail('BODY_INVALID', `The message is in the charset ${plain(charset, 20)}; utf-8 and GBK are read.`)
  }
  if (!sign) throw fail('SIGNATURE_MISSING', ...(notAForm(form) ?? unsigned(fields)))
  if (sign_type !== signType) {
    throw fail(
      'SIGNATURE_INVALID',
      `The message claims the sign_type ${plain(String(sign_type), 20)}; this account is configured for ${signType}.`,
      'Set the signature to RSA2 in the console (接口加签方式); a message of RSA cannot be verified by RSA2.',
    )
  }
  const text = keepsSignType ? requestText(fields) : notificationText(fields)
  const signed = binary ? Uint8Array.from(text, (character) => character.charCodeAt(0)) : text
  if (!(await fits(account, sign, signed))) throw fail('SIGNATURE_INVALID', ...mistake(account, fields))
  const entries = Object.entries(fields)
    // The signature leaves empty fields out, so anybody on the way could add one.
    .filter(([, value]) => value !== '')
    .map(([name, value]) => [name, binary ? fromGbk(value) : value] as const)
  mustBeClear(entries, fail)
  const raw = Object.fromEntries(entries)
  const isEncrypted = raw.encrypt_type === 'AES' && raw.biz_content !== undefined
  if (isEncrypted) raw.biz_content = await decrypted(account, raw.biz_content!, fail)
  return markVerified(raw, 'signature')
}

/** The charset has to be known before the form can be read that names it. */
function saysGbk(form: Uint8Array | string): boolean {
  const text = typeof form === 'string' ? form : new TextDecoder('latin1').decode(form)
  return /(?:^|&)charset=gb(k|2312|18030)(?:&|$)/i.test(text)
}

const fromGbk = (binary: string): string =>
  new TextDecoder('gbk').decode(Uint8Array.from(binary, (character) => character.charCodeAt(0)))

/** Fields are signed without any escape: moved into its neighbour's value, one disappears and the signature still fits. */
function mustBeClear(entries: readonly (readonly [name: string, value: string])[], fail: Fail): void {
  // In the name, everything in front of it disappears; in the value, everything behind it.
  const found = entries.find(([name, value]) => /[&=]/.test(name) || holdsField(value))
  if (!found) return
  const [name, value] = found
  const orderId = entries.find(([other, text]) => other === 'out_trade_no' && !holdsField(text))?.[1]
  throw fail(
    'MESSAGE_AMBIGUOUS',
    `The message is signed, but its ${plain(name, 80)} holds another field (${plain(value, 80)}): the signed text can be read in two ways, so one of them may be forged.`,
    `Deliver nothing by it. Ask with getPayment${orderId ? ` for the order ${plain(orderId, 64)}` : ''} what is true, and answer it with acknowledge(account, "received") then. If your own subject or body has such a text, leave & and = out of it.`,
  )
}
