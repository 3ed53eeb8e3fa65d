import { encryptRsaPkcs1, toBase64 } from '#crypto'
import { utf8 } from '../../crypto/bytes.js'
import { type Platform, payer } from './platform.js'

/** `accNo` of answers and notifications, as the merchant has it. */
export const cardNumber = async (platform: Platform): Promise<string> =>
  platform.options.accNo === 'encrypted' ? encrypt(platform, payer.card) : payer.card

/** For the merchant's own key, which it signs with. */
export const encrypt = async ({ identity }: Platform, text: string): Promise<string> =>
  toBase64(await encryptRsaPkcs1(identity.merchant.publicKey, utf8(text)))
