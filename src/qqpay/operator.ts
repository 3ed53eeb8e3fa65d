import { md5 } from '#crypto'
import { configError } from '../core/errors.js'
import { toLowerHex, utf8 } from '../crypto/bytes.js'
import { type QqpayAccount, qqpaySecrets } from './account.js'

/** Who gives money back: the operator, and the MD5 of the password in small letters. @throws `CONFIG_INVALID` without one. */
export function operatorFields(account: QqpayAccount, action: string): { op_user_id: string; op_user_passwd: string } {
  const { operatorPassword } = qqpaySecrets(account)
  if (operatorPassword === undefined)
    throw configError(
      `${action}: QQ Wallet asks for the operator’s password, and the account has none.`,
      'Give qqpay({...}) the operatorPassword; the merchant number and its password at the console are an operator too.',
    )
  return { op_user_id: account.operatorId, op_user_passwd: toLowerHex(md5(utf8(operatorPassword))) }
}
