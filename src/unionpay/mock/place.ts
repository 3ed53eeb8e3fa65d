import { closeOrder, nameOrder } from '../../mock/book.js'
import { randomDigits } from '../../mock/numbers.js'
import { usePayerCode } from '../../mock/payer-code.js'
import { refused } from './codes.js'
import { payNow, place } from './orders.js'
import { type Handler, memoryOf } from './platform.js'

// Orders, of payments (01) as of holds (02). A page is for the cashier to show.

/** What an app is started with. */
export const placeApp: Handler = (platform, asked) => ({ tn: memoryOf(place(platform, asked)).tn })

/** A code for the payer to scan. */
export const placeQr: Handler = (platform, asked) => {
  // Documented without too: the payer then types the amount.
  if (asked.txnAmt === undefined) throw refused('13', 'txnAmt（本模拟网关需要金额）')
  const qrCode = `https://qr.95516.com/00010000/${randomDigits(32)}`
  nameOrder(platform.book, qrCode, place(platform, asked))
  return { qrCode }
}

/** The payer's code was read: accepted, and told by a query how it ended. */
export const charge: Handler = (platform, asked) => {
  const { qrNo = '' } = asked
  const does = /^62\d{1,18}$/.test(qrNo) ? usePayerCode(platform.book, qrNo, platform.clock.now()) : 'unknown'
  // Which code a used one gets is unconfirmed.
  if (does === 'unknown' || does === 'used-up' || does === 'expired') throw refused('61')
  const order = place(platform, asked)
  order.opened = true
  if (does === 'pays') payNow(platform, order)
  if (does === 'refuses') {
    memoryOf(order).refusal = '64'
    closeOrder(order)
  }
  return {}
}
