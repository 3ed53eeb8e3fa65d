import { toChinaText } from '../../codec/time.js'
import { type Book, beside } from '../../mock/book.js'
import type { Json } from '../../mock/http.js'
import { yuanText } from '../../mock/numbers.js'
import { moneyOf, newTradeNo } from './numbers.js'
import type { Handler, Platform } from './platform.js'
import { refuse } from './refusals.js'

/** How a transfer stands, in the words of the wire. `DEALING` and `REFUND` do not occur for accounts, only for cards. */
export type TransferStatus = 'SUCCESS' | 'DEALING' | 'WAIT_PAY' | 'FAIL' | 'CLOSED' | 'REFUND'

export type Transfer = {
  readonly transferId: string
  readonly orderId: string
  readonly payOrderId: string
  readonly value: number
  readonly payee: string
  readonly at: number
  status: TransferStatus
  /** When it came to this. */
  since: number
  /** Of a transfer that its payee must collect: `SUCCESS` collected, `REFUNDED` came back. */
  subStatus: string | undefined
  /** With `FAIL` and `REFUND`. */
  errorCode: string | undefined
}

export const transfersOf = (book: Book): Map<string, Transfer> => beside(book, 'transfers', () => new Map())

const products: Readonly<Record<string, RegExp>> = {
  TRANS_ACCOUNT_NO_PWD: /^ALIPAY_(USER|OPEN|LOGON)_ID$/,
  TRANS_BANKCARD_NO_PWD: /^BANKCARD_ACCOUNT$/,
}

/** `alipay.fund.trans.…`: to an account at once, to a card under way until `settleTransfer`. */
export const transferMethods: Record<string, Handler> = {
  'alipay.fund.trans.uni.transfer': (platform, content) => {
    const { book, clock } = platform
    mayPayOut(platform)
    const { out_biz_no: transferId, product_code, biz_scene } = content
    if (typeof transferId !== 'string' || !/^[\x21-\x7e]{1,64}$/.test(transferId)) throw invalid('out_biz_no')
    const payees = products[String(product_code)]
    if (!payees || biz_scene !== 'DIRECT_TRANSFER')
      throw invalid(`product_code, biz_scene (this mock gateway plays ${Object.keys(products).join(', ')} only)`)
    const payee = payeeOf(content.payee_info, payees)
    const value = moneyOf(content.trans_amount, 'INVALID_PARAMETER')
    if (value < 10) throw refuse('EXCEED_LIMIT_SM_MIN_AMOUNT', '单笔最低转账金额0.1元')
    const same = transfersOf(book).get(transferId)
    if (same && (same.value !== value || same.payee !== payee))
      throw refuse('BIZ_UNIQUE_EXCEPTION', '业务唯一性校验异常')
    const now = clock.now()
    const status = product_code === 'TRANS_BANKCARD_NO_PWD' ? 'DEALING' : 'SUCCESS'
    const numbers = { transferId, orderId: newTradeNo(clock), payOrderId: newTradeNo(clock) }
    const standing = { status, since: now, subStatus: undefined, errorCode: undefined } as const
    const transfer = same ?? { ...numbers, value, payee, at: now, ...standing }
    transfersOf(book).set(transferId, transfer)
    return { ...told(transfer), trans_date: toChinaText(transfer.at), amount: yuanText(value) }
  },
  'alipay.fund.trans.common.query': (platform, content) => {
    mayPayOut(platform)
    const { pay_fund_order_id, order_id, out_biz_no } = content
    const transfer = [...transfersOf(platform.book).values()].find(({ transferId, orderId, payOrderId }) => {
      if (pay_fund_order_id !== undefined) return payOrderId === pay_fund_order_id
      return order_id === undefined ? transferId === out_biz_no : orderId === order_id
    })
    if (!transfer) throw refuse('ORDER_NOT_EXIST', '转账订单不存在')
    const { status, value, since, errorCode } = transfer
    return {
      ...told(transfer),
      ...(status === 'SUCCESS' && { trans_amount: yuanText(value), pay_date: toChinaText(since) }),
      ...(errorCode !== undefined && { error_code: errorCode, fail_reason: '收款账户异常' }),
    }
  },
}

/** What failed was never paid, so it has no number for it. */
const told = ({ transferId, orderId, payOrderId, status, subStatus }: Transfer): Json => ({
  out_biz_no: transferId,
  order_id: orderId,
  ...(status !== 'FAIL' && { pay_fund_order_id: payOrderId }),
  status,
  ...(subStatus !== undefined && { sub_status: subStatus }),
})

/** Which code the real one gives in public-key mode is unconfirmed. */
function mayPayOut({ identity }: Platform): void {
  if (!identity.certificates) throw refuse('ISV_AUTH_ERROR', '资金支出类接口须使用公钥证书')
}

function payeeOf(info: unknown, types: RegExp): string {
  const { identity, identity_type, name } = (info ?? {}) as Json
  const isNamed = identity_type !== 'ALIPAY_LOGON_ID' || (typeof name === 'string' && name !== '')
  const isKnown = types.test(String(identity_type))
  if (typeof identity !== 'string' || identity === '' || !isKnown || !isNamed) throw invalid('payee_info')
  return `${identity_type} ${identity}`
}

const invalid = (name: string) => refuse('INVALID_PARAMETER', `参数有误：${name}`)
