import { fromBase64, verify } from '#crypto'
import { maximumBodyBytes } from '../codec/body.js'
import { type ErrorCode, plain, ShroffError } from '../core/errors.js'
import { type FromShape, inShape, misfit } from '../core/shape.js'
import { decodeVerified, markVerified, type Verified } from '../core/verified.js'
import { rsaSha256 } from '../crypto/algorithms.js'
import { type CircleReceivingAccount, circleSecrets } from './account.js'
import { signedText } from './canonical.js'
import { readText, textOf } from './read.js'
import { certificateUrl, messageShape, noticeShape, signedMembers, subscribeUrl, uuid } from './wire.js'

/** A notice that Amazon SNS carries. */
export type OpenedNotice = {
  readonly envelope: FromShape<typeof noticeShape>
  /** What Circle says in it. Absent where it is about the subscription itself. */
  readonly message: FromShape<typeof messageShape> | undefined
}

/**
 * Opens a notice. Of version 2 its signature is checked, by the certificate at an address of Amazon's. Of version 1 it is not: SHA-1
 * proves nothing any more, so nobody vouches for it.
 *
 * @throws `BODY_INVALID` for what is none, `KEY_UNKNOWN` for a certificate that cannot be had, `SIGNATURE_INVALID`.
 */
export async function openNotice(account: CircleReceivingAccount, body: Uint8Array): Promise<Verified<OpenedNotice>> {
  if (body.length > maximumBodyBytes) throw fail('BODY_INVALID', `The body is over ${maximumBodyBytes} bytes.`)
  const text = textOf(body)
  // What is signed are members of it, so it has to be read before.
  const raw = readText(text, false)
  const departure = misfit(noticeShape, raw)
  if (departure !== undefined)
    throw fail('BODY_INVALID', `It is no notice of Amazon SNS: ${departure}.`, wrongPlace(raw, text))
  const envelope = raw as FromShape<typeof noticeShape>
  mustBeWellFormed(envelope)
  const { SignatureVersion: version } = envelope
  // `Message` is read once its signature is known; of version 1 as anybody's.
  if (version === '1') return markVerified({ envelope, message: messageOf(envelope, false) }, 'nobody')
  if (version !== '2')
    throw fail('SIGNATURE_INVALID', `The notice claims the signature version ${plain(version, 20)}; there are 1 and 2.`)
  await mustBeSigned(account, envelope)
  return decodeVerified(markVerified(envelope, 'signature'), ({ value }) =>
    markVerified({ envelope: value, message: messageOf(value, true) }, 'signature'),
  )
}

async function mustBeSigned(account: CircleReceivingAccount, envelope: FromShape<typeof noticeShape>): Promise<void> {
  const { Type, Signature, SigningCertURL: url } = envelope
  const signed = signedText(signedMembers[Type as keyof typeof signedMembers], envelope)
  const bytes = Signature.length <= 2048 ? fromBase64(Signature) : undefined
  if (signed === undefined || !bytes)
    throw fail('SIGNATURE_MISSING', 'The notice lacks a member that is signed, or its signature is no Base64.')
  const key = await circleSecrets(account).certificates.find(url)
  if (!key)
    throw fail(
      'KEY_UNKNOWN',
      `There is no certificate from ${url}.`,
      'Give the account refreshSigningCertificates, fetchSigningCertificate(transport). One that could not be asked for, because too many unknown addresses came, is asked for when the notice comes again.',
    )
  if (await verify(rsaSha256, key, bytes, signed)) return
  throw fail(
    'SIGNATURE_INVALID',
    'The signature does not fit the members that Amazon signs, by the certificate that the notice names.',
    'Hand over the bytes of the body as they came: docs/webhooks.md shows how in each framework.',
  )
}

/** Kind, number and addresses, before anything is asked for by them. */
function mustBeWellFormed({ Type, MessageId, SigningCertURL, SubscribeURL }: FromShape<typeof noticeShape>): void {
  if (!Object.hasOwn(signedMembers, Type))
    throw fail('BODY_INVALID', `There is no notice of the type ${plain(Type, 40)}.`)
  if (!uuid.test(MessageId)) throw fail('BODY_INVALID', 'The notice has no MessageId.')
  if (!certificateUrl.test(SigningCertURL))
    throw fail(
      'SIGNATURE_INVALID',
      'SigningCertURL is no address of a certificate of Amazon SNS’s; it was not asked for.',
    )
  if (Type !== 'Notification' && (!SubscribeURL || !subscribeUrl.test(SubscribeURL)))
    throw fail('SIGNATURE_INVALID', 'SubscribeURL is no address of Amazon SNS’s; it was not called.')
}

function messageOf({ Type, Message }: FromShape<typeof noticeShape>, authentic: boolean): OpenedNotice['message'] {
  if (Type !== 'Notification') return undefined
  const message = readText(Message, authentic)
  if (authentic) return inShape(messageShape, message)
  const departure = misfit(messageShape, message)
  if (departure === undefined) return message as FromShape<typeof messageShape>
  throw fail('BODY_INVALID', `The notice is not as documented: ${departure}.`)
}

/** A webhook of Circle's own has other members. */
const wrongPlace = (raw: unknown, text: string): string | undefined => {
  if (typeof raw === 'object' && raw !== null && 'notificationId' in raw)
    return 'It looks like a webhook of Circle’s own: receive it by receiveWebhook, at an address of its own.'
  return text.trim() === ''
    ? 'It may be a HEAD, which looks whether the address is there: answer 200 to every HEAD.'
    : undefined
}

const fail = (code: ErrorCode, problem: string, next?: string) =>
  new ShroffError(code, { problem, next, authentic: false })
