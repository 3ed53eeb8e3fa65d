import * as z from 'zod/mini'
import { mustAnswer } from '../../core/answers.js'
import type { CallOptions, Client } from '../../core/client.js'
import { isShroffError, ShroffError } from '../../core/errors.js'
import { checkParameters, parameterSchema } from '../../core/parameters.js'
import { inShape } from '../../core/shape.js'
import type { Verified } from '../../core/verified.js'
import type { UnionpayAccount } from '../account.js'
import { call } from '../call.js'
import type { Fields } from '../canonical.js'
import { readFirst } from '../certificates.js'
import { toTime } from '../fields.js'
import * as limits from '../limits.js'
import { encryptionKeyShape, kinds, paths } from '../wire.js'

export type FetchEncryptionKeyParameters = {
  /** A number of its own, as an order has one: 8 to 40 letters and digits. */
  orderId: string
  /** `txnTime`: now, in whole seconds. */
  placedAt: Date
}

export type FetchEncryptionKeyResult = {
  /** PEM, for the account's `encryptionCertificate`. */
  readonly certificate: string
  /** Its number in decimal, as `encryptCertId` has it. */
  readonly certId: string
  readonly notBefore: Date
  readonly notAfter: Date
  /** The verified answer, in the provider's own spelling. */
  readonly raw: Fields
}

/**
 * The certificate that card numbers and other sensitive fields are encrypted for (加密公钥更新查询). Ask daily: the old one and the
 * new one are both taken for a month. An account is made anew with it: `unionpay({ …, encryptionCertificate: certificate })`.
 *
 * @throws `BODY_INVALID` for a verified answer without a certificate, or with one that is not in its time; the codes of the
 * pipeline. It moves no money, whatever it ends with.
 * @see https://github.com/ileapy/unionpay/blob/master/src/Kernel/Support/AcpService.php updateEncryptCert
 * @example
 * const { certificate, certId } = await fetchEncryptionKey(client, { orderId: 'E20261201', placedAt })
 */
export async function fetchEncryptionKey(
  client: Client<UnionpayAccount>,
  parameters: FetchEncryptionKeyParameters,
  options?: CallOptions,
): Promise<FetchEncryptionKeyResult> {
  const { orderId, placedAt } = checkParameters('fetchEncryptionKey', fetchEncryptionKeyParameters, parameters)
  const txnTime = toTime(placedAt)
  return call(
    client,
    {
      action: 'fetchEncryptionKey',
      path: paths.back,
      fields: { ...kinds.encryptionKey, certType, orderId, txnTime },
      query: true,
      // A second message of one number is refused, so a repetition would end otherwise than the first.
      repeat: 'never',
      resolve: 'Ask again under another orderId, with the time of then: it changes nothing.',
      decode({ value: raw }: Verified<Fields>) {
        const told = inShape(encryptionKeyShape, raw)
        mustAnswer({ orderId: [orderId, told.orderId], txnTime: [txnTime, told.txnTime] })
        mustAnswer({
          txnType: [kinds.encryptionKey.txnType, told.txnType],
          certType: [certType, told.certType ?? certType],
        })
        return { ...read(told.encryptPubKeyCert, client.account.clock.now()), raw }
      },
    },
    options,
  )
}

/** Of sensitive fields; 02 would be that of magnetic stripes. */
const certType = '01'

function read(pem: string, now: number) {
  const { serialDecimal: certId, notBefore, notAfter } = certificateOf(pem)
  if (now < notBefore.getTime() || now > notAfter.getTime()) throw unusable('is not in its time')
  return { certificate: pem, certId, notBefore, notAfter }
}

function certificateOf(pem: string) {
  try {
    return readFirst(pem, 'encryptPubKeyCert')
  } catch (error) {
    // There it is a file of the configuration's.
    throw isShroffError(error, 'CONFIG_INVALID') ? unusable('is none') : error
  }
}

const unusable = (problem: string) =>
  new ShroffError('BODY_INVALID', {
    problem: `The answer is verified, but the certificate in it (encryptPubKeyCert) ${problem}.`,
    next: 'Keep the certificate that you have; check the clock of this machine.',
  })

/** What fetchEncryptionKey accepts. */
export const fetchEncryptionKeyParameters = /* @__PURE__ */ parameterSchema<FetchEncryptionKeyParameters>(() =>
  z.strictObject({ orderId: limits.number(), placedAt: limits.placedAt() }),
)
