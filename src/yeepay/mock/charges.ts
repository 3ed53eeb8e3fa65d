import { type BookOrder, closeOrder, nameOrder, payOrder } from '../../mock/book.js'
import { usePayerCode } from '../../mock/payer-code.js'
import { scanned } from '../wire.js'
import { place, placed } from './orders.js'
import { type Handler, illegal, memoryOf, mustText, type Platform, payerId, textIn } from './platform.js'

/** 付款码支付: whatever becomes of it, it is accepted first; a query tells a refusal. */
export const payByCode: Handler = (platform, asked) => {
  if (mustText(asked, 'payWay', 32) !== scanned) throw illegal('payWay')
  if (mustText(asked, 'scene', 32) !== 'OFFLINE') throw illegal('scene')
  mustText(asked, 'userIp', 45)
  mustText(asked, 'terminalId', 64)
  const code = mustText(asked, 'authCode', 128)
  const wallet = textIn(asked, 'channel', 16) ?? walletOf(code)
  const { order, isNew } = place(platform, asked, { product: 'pay', payWay: scanned, wallet }, () => '')
  if (isNew) charge(platform, order, code)
  const status = order.status === 'paid' ? 'SUCCESS' : 'PROCESSING'
  return { ...placed(platform, order), status }
}

function charge(platform: Platform, order: BookOrder, code: string): void {
  const does = usePayerCode(platform.book, code, platform.clock.now())
  if (does === 'pays') payNow(platform, order)
  if (does === 'pays' || does === 'types-password') return
  memoryOf(order).failed = does === 'refuses' ? '余额不足' : '付款码已失效'
  closeOrder(order)
}

/** By its first digits, as the wallets publish them. */
const walletOf = (code: string) => (/^1[0-5]/.test(code) ? 'WECHAT' : /^62/.test(code) ? 'UNIONPAY' : 'ALIPAY')

/** The payer has paid: the book moves, a webhook is queued. */
export function payNow({ book, clock, notify }: Platform, order: BookOrder): void {
  const { paymentId } = memoryOf(order)
  payOrder(order, { paymentId, payerId, now: clock.now() })
  nameOrder(book, paymentId, order)
  notify({ type: 'payment.paid', order, at: clock.now() })
}
