import { verify } from '#crypto'
import { fromIsoTime } from '../codec/time.js'
import { configError, type ErrorCode, isShroffError, ShroffError } from '../core/errors.js'
import { keepEvidence } from '../core/evidence.js'
import { type Incoming, readIncoming, targetOf } from '../core/incoming.js'
import { markVerified, type Verified } from '../core/verified.js'
import { fromAnyBase64 } from '../crypto/base64.js'
import { fromUtf8 } from '../crypto/bytes.js'
import { type YeepayAccount, yeepaySecrets } from './account.js'
import { headerText, readAuthorization, requestText } from './canonical.js'
import { applicationsOf } from './name.js'
import { unknownKey } from './open.js'
import { type Notice, readJson } from './open-notice.js'
import { readSignature } from './scheme.js'
import { unwrapSm } from './unwrap.js'
import { header } from './wire.js'

/**
 * Opens a notification of the SM algorithms: a request that YeePay signs as the merchant signs its own, whose body is encrypted.
 * The signature is over the ciphertext and over what it is encrypted by, so nothing is decrypted before it is verified.
 *
 * @throws `SIGNATURE_MISSING`, `SIGNATURE_INVALID`, `KEY_UNKNOWN`, `TIMESTAMP_OUT_OF_WINDOW`, `WEBHOOK_NOT_OURS`, `DECRYPTION_FAILED`,
 * `BODY_INVALID`.
 */
export async function openSmNotice(account: YeepayAccount, incoming: Incoming): Promise<Verified<Notice>> {
  const { headers, body } = await readIncoming(incoming)
  const { scheme, platformKeys } = yeepaySecrets(account)
  const path = pathCalled(account, incoming)
  const auth = readAuthorization(headers.authorization ?? '')
  const { contentHeader } = scheme.wire
  if (auth?.scheme !== scheme.wire.name)
    throw fail(
      'SIGNATURE_MISSING',
      `The notification has no Authorization by ${scheme.wire.name}.`,
      'One with a form and its field response is by RSA, and needs an account without sm.',
    )
  const names = auth.signedHeaders
  const keep = (error: ShroffError) => keepEvidence(error, account, 'sm-notice', { ...headers, path, body })
  // Else the body, or how to open it, would be anybody's.
  if (![contentHeader, header.encrypt].every((name) => names.includes(name)))
    throw fail('SIGNATURE_INVALID', 'The signature is not over the body, or not over how it is encrypted.')
  const serial = headers[header.serial]
  const keys = await platformKeys(serial)
  if (keys.length === 0) throw keep(unknownKey('notification', serial))
  const given = { 'content-length': String(body.length), ...headers }
  const text = requestText({ auth, method: 'POST', path, query: '', headers: headerText(given, names) })
  const signature = readSignature(scheme, auth.signature)
  const fits = await Promise.all(
    keys.map((key) => signature !== undefined && verify(scheme.algorithm, key, signature, text)),
  )
  if (!fits.includes(true) || headers[contentHeader]?.toLowerCase() !== (await scheme.digest(body)))
    throw keep(
      fail(
        'SIGNATURE_INVALID',
        `The notification's signature, or the hash of its ${body.length} bytes, does not fit.`,
        'Hand over the bytes and the headers as they came. If a proxy rewrites the path of your address, give the account its notifyPath.',
      ),
    )
  const late = tooLate(account, auth)
  if (late) throw keep(late)
  // Its names are signed: another application's is a notification of YeePay's all the same.
  if (!applicationsOf(account).includes(auth.appKey))
    throw new ShroffError('WEBHOOK_NOT_OURS', {
      problem: 'The notification is for another application.',
      authentic: true,
    })
  const opened = await decrypt(account, headers[header.encrypt]!, body).catch((error) => {
    throw isShroffError(error, 'DECRYPTION_FAILED') ? keep(error) : error
  })
  return markVerified(readJson(opened), 'signature')
}

/** The time may lie as far in the future as clocks differ. */
function tooLate(
  { clock }: YeepayAccount,
  { time, seconds }: { time: string; seconds: string },
): ShroffError | undefined {
  const age = clock.now() - fromIsoTime(time)
  // Not `>`: what is no number must let nothing in.
  if (/^\d{1,6}$/.test(seconds) && age <= Number(seconds) * 1000 && age >= -300_000) return undefined
  return new ShroffError('TIMESTAMP_OUT_OF_WINDOW', {
    problem: `The notification was signed at ${time.slice(0, 30)}, to hold for ${seconds.slice(0, 10)} s.`,
    next: 'It is an old message replayed, or a clock is wrong: compare this machine’s with NTP.',
    authentic: true,
  })
}

/** `yop-encrypt-v1/<serial>/SM4_CBC_PKCS5Padding/<key>/<iv>;<aad>/stream/<headers>/<fields>`; `JA`: the whole body. */
async function decrypt(account: YeepayAccount, how: string, body: Uint8Array): Promise<string> {
  const [version, , algorithm, wrapped = '', iv = '', , , whole] = how.split('/')
  const sealed = /^"?([\w+/=-]+)"?$/.exec(fromAscii(body))?.[1]
  const ciphertext = sealed && fromAnyBase64(sealed)
  const start = fromAnyBase64(iv.split(';', 1)[0]!)
  if (version !== 'yop-encrypt-v1' || algorithm !== 'SM4_CBC_PKCS5Padding' || whole !== 'JA' || !ciphertext)
    throw undecipherable('It is not encrypted as a whole by SM4_CBC_PKCS5Padding.')
  try {
    const key = await unwrapSm(account, fromAnyBase64(wrapped) ?? new Uint8Array())
    return fromUtf8(yeepaySecrets(account).sm!.decryptSm4Cbc(key, start!, ciphertext))
  } catch (cause) {
    if (isShroffError(cause) && cause.code === 'CONFIG_INVALID') throw cause
    throw undecipherable('What YeePay has encrypted does not open by privateKey.', cause)
  }
}

const fromAscii = (body: Uint8Array) => Array.from(body, (byte) => String.fromCharCode(byte)).join('')

function pathCalled(account: YeepayAccount, incoming: Incoming): string {
  const path = yeepaySecrets(account).notifyPath ?? targetOf(incoming)
  // The query is not signed.
  if (path !== undefined) return path.split('?', 1)[0]!
  throw configError(
    'YeePay signs the path of the address that it calls, and nothing tells it.',
    'Pass the Request, or { headers, body, url: request.originalUrl }; or give the account its notifyPath.',
  )
}

const fail = (code: ErrorCode, problem: string, next?: string) =>
  new ShroffError(code, { problem, next, authentic: false })

const undecipherable = (problem: string, cause?: unknown) =>
  new ShroffError('DECRYPTION_FAILED', { problem, authentic: true, cause })
