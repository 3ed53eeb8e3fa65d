import { toChinaText } from '../../codec/time.js'
import { type Book, beside } from '../../mock/book.js'
import { internalsOf, type MockGateway, runningOf } from '../../mock/gateway.js'
import { moneyOf } from './amounts.js'
import { newTradeNo, randomText, yuanText } from './numbers.js'
import { money, payTrade, place as placeOrder } from './orders.js'
import { buyer, type Handler, type Json, type Platform, refuseBusiness } from './platform.js'

/** What a payer has frozen, in fen. `captured + unfrozen` never exceeds `value`; the difference is still frozen. */
type Freeze = {
  readonly freezeId: string
  readonly authNo: string
  readonly value: number
  readonly productCode: string
  status: 'INIT' | 'AUTHORIZED' | 'FINISH' | 'CLOSED'
  captured: number
  unfrozen: number
  /** The freezing first, then what was given back, in order. */
  readonly operations: Operation[]
}

type Operation = {
  readonly id: string
  readonly requestNo: string
  readonly type: 'FREEZE' | 'UNFREEZE'
  readonly value: number
  readonly at: number
  /** When the payer agreed; until then, when it was asked for. */
  doneAt: number
  status: 'INIT' | 'SUCCESS' | 'CLOSED'
}

const freezesOf = (book: Book): Freeze[] => beside(book, 'freezes', () => [])

// Only its length is documented.
const isRequestNo = (number: unknown): number is string =>
  typeof number === 'string' && /^[\x21-\x7e]{1,64}$/.test(number)

const remaining = ({ value, captured, unfrozen }: Freeze) => value - captured - unfrozen

/** `alipay.fund.auth.…` */
export const freezeMethods: Record<string, Handler> = {
  'alipay.fund.auth.order.freeze': (platform, content) => {
    if (!/^((2[5-9]|30)\d{14,22}|fp.{33})$/.test(String(content.auth_code)))
      throw refuseBusiness('PAYMENT_AUTH_CODE_INVALID', '支付授权码无效')
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
    const { out_request_no: number, remark } = content
    if (!isRequestNo(number)) throw refuseBusiness('ILLEGAL_ARGUMENT', '参数异常：out_request_no')
    if (typeof remark !== 'string' || remark === '' || remark.length > 100)
      throw refuseBusiness('ILLEGAL_ARGUMENT', '参数异常：remark')
    const freeze = known(platform, content)
    const value = moneyOf(content.amount, 'ILLEGAL_ARGUMENT')
    const same = freeze.operations.find(({ requestNo }) => requestNo === number)
    if (same) {
      if (same.type !== 'UNFREEZE' || same.value !== value) throw refuseBusiness('UNIQUE_VIOLATION', '商户订单号重复')
      return operationAnswer(freeze, same)
    }
    if (freeze.status !== 'AUTHORIZED') throw refuseBusiness('ILLEGAL_STATUS', '授权状态非法')
    if (value > remaining(freeze)) throw refuseBusiness('REQUEST_AMOUNT_EXCEED', '请求金额超限')
    return operationAnswer(freeze, giveBack(platform, freeze, number, value))
  },
  'alipay.fund.auth.operation.detail.query': (platform, content) => {
    const freeze = known(platform, content)
    const operation = freeze.operations.find(
      ({ id, requestNo }) => id === content.operation_id || requestNo === content.out_request_no,
    )
    if (!operation || (content.operation_type ?? operation.type) !== operation.type)
      throw refuseBusiness('AUTH_OPERATION_NOT_EXIST', '支付宝资金操作流水不存在')
    return {
      ...operationAnswer(freeze, operation),
      order_status: freeze.status,
      operation_type: operation.type,
      total_freeze_amount: yuanText(freeze.status === 'INIT' ? 0 : freeze.value),
      rest_amount: yuanText(freeze.status === 'INIT' ? 0 : remaining(freeze)),
      total_pay_amount: yuanText(freeze.captured),
      gmt_create: toChinaText(operation.at),
      payer_user_id: buyer.id,
    }
  },
  'alipay.fund.auth.operation.cancel': (platform, content) => {
    const freeze = known(platform, content)
    const [first] = freeze.operations
    const answer = { auth_no: freeze.authNo, out_order_no: freeze.freezeId, out_request_no: first!.requestNo }
    // Unconfirmed: that nothing may have been captured or given back, and that cancelling again says `close`.
    if (freeze.status === 'FINISH' || (freeze.status === 'AUTHORIZED' && remaining(freeze) < freeze.value))
      throw refuseBusiness('ORDER_ALREADY_FINISH', '订单已经完结')
    const frozen = freeze.status === 'AUTHORIZED'
    if (frozen) giveBack(platform, freeze, `cancel ${first!.requestNo}`, remaining(freeze))
    freeze.status = 'CLOSED'
    first!.status = 'CLOSED'
    return { ...answer, action: frozen ? 'unfreeze' : 'close' }
  },
}

