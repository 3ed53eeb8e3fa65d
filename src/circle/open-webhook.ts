import { fromBase64, verify } from '#crypto'
import { maximumBodyBytes } from '../codec/body.js'
import { type ErrorCode, plain, ShroffError } from '../core/errors.js'
import { type FromShape, inShape } from '../core/shape.js'
import { decodeVerified, markVerified, type Verified } from '../core/verified.js'
import { ecdsaP256 } from '../crypto/algorithms.js'
import { type CircleReceivingAccount, circleSecrets } from './account.js'
import { readText, textOf } from './read.js'
import { header, uuid, webhookShape } from './wire.js'

/** A webhook that Circle has signed. */
export type OpenedWebhook = FromShape<typeof webhookShape>

/**
 * Opens a webhook: ECDSA over the bytes as they came, by the key that it names. By which algorithm is not for the message to say.
 *
 * @throws `SIGNATURE_MISSING`, `KEY_UNKNOWN`, `SIGNATURE_INVALID`, `BODY_INVALID`, and what `refreshNotificationKeys` throws.
 */
export async function openWebhook(
  account: CircleReceivingAccount,
  headers: Readonly<Record<string, string>>,
  body: Uint8Array,
): Promise<Verified<OpenedWebhook>> {
  const { [header.signature]: signature, [header.keyId]: keyId } = headers
  if (body.length > maximumBodyBytes) throw fail('BODY_INVALID', `The body is over ${maximumBodyBytes} bytes.`)
  if (!signature || !keyId) throw unsigned(headers)
  const name = keyId.toLowerCase()
  if (!uuid.test(name)) throw fail('SIGNATURE_MISSING', `The header ${header.keyId} is malformed or repeated.`)
  const bytes = signature.length <= 256 ? fromBase64(signature) : undefined
  if (!bytes) throw fail('SIGNATURE_MISSING', `The header ${header.signature} is malformed or repeated.`)
  const key = await circleSecrets(account).keyring.find(name)
  if (!key) throw fail('KEY_UNKNOWN', ...unknownKey(account, name))
  if (!(await verify(ecdsaP256, key, bytes, body))) throw fail('SIGNATURE_INVALID', ...mistake(body))
  const text = markVerified(textOf(body), 'signature')
  return decodeVerified(text, ({ value }) => markVerified(inShape(webhookShape, readText(value, true)), 'signature'))
}

type Words = readonly [problem: string, next?: string]

const fail = (code: ErrorCode, problem: string, next?: string) =>
  new ShroffError(code, { problem, next, authentic: false })

function unsigned(headers: Readonly<Record<string, string>>): ShroffError {
  if (headers[header.snsType])
    return fail(
      'SIGNATURE_MISSING',
      'It is a notice that Amazon SNS carries, not a webhook of Circle’s own.',
      'Receive it by receiveNotice, at an address of its own: which of the two may come is for you to say, never for the message.',
    )
  const missing = [header.signature, header.keyId].filter((name) => !headers[name])
  return fail(
    'SIGNATURE_MISSING',
    `The ${missing.length > 1 ? 'headers' : 'header'} ${missing.join(', ')} ${missing.length > 1 ? 'are' : 'is'} missing.`,
    missing.length === 2
      ? 'It is not Circle’s message; or it is its HEAD, which looks whether the address is there: answer 200 to every HEAD.'
      : 'A proxy in between drops it: let it pass.',
  )
}

function unknownKey(account: CircleReceivingAccount, keyId: string): Words {
  const known = circleSecrets(account).keyring.serials()
  return [
    `No key of Circle’s has the id ${plain(keyId, 40)}; there are ${known.join(', ') || 'none'}.`,
    'A new key that could not be asked for, because too many unknown ids came, is asked for when the webhook comes again. If none ever is: give the account refreshNotificationKeys, fetchNotificationKey(transport).',
  ]
}

/** Why a signature does not fit, as far as one look tells. */
function mistake(body: Uint8Array): Words {
  const problem = `The signature does not fit the ${body.length} bytes of the body under the key that it names.`
  const raw = 'Hand over the bytes of the body as they came: docs/webhooks.md shows how in each framework.'
  if (body.length === 0) return [`${problem} The body is empty: something read it before.`, raw]
  const text = textOf(body)
  if (/^\s*[{[]\s*\n/.test(text))
    return [`${problem} It has line breaks, as JSON has that was parsed and written again.`, raw]
  return [problem, raw]
}
