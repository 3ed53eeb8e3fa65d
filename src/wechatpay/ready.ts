import { verify } from '#crypto'
import { configError } from '../core/errors.js'
import { mustBeValid, platformKeyName } from '../core/keyring.js'
import { importPublicKey } from '../core/keys.js'
import type { Proof } from '../core/proof.js'
import { isSm2 } from '../crypto/key.js'
import { type WechatpayReceivingAccount, wechatpaySecrets } from './account.js'
import { validityOf } from './certificates.js'
import { signerOf } from './seal.js'

/**
 * Imports every key of the account and proves by use that none is in another's place. Call it when the server boots. Sends
 * nothing, unless there are no platform keys yet: then it asks `refreshPlatformKeys`.
 *
 * @returns what it has proven, and what only {@link check} can.
 * @throws `CONFIG_INVALID` naming the key: unreadable, damaged, of the wrong form, too short, expired, not the one of
 * `certificate`, or the merchant's own where WeChat Pay's is wanted. What an HSM throws comes through, and so does what
 * `refreshPlatformKeys` throws.
 * @example
 * await ready(account)
 */
export async function ready(account: WechatpayReceivingAccount): Promise<Proof> {
  const { keyring, privateKey, certificate, apiV2Key, schemes } = wechatpaySecrets(account)
  // What the merchant signs by.
  const { algorithm } = schemes[0]!
  // Otherwise the first refund of the process would fetch keys after the money has moved.
  if (keyring.serials().length === 0) await keyring.refresh()
  mustAnswerAlike(account)
  // Works the same for PEM, HSM and KMS: whoever verifies our own signature is our own key.
  const message = account.randomBytes(32)
  const signature = privateKey === undefined ? undefined : await (await signerOf(account)).sign(message)
  for (const serial of keyring.serials()) {
    const key = await keyring.find(serial)
    if (key?.algorithm === algorithm.name && signature && (await verify(algorithm, key, signature, message))) {
      throw configError(
        `wechatpay: platformKeys["${serial}"] is your own public key, not WeChat Pay's.`,
        'Download the WeChat Pay public key (微信支付公钥) in the merchant console; it differs from the merchant certificate’s.',
      )
    }
  }
  if (certificate !== undefined) {
    mustBeValid(validityOf(certificate, 'certificate'), account.clock.now())
    const own = await importPublicKey(
      certificate,
      'certificate: the merchant API certificate (apiclient_cert.pem)',
      algorithm,
    )
    if (signature && !(await verify(algorithm, own, signature, message))) {
      throw configError(
        'wechatpay: certificate was not issued for this privateKey.',
        'Take apiclient_cert.pem and apiclient_key.pem from the same archive.',
      )
    }
  }
  const online = 'only WeChat Pay knows: check(client) asks it.'
  return {
    proven: certificate && signature ? ['privateKey', 'certificate'] : [],
    unproven: [
      ...(!certificate && signature
        ? [{ option: 'privateKey', why: `Whether it belongs to serial, certificate would prove; else ${online}` }]
        : []),
      ...keyring.serials().map((serial) => ({
        option: platformKeyName(serial),
        why: `It can be read, and is not your own; whose it is ${online}`,
      })),
      { option: 'apiV3Key', why: `It has the right form; whether it is the one of the merchant console ${online}` },
      ...(apiV2Key
        ? [{ option: 'apiV2Key', why: 'It has the right form; the first charge by APIv2 shows the rest.' }]
        : []),
    ],
  }
}

/** @throws `CONFIG_INVALID` where WeChat Pay's keys and the merchant's have no algorithm in common, so that every answer would be refused. */
function mustAnswerAlike(account: WechatpayReceivingAccount): void {
  const { keyring, privateKey, sm } = wechatpaySecrets(account)
  if (!sm) return
  const ofSm2 = (serial: string) => isSm2(keyring.input(serial)!) !== false
  const serials = keyring.serials()
  if (privateKey === undefined) {
    if (serials.length === 0 || serials.some(ofSm2)) return
    throw configError(
      'wechatpay: sm is given, and no key is of SM2.',
      'Give the SM2 keys of the merchant console, or leave sm out.',
    )
  }
  const sendsSm2 = isSm2(privateKey) !== false
  if (serials.some((serial) => ofSm2(serial) === sendsSm2)) return
  const [own, other] = sendsSm2 ? ['SM2', 'RSA'] : ['RSA', 'SM2']
  throw configError(
    `wechatpay: privateKey is an ${own} key, and all of platformKeys are ${other} keys.`,
    `What is signed by ${own} is answered by ${own}: give WeChat Pay's ${own} key too.`,
  )
}
