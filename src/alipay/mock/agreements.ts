import { toChinaText } from '../../codec/time.js'
import { type Book, beside } from '../../mock/book.js'
import type { Json } from '../../mock/http.js'
import { yuanText } from '../../mock/numbers.js'
import { moneyOf, newTradeNo } from './numbers.js'
import { money, payTrade } from './orders.js'
import { place } from './place.js'
import { buyer, type Handler, type Platform } from './platform.js'
import { refuse } from './refusals.js'

type Agreement = {
  readonly agreementId: string
  readonly agreementNo: string
  readonly productCode: string
  readonly personalProductCode: string
  readonly signScene: string
  /** Fen, and a number of deductions; absent: no limit. */
  readonly limits: { single?: number; total?: number; times?: number }
  status: 'TEMP' | 'NORMAL' | 'STOP'
  signedAt?: number
  charged: number
  times: number
}

export const agreementsOf = (book: Book): Agreement[] => beside(book, 'agreements', () => [])

/** `alipay.user.agreement.…` */
export const agreementMethods: Record<string, Handler> = {
  // The payer's browser or wallet opens the page; consent is `confirmAgreement`. The page itself is not drawn.
  'alipay.user.agreement.page.sign': ({ book, clock }, content) => {
    const { external_agreement_no: agreementId, personal_product_code, sign_scene } = content
    // The general product code may be left out: the personal one has it.
    const product_code = content.product_code ?? String(personal_product_code).replace(/_P$/, '')
    if (typeof agreementId !== 'string' || !/^[0-9A-Za-z]{1,32}$/.test(agreementId))
      throw invalid('external_agreement_no')
    if (personal_product_code !== `${product_code}_P`) throw invalid('personal_product_code')
    if (typeof sign_scene !== 'string') throw invalid('sign_scene')
    if (typeof (content.access_params as Json | undefined)?.channel !== 'string') throw invalid('access_params')
    const rule = content.period_rule_params as Json | undefined
    if (product_code === 'CYCLE_PAY_AUTH' && !rule) throw invalid('period_rule_params')
    const same = agreementsOf(book).find((one) => one.agreementId === agreementId)
    if (same?.status === 'TEMP') return { external_agreement_no: agreementId, status: same.status }
    if (same) throw invalid('external_agreement_no')
    const fen = (amount: unknown) => (amount === undefined ? undefined : moneyOf(amount, 'INVALID_PARAMETER'))
    const [single, total] = [fen(rule?.single_amount), fen(rule?.total_amount)]
    agreementsOf(book).push({
      agreementId,
      agreementNo: newTradeNo(clock),
      productCode: String(product_code),
      personalProductCode: personal_product_code,
      signScene: sign_scene,
      limits: {
        ...(single !== undefined && { single }),
        ...(total !== undefined && { total }),
        ...(typeof rule?.total_payments === 'number' && { times: rule.total_payments }),
      },
      status: 'TEMP',
      charged: 0,
      times: 0,
    })
    return { external_agreement_no: agreementId, status: 'TEMP' }
  },
  'alipay.user.agreement.query': (platform, content) => {
    const agreement = find(platform, content)
    if (!agreement) throw refuse('USER_AGREEMENT_NOT_EXIST', '用户协议不存在')
    return {
      agreement_no: agreement.agreementNo,
      external_agreement_no: agreement.agreementId,
      personal_product_code: agreement.personalProductCode,
      sign_scene: agreement.signScene,
      status: agreement.status,
      ...(agreement.signedAt !== undefined && { sign_time: toChinaText(agreement.signedAt) }),
      ...(agreement.limits.single !== undefined && { single_quota: yuanText(agreement.limits.single) }),
      principal_id: buyer.id,
      pricipal_type: 'CARD',
    }
  },
  'alipay.user.agreement.unsign': (platform, content) => {
    const agreement = find(platform, content)
    if (!agreement) throw refuse('AGREEMENT_NOT_EXIST', '协议不存在')
    if (agreement.status !== 'NORMAL') throw refuse('USER_AGREEMENT_STATUS_NOT_NORMAL', '用户协议状态非正常')
    agreement.status = 'STOP'
    return {}
  },
}

/** `alipay.trade.pay` with `agreement_params`. The days of deduction are not checked: how wide they are is unconfirmed. */
export const withhold: Handler = (platform, content, beside) => {
  const agreementNo = (content.agreement_params as Json | undefined)?.agreement_no
  const agreement = agreementsOf(platform.book).find((one) => one.agreementNo === agreementNo)
  if (!agreement) throw refuse('ACQ.AGREEMENT_NOT_EXIST', '用户协议不存在')
  const before = platform.book.orders.get(String(content.out_trade_no))
  if (before?.status !== 'paid') mayWithhold(agreement, content)
  const order = place(platform, content, beside, true)
  payTrade(platform, order)
  agreement.charged += order.amount.value
  agreement.times += 1
  return {
    ...money(order),
    gmt_payment: toChinaText(order.paidAt!),
    // Accepted first, and paid by the time anybody asks.
    ...(content.is_async_pay === true && { async_payment_mode: 'ASYNC_DELAY_PAY', async_pay_apply_status: 'S' }),
  }
}

function mayWithhold({ status, productCode, limits, charged, times }: Agreement, content: Json): void {
  if (status !== 'NORMAL') throw refuse('ACQ.AGREEMENT_STATUS_NOT_NORMAL', '用户协议状态非正常')
  if (content.product_code !== productCode) throw refuse('ACQ.AGREEMENT_ERROR', '协议信息异常')
  const value = moneyOf(content.total_amount, 'ACQ.INVALID_PARAMETER')
  if (limits.single !== undefined && value > limits.single)
    throw refuse('ACQ.CYCLE_PAY_SINGLE_FEE_EXCEED', '周期扣款单次金额超限')
  if (limits.total !== undefined && charged + value > limits.total)
    throw refuse('ACQ.CYCLE_PAY_TOTAL_FEE_EXCEED', '周期扣款总金额超限')
  if (limits.times !== undefined && times >= limits.times)
    throw refuse('ACQ.CYCLE_PAY_TOTAL_TIMES_EXCEED', '周期扣款总次数超限')
}

const find = ({ book }: Platform, content: Json): Agreement | undefined =>
  agreementsOf(book).find((one) => {
    if (content.agreement_no !== undefined) return one.agreementNo === content.agreement_no
    return (
      one.agreementId === content.external_agreement_no &&
      one.personalProductCode === content.personal_product_code &&
      one.signScene === content.sign_scene
    )
  })

const invalid = (name: string) => refuse('INVALID_PARAMETER', `参数有误：${name}`)
