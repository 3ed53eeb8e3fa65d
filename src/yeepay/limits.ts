import { form, webUrl } from '../core/parameters.js'

// Only limits that a public source states; a doubtful value passes, and YeePay's refusal is explained.

/** `orderId` of an order that is placed, and `refundRequestId` of a refund that is asked for. */
export const number = () => form(/^[0-9A-Za-z_]{1,64}$/, 'must be 1 to 64 letters, digits and underscores')

/** `notifyUrl`. That it may have a query is unconfirmed. */
export const notifyUrl = () => webUrl({ maximum: 200, query: true, ascii: true })

/** `redirectUrl`. How long it may be is unconfirmed. */
export const returnUrl = () => webUrl({ maximum: 200, query: true, fragment: true, ascii: true })

/** `userIp`. */
export const ipAddress = () => form(/^[\d.:A-Fa-f]{3,45}$/, 'must be an IP address, such as 203.0.113.7')
