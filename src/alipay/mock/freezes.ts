import { toChinaText } from '../../codec/time.js'
import type { Json } from '../../mock/http.js'
import { yuanText } from '../../mock/numbers.js'
import { close, type Freeze, findFreeze, giveBack, isUnfreezeNumber, remaining } from './freeze-book.js'
import { illegal, isText, notUnique, operationAnswer, requestNo } from './freeze-wire.js'
import { moneyOf } from './numbers.js'
import { buyer, type Handler, type Platform } from './platform.js'
import { refuse } from './refusals.js'

/** `alipay.fund.auth.…`, of freezes that are there; see `freezing.ts` for how they come about. */
export const freezeMethods: Record<string, Handler> = {
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
    if (freeze.status !== 'AUTHORIZED') throw refuse('ILLEGAL_STATUS', '授权状态非法')
    if (value > remaining(freeze)) throw refuse('REQUEST_AMOUNT_EXCEED', '请求金额超限')
    return operationAnswer(freeze, giveBack(freeze, clock, number, value))
  },
  'alipay.fund.auth.operation.detail.query': (platform, content) => {
    const { operation_id, out_request_no, operation_type } = content
    const freeze = known(platform, content)
    const operation = freeze.operations.find(
      ({ id, requestNo, type }) =>
        (id === operation_id || requestNo === out_request_no) && (operation_type ?? type) === type,
    )
    if (!operation) throw refuse('AUTH_OPERATION_NOT_EXIST', '支付宝资金操作流水不存在')
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
      throw refuse('ORDER_ALREADY_FINISH', '订单已经完结')
    if (isFrozen) giveBack(freeze, platform.clock, `cancel ${requestNo}`, remaining(freeze))
    close(freeze)
    const numbers = { auth_no: freeze.authNo, out_order_no: freeze.freezeId, out_request_no: requestNo }
    return { ...numbers, action: isFrozen ? 'unfreeze' : 'close' }
  },
}

function known({ book, clock }: Platform, content: Json): Freeze {
  const { auth_no, out_order_no } = content
  const freeze = findFreeze(
    book,
    clock.now(),
    ({ authNo, freezeId }) => authNo === auth_no || freezeId === out_order_no,
  )
  if (!freeze) throw refuse('AUTH_ORDER_NOT_EXIST', '支付宝资金授权订单不存在')
  return freeze
}
