import { toChinaDigits } from '../../codec/time.js'
import type { Desk } from '../../mock/provider.js'
import type { Fields } from '../canonical.js'
import { kinds, noNotice, yuan } from '../wire.js'
import { refused } from './codes.js'
import { formats } from './fields.js'
import { placeQr } from './place.js'
import { memoryOf, type Platform } from './platform.js'
import { linesOf } from './statements.js'
import { refund } from './undo.js'

/** Orders by QR code. Order and refund are told apart by their times, which are now. */
export const deskOf = (platform: Platform): Desk => {
  const asked = (fields: Fields): Fields => {
    const merId = platform.identity.merchantId
    const all: Fields = { ...fields, merId, txnTime: toChinaDigits(platform.clock.now()), currencyCode: yuan }
    if (!(formats.orderId as RegExp).test(all.orderId!)) throw refused('10', 'orderId')
    return all
  }
  return {
    currency: 'CNY',
    createOrder({ orderId, amount, description, notifyUrl = noNotice }) {
      const order = { orderId, txnAmt: String(amount.value), orderDesc: description, backUrl: notifyUrl }
      return (placeQr(platform, asked({ ...kinds.qr, ...order })) as { qrCode: string }).qrCode
    },
    refund({ order, refundId, value }) {
      const { backUrl = noNotice } = memoryOf(order).asked
      const named = { orderId: refundId, origQryId: order.paymentId ?? '', txnAmt: String(value), backUrl }
      refund(platform, asked({ ...kinds.refund, ...named }))
    },
    statement(date) {
      const lines = linesOf(platform, date.slice(5).replace('-', ''))
      return lines.length === 0 ? undefined : lines.map((line) => `${line}\r\n`).join('')
    },
  }
}
