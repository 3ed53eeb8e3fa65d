// What Baidu signs, both ways (签名与验签, sign_v2).

export type Fields = Readonly<Record<string, string>>

const unsigned = ['sign', 'rsaSign', 'sign_type']

/** Every parameter but the signature, sorted by name, raw values; what is empty is in it as well. */
export const signedText = (fields: Fields): string =>
  Object.keys(fields)
    .filter((name) => !unsigned.includes(name))
    .sort()
    .map((name) => `${name}=${fields[name]}`)
    .join('&')

/** The four of an order that are signed: `dealTitle`, `bizInfo` and all others pass through the payer's hands as they please. */
export const orderFields = (order: {
  appKey: string
  dealId: string
  totalAmount: string
  tpOrderId: string
}): Fields => ({
  appKey: order.appKey,
  dealId: order.dealId,
  totalAmount: order.totalAmount,
  tpOrderId: order.tpOrderId,
})

/**
 * Whether a value has `&`, a name of the protocol and `=` in it. Fields are signed as one text without any escape, so a notice
 * with such a value could be taken apart in two ways, and both would be signed.
 */
export const holdsField = (value: string): boolean =>
  value.includes('&') && [...value.matchAll(/&(\w+)(?==)/g)].some(([, name]) => fieldNames.test(name!))

/** Where a body was decoded twice, blanks stand for its plus signs; some of Baidu's senders leave out what fills Base64 up. */
export function restored(signature: string): string {
  const text = signature.replaceAll(' ', '+').replace(/=+$/, '')
  return text.padEnd(Math.ceil(text.length / 4) * 4, '=')
}

/** The fields that Baidu’s notices have. */
export const fieldNames =
  /^(userId|orderId|tpOrderId|dealId|unitPrice|count|\w+Money|payTime|promoDetail|payType|partnerId|status|returnData|refundBatchId|refundStatus|rsaSign)$/
