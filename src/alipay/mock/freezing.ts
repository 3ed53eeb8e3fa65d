import type { Json } from '../../mock/http.js'
import { randomHex } from '../../mock/numbers.js'
import { authorise, type Freeze, findFreeze, openFreeze } from './freeze-book.js'
import { illegal, isText, notUnique, operationAnswer, requestNo } from './freeze-wire.js'
import { moneyOf } from './numbers.js'
import { scanPayer } from './payer-codes.js'
import { duration } from './place.js'
import { buyer, type Handler, type Platform } from './platform.js'
import { refuse } from './refusals.js'

/** `alipay.fund.auth.order.…`: the payer's code is scanned, or he is shown one, or his app is opened. */
export const freezingMethods: Record<string, Handler> = {
  'alipay.fund.auth.order.freeze': (platform, content) => {
    const { book, clock } = platform
    const before = findFreeze(book, clock.now(), ({ freezeId }) => freezeId === content.out_order_no)
    if (before) place(platform, content)
    const payer = scanPayer(platform, content.auth_code, before !== undefined)
    if (!payer) throw refuse('PAYMENT_AUTH_CODE_INVALID', '支付授权码无效')
    if (payer === 'refuses') throw refuse('MONEY_NOT_ENOUGH', '资金不足')
    const freeze = place(platform, content)
    // `confirmFreeze` completes it.
    if (payer === 'pays') authorise(freeze, clock.now())
    return {
      ...(payer !== 'pays' && { code: '10003', msg: 'order success pay inprocess' }),
      ...operationAnswer(freeze, freeze.operations[0]!),
      payer_logon_id: buyer.logonId,
      payer_user_id: buyer.id,
    }
  },
  'alipay.fund.auth.order.voucher.create': (platform, content) => {
    const { freezeId } = place(platform, content)
    return {
      out_order_no: freezeId,
      out_request_no: content.out_request_no,
      code_type: 'qrCode',
      code_value: `https://qr.alipay.com/fux${randomHex(13)}`,
    }
  },
  // What the app does with the order string; the payer's consent is `confirmFreeze`.
  'alipay.fund.auth.order.app.freeze': (platform, content) => {
    const freeze = place(platform, content)
    return operationAnswer(freeze, freeze.operations[0]!)
  },
}

function place({ book, clock }: Platform, content: Json): Freeze {
  const { out_order_no: freezeId, order_title: title, product_code: productCode } = content
  if (typeof freezeId !== 'string' || !/^\w{1,64}$/.test(freezeId)) throw illegal('out_order_no')
  const number = requestNo(content)
  if (!isText(title)) throw illegal('order_title')
  if (typeof (content.payee_user_id ?? content.payee_logon_id) !== 'string') throw illegal('payee_user_id')
  // The notes name the first, newer samples the second, older contracts the third: the contract's.
  if (!/^(PRE_AUTH|PREAUTH_PAY|PRE_AUTH_ONLINE)$/.test(String(productCode))) throw illegal('product_code')
  const value = moneyOf(content.amount, 'ILLEGAL_ARGUMENT')
  const now = clock.now()
  const length = duration(content.pay_timeout ?? content.timeout_express ?? '15m', now)
  if (Number.isNaN(length)) throw illegal('timeout_express')
  const same = findFreeze(book, now, (one) => one.freezeId === freezeId)
  if (same && (same.value !== value || same.operations[0]!.requestNo !== number)) throw notUnique()
  if (same?.status === 'CLOSED') throw refuse('ORDER_ALREADY_CLOSED', '订单已经关闭')
  if (same?.status === 'FINISH') throw refuse('ORDER_ALREADY_FINISH', '订单已经完结')
  // Unconfirmed: that the same call again is refused, and not answered like the first.
  if (same?.status === 'AUTHORIZED') throw refuse('FREEZE_ALREADY_SUCCESS', '该笔资金授权已成功')
  const terms = { freezeId, requestNo: number, value, productCode: String(productCode), expiresAt: now + length }
  return same ?? openFreeze(book, clock, terms)
}
