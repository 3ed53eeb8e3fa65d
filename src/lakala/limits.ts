import { form, webUrl } from '../core/parameters.js'

// Only limits that the documentation states; a doubtful value passes, and Lakala's refusal is explained.

/** `out_trade_no`, `out_order_no`: 32 characters. Which they may be no public source says: those without blanks are let pass. */
export const number = () => form(/^[\x21-\x7e]{1,32}$/, 'must be 1 to 32 ASCII characters without blanks')

/** `notify_url` of a scan. */
export const notifyUrl = (maximum = 128) => webUrl({ maximum, query: true, ascii: true })

export const ipAddress = () => form(/^[0-9A-Fa-f.:]{2,45}$/, 'must be an IP address, such as 203.0.113.7')
