import { plain, ShroffError } from '../core/errors.js'
import { type Asked, findRefusal, refusedError } from '../core/refusals.js'
import type { Fields } from './canonical.js'
import { anyRefusals } from './refusals.js'

/** @throws the provider's error for a verified answer whose `result_code` is not SUCCESS. */
export function mustSucceed(asked: Asked, fields: Fields): void {
  if (fields.result_code === 'SUCCESS') return
  const { err_code: said = '', err_code_des, retmsg } = fields
  const words = err_code_des || retmsg
  throw refusedError('QQ Wallet', asked, findRefusal(said, asked.refusals, anyRefusals), {
    final: true,
    providerCode: said ? plain(said, 80) : undefined,
    providerMessage: words && plain(words, 500),
  })
}

/** `return_code` FAIL: unsigned, and final only where it says that our signature is wrong. Those words are unconfirmed. */
export function communicationError(action: string, words: string | undefined): ShroffError {
  const signature = words === '签名错误'
  return new ShroffError(signature ? 'SIGNATURE_REFUSED' : 'PROVIDER_ERROR', {
    problem: `QQ Wallet did not take ${action}.`,
    outcome: signature ? 'rejected' : 'unknown',
    next: signature ? 'Check apiKey against the merchant console (API密钥).' : undefined,
    providerMessage: words && plain(words, 500),
    authentic: false,
  })
}
