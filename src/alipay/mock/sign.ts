import { signRsaSha256, toBase64 } from '#crypto'
import { utf8 } from '../../crypto/bytes.js'
import type { PrivateKey } from '../../crypto/contract.js'
import { notificationText } from '../canonical.js'
import { signType } from '../wire.js'
import type { Identity } from './identity.js'

/** Adds `sign` and `sign_type` to the parameters of a notification or a return. */
export async function signNotification(
  identity: Identity,
  parameters: Record<string, string>,
  privateKey: PrivateKey = identity.alipay.privateKey,
): Promise<Record<string, string>> {
  const sign = toBase64(await signRsaSha256(privateKey, utf8(notificationText(parameters))))
  return { ...parameters, sign_type: signType, sign }
}
