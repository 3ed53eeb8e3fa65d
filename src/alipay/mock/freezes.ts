import { toChinaText } from '../../codec/time.js'
import { moneyOf } from './amounts.js'
import {
  authorise,
  close,
  type Freeze,
  findFreeze,
  giveBack,
  isUnfreezeNumber,
  type Operation,
  openFreeze,
  remaining,
} from './freeze-book.js'
import { randomText, yuanText } from './numbers.js'
import { isPayerCode } from './payer-codes.js'
import { duration } from './place.js'
import { buyer, type Handler, type Json, type Platform } from './platform.js'
import { refuseBusiness } from './refusals.js'

/** `alipay.fund.auth.…` */
export const freezeMethods: Record<string, Handler> = {
  'alipay.fund.auth.order.freeze': (platform, content) => {
    if (!isPayerCode(content.auth_code)) throw refuseBusiness('PAYMENT_AUTH_CODE_INVALID', '支付授权码无效')
    const freeze = place(platform, content)
    // As for payments: this code asks its payer for the password, and `confirmFreeze` completes it.
    const asks = String(content.auth_code).endsWith('10003')
    if (!asks) authorise(freeze, platform.clock.now())
    return {
      ...(asks && { code: '10003', msg: 'order success pay inprocess' }),
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
      code_value: `https://qr.alipay.com/fux${randomText(13)}`,
    }
  },
  // What the app does with the order string; the payer's consent is `confirmFreeze`.
  'alipay.fund.auth.order.app.freeze': (platform, content) => {
    const freeze = place(platform, content)
    return operationAnswer(freeze, freeze.operations[0]!)
  },
  'alipay.fund.auth.order.unfreeze': (platform, content) => {
    const { book, clock, options } = platform
    const number = requestNo(content)
    if (!isText(content.remark)) throw illegal('remark')
    const freeze = known(platform, content)
    const value = moneyOf(content.amount, 'ILLEGAL_ARGUMENT')
    const same = freeze.operations.find(({ requestNo, type }) => type !== 'PAY' && requestNo === number)
    if (same && (same.type !== 'UNFREEZE' || same.value !== value)) throw notUnique()
    if (same) return operationAnswer(freeze, same)
    if (options.unconfirmed?.unfreezesPerMerchant && isUnfreezeNumber(book, number)) throw notUnique()
    if (freeze.status !== 'AUTHORIZED') throw refuseBusiness('ILLEGAL_STATUS', '授权状态非法')
    if (value > remaining(freeze)) throw refuseBusiness('REQUEST_AMOUNT_EXCEED', '请求金额超限')
    return operationAnswer(freeze, giveBack(freeze, clock, number, value))
  },
  'alipay.fund.auth.operation.detail.query': (platform, content) => {
    const { operation_id, out_request_no, operation_type } = content
    const freeze = known(platform, content)
    const operation = freeze.operations.find(
      ({ id, requestNo, type }) =>
        (id === operation_id || requestNo === out_request_no) && (operation_type ?? type) === type,
    )
    if (!operation) throw refuseBusiness('AUTH_OPERATION_NOT_EXIST', '支付宝资金操作流水不存在')
    return {
      ...operationAnswer(freeze, operation),
      order_status: freeze.status,
      operation_type: operation.type,
      // That this tells a freeze that was given back from one that never came about is unconfirmed.
      total_freeze_amount: yuanText(freeze.agreed ? freeze.value : 0),
      rest_amount: yuanText(freeze.agreed ? remaining(freeze) : 0),
      total_pay_amount: yuanText(freeze.captured),
      gmt_create: toChinaText(operation.at),
      payer_user_id: buyer.id,
    }
  },
  'alipay.fund.auth.operation.cancel': (platform, content) => {
    const freeze = known(platform, content)
    const { requestNo } = freeze.operations[0]!
    const isFrozen = freeze.status === 'AUTHORIZED'
    // Unconfirmed: that nothing may have been captured or given back, and that cancelling again says `close`.
    if (freeze.status === 'FINISH' || (isFrozen && remaining(freeze) < freeze.value))
      throw refuseBusiness('ORDER_ALREADY_FINISH', '订单已经完结')
    if (isFrozen) giveBack(freeze, platform.clock, `cancel ${requestNo}`, remaining(freeze))
    close(freeze)
    const numbers = { auth_no: freeze.authNo, out_order_no: freeze.freezeId, out_request_no: requestNo }
    return { ...numbers, action: isFrozen ? 'unfreeze' : 'close' }
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
  if (same?.status === 'CLOSED') throw refuseBusiness('ORDER_ALREADY_CLOSED', '订单已经关闭')
  if (same?.status === 'FINISH') throw refuseBusiness('ORDER_ALREADY_FINISH', '订单已经完结')
  // Unconfirmed: that the same call again is refused, and not answered like the first.
  if (same?.status === 'AUTHORIZED') throw refuseBusiness('FREEZE_ALREADY_SUCCESS', '该笔资金授权已成功')
  const terms = { freezeId, requestNo: number, value, productCode: String(productCode), expiresAt: now + length }
  return same ?? openFreeze(book, clock, terms)
}

function known({ book, clock }: Platform, content: Json): Freeze {
  const { auth_no, out_order_no } = content
  const freeze = findFreeze(
    book,
    clock.now(),
    ({ authNo, freezeId }) => authNo === auth_no || freezeId === out_order_no,
  )
  if (!freeze) throw refuseBusiness('AUTH_ORDER_NOT_EXIST', '支付宝资金授权订单不存在')
  return freeze
}

// Only its length is documented.
function requestNo({ out_request_no: number }: Json): string {
  if (typeof number !== 'string' || !/^[\x21-\x7e]{1,64}$/.test(number)) throw illegal('out_request_no')
  return number
}

const isText = (text: unknown) => typeof text === 'string' && text !== '' && text.length <= 100
const illegal = (name: string) => refuseBusiness('ILLEGAL_ARGUMENT', `参数异常：${name}`)
const notUnique = () => refuseBusiness('UNIQUE_VIOLATION', '商户订单号重复')

const operationAnswer = ({ authNo, freezeId }: Freeze, { id, requestNo, value, status, doneAt }: Operation): Json => ({
  auth_no: authNo,
  out_order_no: freezeId,
  operation_id: id,
  out_request_no: requestNo,
  amount: yuanText(value),
  status,
  gmt_trans: toChinaText(doneAt),
})