/** `alipay.trade.pay` with an `auth_no`: part of the freeze becomes a payment. */
export const capture: Handler = (platform, content, beside) => {
  const freeze = freezesOf(platform.book).find(({ authNo }) => authNo === content.auth_no)
  if (!freeze) throw refuseBusiness('ACQ.AUTH_NO_ERROR', '预授权号错误或不存在')
  const before = platform.book.orders.get(String(content.out_trade_no))
  if (before?.status !== 'paid') mayCapture(freeze, content)
  const order = placeOrder(platform, content, beside, true)
  payTrade(platform, order)
  freeze.captured += order.amount.value
  if (content.auth_confirm_mode === 'COMPLETE' && remaining(freeze) > 0)
    giveBack(platform, freeze, `complete ${order.orderId}`, remaining(freeze))
  if (remaining(freeze) === 0) freeze.status = 'FINISH'
  return { ...money(order), gmt_payment: toChinaText(order.paidAt!), auth_trade_pay_mode: 'CREDIT_PREAUTH_PAY' }
}

function mayCapture(freeze: Freeze, content: Json): void {
  if (freeze.status === 'INIT') throw refuseBusiness('ACQ.AUTH_ORDER_NOT_PAID', '预授权订单未支付')
  if (freeze.status === 'FINISH') throw refuseBusiness('ACQ.AUTH_ORDER_HAS_FINISHED', '预授权订单已完结')
  if (freeze.status === 'CLOSED') throw refuseBusiness('ACQ.AUTH_ORDER_HAS_CLOSED', '预授权订单已关闭')
  if (content.buyer_id !== buyer.id && content.buyer_open_id === undefined)
    throw refuseBusiness('ACQ.TRADE_BUYER_NOT_MATCH', '交易买家不匹配')
  const inApp = (code: unknown) => code === 'PRE_AUTH_ONLINE'
  if (inApp(content.product_code) !== inApp(freeze.productCode))
    throw refuseBusiness('ACQ.PRE_AUTH_PROD_CODE_INCONSISTENT', '预授权产品码不一致')
  if (moneyOf(content.total_amount, 'ACQ.INVALID_PARAMETER') > remaining(freeze))
    throw refuseBusiness('ACQ.AUTH_AMOUNT_NOT_ENOUGH', '授权金额不足')
}

/**
 * The payer agrees to a freeze that was shown as a QR code or opened in the app.
 *
 * @throws `Error` for a freeze that does not exist or is not open.
 */
export async function confirmFreeze(mock: MockGateway, { freezeId }: { freezeId: string }): Promise<void> {
  const { book } = runningOf(mock, 'alipay')
  const freeze = freezesOf(book).find((one) => one.freezeId === freezeId)
  if (!freeze) throw new Error(`the mock of alipay has no freeze ${freezeId}`)
  if (freeze.status !== 'INIT') throw new Error(`freeze ${freezeId} is ${freeze.status}; only an open one is confirmed`)
  const { journal, clock } = internalsOf(mock)
  authorise(freeze, clock.now())
  journal.write({ kind: 'control', at: clock.now(), provider: 'alipay', control: 'confirmFreeze', about: freezeId })
}

