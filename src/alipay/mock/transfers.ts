import { toChinaText } from '../../codec/time.js'
import { type Book, beside } from '../../mock/book.js'
import { moneyOf } from './amounts.js'
import { newTradeNo, yuanText } from './numbers.js'
import { type Handler, type Json, refuseBusiness } from './platform.js'

type Transfer = {
  readonly transferId: string
  readonly orderId: string
  readonly payOrderId: string
  readonly value: number
  readonly payee: string
  readonly at: number
}

const transfersOf = (book: Book): Map<string, Transfer> => beside(book, 'transfers', () => new Map())

/** `alipay.fund.trans.…`: every transfer that is accepted succeeds at once. */
export const transferMethods: Record<string, Handler> = {
  'alipay.fund.trans.uni.transfer': ({ book, clock, identity }, content) => {
    // Which code the real one gives in public-key mode is unconfirmed.
    if (!identity.certificates) throw refuseBusiness('ISV_AUTH_ERROR', '资金支出类接口须使用公钥证书')
    const { out_biz_no: transferId, payee_info, product_code, biz_scene } = content
    if (typeof transferId !== 'string' || !/^[\x21-\x7e]{1,64}$/.test(transferId))
      throw refuseBusiness('INVALID_PARAMETER', '参数有误：out_biz_no')
    if (product_code !== 'TRANS_ACCOUNT_NO_PWD' || biz_scene !== 'DIRECT_TRANSFER')
      throw refuseBusiness('INVALID_PARAMETER', '参数有误：product_code, biz_scene')
    const payee = payeeOf(payee_info)
    const value = moneyOf(content.trans_amount, 'INVALID_PARAMETER')
    if (value < 10) throw refuseBusiness('EXCEED_LIMIT_SM_MIN_AMOUNT', '单笔最低转账金额0.1元')
    const same = transfersOf(book).get(transferId)
    if (same && (same.value !== value || same.payee !== payee))
      throw refuseBusiness('BIZ_UNIQUE_EXCEPTION', '业务唯一性校验异常')
    const transfer = same ?? {
      transferId,
      orderId: newTradeNo(clock),
      payOrderId: newTradeNo(clock),
      value,
      payee,
      at: clock.now(),
    }
    transfersOf(book).set(transferId, transfer)
    return { ...numbers(transfer), status: 'SUCCESS', trans_date: toChinaText(transfer.at), amount: yuanText(value) }
  },
  'alipay.fund.trans.common.query': ({ book, identity }, content) => {
    if (!identity.certificates) throw refuseBusiness('ISV_AUTH_ERROR', '资金支出类接口须使用公钥证书')
    const { pay_fund_order_id, order_id, out_biz_no } = content
    const transfer = [...transfersOf(book).values()].find(({ transferId, orderId, payOrderId }) => {
      if (pay_fund_order_id !== undefined) return payOrderId === pay_fund_order_id
      return order_id === undefined ? transferId === out_biz_no : orderId === order_id
    })
    if (!transfer) throw refuseBusiness('ORDER_NOT_EXIST', '转账订单不存在')
    return {
      ...numbers(transfer),
      trans_amount: yuanText(transfer.value),
      status: 'SUCCESS',
      pay_date: toChinaText(transfer.at),
    }
  },
}

const numbers = ({ transferId, orderId, payOrderId }: Transfer): Json => ({
  out_biz_no: transferId,
  order_id: orderId,
  pay_fund_order_id: payOrderId,
})

function payeeOf(info: unknown): string {
  const { identity, identity_type, name } = (info ?? {}) as Json
  const named = identity_type !== 'ALIPAY_LOGON_ID' || (typeof name === 'string' && name !== '')
  const known = /^ALIPAY_(USER|OPEN|LOGON)_ID$/.test(String(identity_type))
  if (typeof identity !== 'string' || identity === '' || !known || !named)
    throw refuseBusiness('INVALID_PARAMETER', '参数有误：payee_info')
  return `${identity_type} ${identity}`
}
