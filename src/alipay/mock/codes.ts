import { type BookOrder, nameOrder } from '../../mock/book.js'
import { randomHex } from '../../mock/numbers.js'
import type { Platform } from './platform.js'
import { refuse } from './refusals.js'

export const codeOrigin = 'https://qr.alipay.com'

export function newCode({ book }: Platform, order: BookOrder): string {
  const code = `${codeOrigin}/bax${randomHex(13)}`
  // With the order as it is now.
  nameOrder(book, code, order)
  return code
}

/** The order that a payer opens by scanning this code. */
export function scan(platform: Platform, code: string): BookOrder | undefined {
  const order = platform.book.numbers.get(code)
  return order && openedOf(platform, order)
}

/** Of several codes under one number the first one opened wins. */
export function openedOf({ book }: Platform, order: BookOrder): BookOrder {
  const now = book.orders.get(order.orderId)
  if (now === order) return order
  if (now?.opened) throw refuse('ACQ.CONTEXT_INCONSISTENT', '交易信息被篡改')
  book.orders.set(order.orderId, order)
  return order
}
