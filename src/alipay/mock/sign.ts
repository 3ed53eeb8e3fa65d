import { sign, toBase64 } from '#crypto'
import { rsaSha256 } from '../../crypto/algorithms.js'
import { utf8 } from '../../crypto/bytes.js'
import type { PrivateKey } from '../../crypto/contract.js'
import type { Fault } from '../../mock/faults.js'
import { notificationText } from '../canonical.js'
import { signType } from '../wire.js'
import type { Identity } from './identity.js'

export const signText = async (privateKey: PrivateKey, text: string | Uint8Array): Promise<string> =>
  toBase64(await sign(rsaSha256, privateKey, typeof text === 'string' ? utf8(text) : text))

/** What answers are signed with. */
export const answerKey = ({ stranger, alipay }: Identity, fault: Fault | undefined): PrivateKey =>
  fault === 'wrong-signature' ? stranger : alipay.privateKey

/** The serial that answers name in certificate mode. */
export const answerSn = ({ certificates }: Identity, fault: Fault | undefined): string | undefined =>
  fault === 'unknown-serial' ? '0'.repeat(32) : certificates?.sns.alipay

/** Adds `sign` and `sign_type` to the parameters of a trade notification or a return. */
export async function signForm(
  { alipay }: Identity,
  parameters: Record<string, string>,
  privateKey: PrivateKey = alipay.privateKey,
): Promise<Record<string, string>> {
  return { ...parameters, sign_type: signType, sign: await signText(privateKey, notificationText(parameters)) }
}
