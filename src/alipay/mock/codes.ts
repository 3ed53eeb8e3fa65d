import { type Book, type BookOrder, beside } from '../../mock/book.js'
import { randomHex } from '../../mock/numbers.js'
import type { Platform } from './platform.js'
import { refuse } from './refusals.js'

/** Each QR code that was shown, with the order as it was then. */
const codesOf = (book: Book): Map<string, BookOrder> => beside(book, 'codes', () => new Map())

export const codeOrigin = 'https://qr.alipay.com'

export function newCode({ book }: Platform, order: BookOrder): string {
  const code = `${codeOrigin}/bax${randomHex(13)}`
  codesOf(book).set(code, order)
  return code
}

/** The order that a payer opens by scanning this code. Of several codes under one number the first one opened wins. */
export function scan({ book }: Platform, code: string): BookOrder | undefined {
  const order = codesOf(book).get(code)
  const now = order && book.orders.get(order.orderId)
  if (!order || now === order) return order
  if (now?.opened) throw refuse('ACQ.CONTEXT_INCONSISTENT', '交易信息被篡改')
  book.orders.set(order.orderId, order)
  return order
}