function place({ book, clock }: Platform, content: Json): Freeze {
  const { out_order_no: freezeId, out_request_no: requestNo, order_title: title, product_code: productCode } = content
  if (typeof freezeId !== 'string' || !/^\w{1,64}$/.test(freezeId))
    throw refuseBusiness('ILLEGAL_ARGUMENT', '参数异常：out_order_no')
  if (!isRequestNo(requestNo)) throw refuseBusiness('ILLEGAL_ARGUMENT', '参数异常：out_request_no')
  if (typeof title !== 'string' || title === '' || title.length > 100)
    throw refuseBusiness('ILLEGAL_ARGUMENT', '参数异常：order_title')
  if (typeof (content.payee_user_id ?? content.payee_logon_id) !== 'string')
    throw refuseBusiness('ILLEGAL_ARGUMENT', '参数异常：payee_user_id')
  const value = moneyOf(content.amount, 'ILLEGAL_ARGUMENT')
  const same = freezesOf(book).find((one) => one.freezeId === freezeId)
  if (same && (same.value !== value || same.operations[0]!.requestNo !== requestNo))
    throw refuseBusiness('UNIQUE_VIOLATION', '商户订单号重复')
  if (same?.status === 'CLOSED') throw refuseBusiness('ORDER_ALREADY_CLOSED', '订单已经关闭')
  if (same?.status === 'FINISH') throw refuseBusiness('ORDER_ALREADY_FINISH', '订单已经完结')
  // Unconfirmed: that the same call again is refused, and not answered like the first.
  if (same?.status === 'AUTHORIZED') throw refuseBusiness('FREEZE_ALREADY_SUCCESS', '该笔资金授权已成功')
  if (same) return same
  const now = clock.now()
  const freeze: Freeze = {
    freezeId,
    authNo: newTradeNo(clock),
    value,
    productCode: String(productCode),
    status: 'INIT',
    captured: 0,
    unfrozen: 0,
    operations: [
      {
        id: newTradeNo(clock),
        requestNo,
        type: 'FREEZE',
        value,
        at: now,
        doneAt: now,
        status: 'INIT',
      },
    ],
  }
  freezesOf(book).push(freeze)
  return freeze
}

function authorise(freeze: Freeze, now: number): void {
  freeze.status = 'AUTHORIZED'
  Object.assign(freeze.operations[0]!, { status: 'SUCCESS', doneAt: now })
}

function giveBack({ clock }: Platform, freeze: Freeze, requestNo: string, value: number): Operation {
  const now = clock.now()
  const operation: Operation = {
    id: newTradeNo(clock),
    requestNo,
    type: 'UNFREEZE',
    value,
    at: now,
    doneAt: now,
    status: 'SUCCESS',
  }
  freeze.unfrozen += value
  freeze.operations.push(operation)
  if (remaining(freeze) === 0) freeze.status = 'FINISH'
  return operation
}

function known({ book }: Platform, content: Json): Freeze {
  const { auth_no, out_order_no } = content
  const freeze = freezesOf(book).find(({ authNo, freezeId }) => authNo === auth_no || freezeId === out_order_no)
  if (!freeze) throw refuseBusiness('AUTH_ORDER_NOT_EXIST', '支付宝资金授权订单不存在')
  return freeze
}

const operationAnswer = ({ authNo, freezeId }: Freeze, { id, requestNo, value, status, doneAt }: Operation): Json => ({
  auth_no: authNo,
  out_order_no: freezeId,
  operation_id: id,
  out_request_no: requestNo,
  amount: yuanText(value),
  status,
  gmt_trans: toChinaText(doneAt),
})
