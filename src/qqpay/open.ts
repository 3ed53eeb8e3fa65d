import { constantTimeEqual } from '#crypto'
import { parseXml } from '../codec/xml.js'
import { type ErrorCode, ShroffError } from '../core/errors.js'
import { keepEvidence } from '../core/evidence.js'
import { strangeReply } from '../core/refusals.js'
import type { WireReply } from '../core/transport.js'
import { markVerified, type Verified } from '../core/verified.js'
import { fromUtf8, utf8 } from '../crypto/bytes.js'
import { md5Digest } from '../crypto/keyed-digest.js'
import { type QqpayAccount, qqpaySecrets } from './account.js'
import { type Fields, signedText } from './canonical.js'
import { communicationError } from './errors.js'

/**
 * Opens an answer: always HTTP 200 and XML. That the business result is a success is for the action to judge.
 *
 * @throws `BODY_INVALID`, `SIGNATURE_MISSING`, `SIGNATURE_INVALID`, `REPLY_MISMATCH`; the error behind `return_code` FAIL, which
 * comes unsigned.
 */
export async function openReply(
  account: QqpayAccount,
  action: string,
  { status, body }: WireReply,
): Promise<Verified<Fields>> {
  if (status !== 200) throw strangeReply('QQ Wallet', { status, authentic: false })
  const fields = readXml(body, 'The answer is not the XML of QQ Wallet', 'It may come from a proxy on the way.')
  // A failure that nobody signed is told as such; a success that nobody signed is not believed.
  if (fields.return_code !== 'SUCCESS') throw communicationError(action, fields.return_msg)
  const opened = await verified(account, fields, 'answer')
  const { mch_id: merchantId } = fields
  if (merchantId !== account.merchantId)
    throw fail('REPLY_MISMATCH', 'The answer is not about this account’s merchant.')
  return opened
}

/** Opens a notification. Whose it is is for the caller to judge. */
export async function openWebhook(account: QqpayAccount, body: Uint8Array): Promise<Verified<Fields>> {
  const next = 'Hand over the bytes of the body as they came: docs/webhooks.md shows how in each framework.'
  return verified(account, readXml(body, 'The body is not the XML of QQ Wallet', next), 'notification')
}

async function verified(account: QqpayAccount, fields: Fields, kind: string): Promise<Verified<Fields>> {
  const { apiKey, vet } = qqpaySecrets(account)
  await vet()
  if (!fields.sign) throw fail('SIGNATURE_MISSING', `The ${kind} has no sign.`)
  // In either case of letters, as Tencent's own sample compares it.
  if (!constantTimeEqual(utf8(fields.sign.toUpperCase()), utf8(md5Digest(signedText(fields, apiKey))))) {
    const error = fail(
      'SIGNATURE_INVALID',
      `The sign of the ${kind} is not the MD5 of its fields under this account’s key.`,
      'Check apiKey against the merchant console (API密钥); the app key of the QQ open platform is another one.',
    )
    throw keepEvidence(error, account, kind, fields)
  }
  return markVerified(fields, 'shared-key')
}

const fail = (code: ErrorCode, problem: string, next?: string) =>
  new ShroffError(code, { problem, next, authentic: false })

function readXml(body: Uint8Array, problem: string, next: string): Fields {
  try {
    return parseXml(fromUtf8(body))
  } catch (error) {
    throw fail('BODY_INVALID', `${problem}: ${(error as Error).message}.`, next)
  }
}
