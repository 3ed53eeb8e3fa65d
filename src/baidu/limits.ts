import { form, text, webUrl } from '../core/parameters.js'

// Baidu publishes no limits of these; those here are wide, and keep what is signed from being read in two ways.

const number = () => form(/^[\w.-]{1,64}$/, 'must be 1 to 64 characters of 0-9 A-Z a-z _ - .')

/** `tpOrderId` of an order that is placed. */
export const orderId = number

/** `bizRefundBatchId` of a refund that is asked for. */
export const refundId = number

export const notifyUrl = () => webUrl({ maximum: 512, ascii: true })

/** Numbers of Baidu's: of its orders and of its users. */
export const digits = () =>
  text((number) => (/^\d{1,20}$/.test(number) ? undefined : 'must be a number of Baidu’s: digits as a string'))
