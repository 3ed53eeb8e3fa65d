import { fromBase64, sha1, verify } from '#crypto'
import { ShroffError } from '../core/errors.js'
import { importPublicKey } from '../core/keys.js'
import { markVerified, type Verified } from '../core/verified.js'
import { rsaSha1, rsaSha256 } from '../crypto/algorithms.js'
import { toLowerHex, utf8 } from '../crypto/bytes.js'
import type { KeyInput } from '../crypto/contract.js'
import { hexDigest } from '../crypto/keyed-digest.js'
import type { UnionpayReceivingAccount } from './account.js'
import { type Fields, parseReply } from './canonical.js'
import { mustBeInItsTime, readCertificates } from './certificates.js'

/** What the control's results are judged by. */
export type AppTrust = { certificates: KeyInput; unsafeSha1: boolean }

const maximumLength = 8192

/**
 * Opens what UnionPay's control in an app has signed. It names its certificate by number and brings none.
 *
 * @throws `SIGNATURE_*`, `KEY_UNKNOWN`, `BODY_INVALID`; `CONFIG_INVALID` for certificates that are none.
 */
export async function openAppResult(
  account: UnionpayReceivingAccount,
  { sign, data }: { sign: string; data: string },
  { certificates, unsafeSha1 }: AppTrust,
): Promise<Verified<Fields>> {
  if (sign === '') throw refused('SIGNATURE_MISSING', 'The result has no signature (sign).')
  const fields = read(data)
  const known = readCertificates(certificates, 'certificates')
  const certificate = known.find(({ serialDecimal }) => serialDecimal === fields.cert_id)
  if (!certificate)
    throw refused(
      'KEY_UNKNOWN',
      'The result is signed for a certificate (cert_id) that is none of those given.',
      `Those given have the numbers ${known.map(({ serialDecimal }) => serialDecimal).join(', ')}; take the one of the control’s environment.`,
    )
  mustBeInItsTime(certificate, account.clock.now())
  const algorithm = unsafeSha1 ? rsaSha1 : rsaSha256
  const key = await importPublicKey(certificate.spki, 'certificates', algorithm)
  // Hashed twice, as everything of UnionPay's.
  const digest = unsafeSha1 ? toLowerHex(await sha1(utf8(data))) : await hexDigest(data)
  const signature = fromBase64(sign)
  if (!signature || !(await verify(algorithm, key, signature, digest)))
    throw refused(
      'SIGNATURE_INVALID',
      'The signature does not fit the data of the result.',
      unsafeSha1
        ? 'The app hands on result_data as the control gave it: data is one text, which is neither decoded nor sorted.'
        : 'The controls that are known sign with SHA-1: unsafeSha1: true takes it.',
    )
  return markVerified(fields, 'signature')
}

function read(data: string): Fields {
  if (data.length > maximumLength) throw refused('BODY_INVALID', `The result is over ${maximumLength} characters.`)
  try {
    return parseReply(data)
  } catch (error) {
    throw refused('BODY_INVALID', `The data of the result cannot be read: ${(error as Error).message}.`)
  }
}

const refused = (
  code: 'SIGNATURE_MISSING' | 'SIGNATURE_INVALID' | 'KEY_UNKNOWN' | 'BODY_INVALID',
  problem: string,
  next?: string,
) => new ShroffError(code, { problem, next, authentic: false })
