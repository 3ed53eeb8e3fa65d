import { form, lengthProblem, text, webUrl } from '../core/parameters.js'
import { utf8 } from '../crypto/bytes.js'

// Only limits that the documentation states without doubt stand here; a doubtful value passes, and WeChat Pay's own
// refusal is explained.

/** A text of a field that is encrypted: RSA-OAEP holds 214 bytes (doc 4013053257). */
export const sensitive = (maximum: number) =>
  text(
    (given) =>
      lengthProblem(given, maximum) ?? (utf8(given).length > 214 ? 'must be at most 214 bytes as UTF-8' : undefined),
  )

/** `out_trade_no` of an order that is placed (doc 4012791877). */
export const orderId = () => form(/^[0-9A-Za-z_\-|*]{6,32}$/, 'must be 6 to 32 characters of 0-9 A-Z a-z _ - | *')

/** `out_refund_no` of a refund that is asked for (doc 4013071036). */
export const refundId = () => form(/^[0-9A-Za-z_\-|*@]{1,64}$/, 'must be 1 to 64 characters of 0-9 A-Z a-z _ - | * @')

/** `notify_url` (doc 4012791877). That it must be public depends on the account. */
export const notifyUrl = (maximum = 255) => webUrl({ maximum })
