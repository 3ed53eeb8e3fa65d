import { form, webUrl } from '../core/parameters.js'

// Only limits that a public source states; a doubtful value passes, and QQ Wallet's refusal is explained.

/** `out_trade_no` of an order that is placed. */
export const orderId = () => form(/^[0-9A-Za-z_\-|*@]{1,32}$/, 'must be 1 to 32 characters of 0-9 A-Z a-z _ - | * @')

/** `out_refund_no` of a refund that is asked for. Its characters are taken to be those of an order, which is unconfirmed. */
export const refundId = () => form(/^[0-9A-Za-z_\-|*@]{1,32}$/, 'must be 1 to 32 characters of 0-9 A-Z a-z _ - | * @')

/** `notify_url`. That it takes no query, and 256 characters, is unconfirmed. */
export const notifyUrl = () => webUrl({ maximum: 256, ascii: true })

/** `spbill_create_ip` has room for an IPv4 address alone. */
export const ipAddress = () => form(/^\d{1,3}(\.\d{1,3}){3}$/, 'must be an IPv4 address, such as 203.0.113.7')
