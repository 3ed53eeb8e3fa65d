import { toBase64 } from '#crypto'
import { toChinaDigits } from '../../codec/time.js'
import { urlProblem } from '../../core/public-url.js'
import { utf8 } from '../../crypto/bytes.js'
import {
  type BookOrder,
  type BookRefund,
  closeOrder as closeInBook,
  isBookError,
  nameOrder,
  placeOrder,
  refundsOf,
} from '../../mock/book.js'
import type { Json } from '../../mock/http.js'
import { randomHex } from '../../mock/numbers.js'
import { fingerprint } from '../../mock/rules.js'
import { transTypes, wallets } from '../wire.js'
import {
  fenIn,
  type Handler,
  logNoOf,
  memoryOf,
  mustBeMerchant,
  mustHavePlace,
  mustText,
  newTradeNo,
  type OrderMemory,
  type Platform,
  payerId,
  refundMemoryOf,
  refused,
  textIn,
  unconfirmedOf,
  unlisted,
  wrong,
} from './platform.js'

const minute = 60_000
const otherWallets = ['BESTPAY', 'SUNING', 'LKLACC', 'NUCSPAY']

/** 聚合主扫. That the same order again is the same is unconfirmed, and so is the code of what is not. */
export const preorder: Handler = (platform, asked) => {
  const { book, clock } = platform
  mustBeMerchant(platform, asked)
  mustHavePlace(asked)
  const orderId = mustText(asked, 'out_trade_no', 32)
  const value = fenIn(asked, 'total_amount')
  const accountType = mustText(asked, 'account_type', 32)
  const transType = mustText(asked, 'trans_type', 2)
  mustBeOffered(accountType, transType, asked)
  const memory: OrderMemory = {
    kind: 'PREORDER',
    accountType,
    transType,
    description: textIn(asked, 'subject', 42) ?? '',
    notifyUrl: addressIn(asked, 'notify_url', 128),
    returnUrl: undefined,
    remark: textIn(asked, 'remark', 128),
    fingerprint: fingerprint(withoutEnd(asked)),
    payOrderNo: undefined,
    tradeNo: newTradeNo(platform),
  }
  const known = knownOrder(platform, orderId, memory.fingerprint)
  if (known) return placed(platform, known)
  const order = placeOrder(book, {
    orderId,
    amount: { currency: 'CNY', value },
    createdAt: clock.now(),
    expiresAt: clock.now() + minutesIn(asked, accountType) * minute,
    opened: true,
    wire: memory,
  })
  nameOrder(book, memory.tradeNo!, order)
  nameOrder(book, codeOf(order), order)
  return placed(platform, order)
}

function mustBeOffered(accountType: string, transType: string, asked: Json): void {
  const wechat = accountType === wallets.wechatpay
  if (!([...Object.values(wallets), ...otherWallets] as string[]).includes(accountType)) throw wrong('account_type')
  if (!(Object.values(transTypes) as string[]).includes(transType)) throw wrong('trans_type')
  if (wechat && transType === transTypes.qr) throw unlisted('微信不支持NATIVE')
  if (wechat && textIn(asked, 'subject', 42) === undefined) throw wrong('subject')
  const inWallet = wechat
    ? transType === transTypes.jsapi || transType === transTypes.miniprogram
    : accountType === wallets.alipay && transType === transTypes.jsapi
  if (inWallet) mustText(asked.acc_busi_fields, 'user_id', 64)
}

/** The same end is another number of minutes a minute later. */
function withoutEnd({ timeout_express: _, acc_busi_fields, ...asked }: Json): Json {
  const { timeout_express: _end, ...fields } = (acc_busi_fields ?? {}) as Json
  return { ...asked, acc_busi_fields: fields }
}

/** Which of its two places counts is unconfirmed. */
function minutesIn(asked: Json, accountType: string): number {
  const text = textIn(asked.acc_busi_fields, 'timeout_express', 4) ?? textIn(asked, 'timeout_express', 4)
  if (text !== undefined && !/^[1-9]\d{0,3}$/.test(text)) throw wrong('timeout_express')
  return Number(text ?? (accountType === wallets.wechatpay ? 5 : 15))
}

export function addressIn(asked: Json, name: string, maximum: number): string | undefined {
  const address = textIn(asked, name, maximum)
  if (address !== undefined && urlProblem(address, { maximum, query: true })) throw wrong(name)
  return address
}

/** The order of this number, if it is the same and open. */
export function knownOrder(platform: Platform, orderId: string, same: string): BookOrder | undefined {
  const known = platform.book.orders.get(orderId)
  if (!known) return undefined
  closeExpired(platform, known)
  const again = memoryOf(known).fingerprint === same && !unconfirmedOf(platform).refusesRepetition
  if (known.status !== 'pending' || !again) throw unlisted('商户订单号重复')
  return known
}

/** What a code says. Really the wallet's own address; this one leads to the mock's page. */
export const codeOf = (order: BookOrder): string => `https://pay.wsmsd.cn/q/${memoryOf(order).tradeNo}`

/** The numbers of a trade, wherever it is told of. */
export const numbersOf = ({ identity }: Platform, orderId: string, tradeNo: string): Json => ({
  merchant_no: identity.merchantId,
  out_trade_no: orderId,
  trade_no: tradeNo,
  log_no: logNoOf(tradeNo),
})

function placed(platform: Platform, order: BookOrder): Json {
  const { merchantId, terminalId } = platform.identity
  return {
    ...numbersOf(platform, order.orderId, memoryOf(order).tradeNo!),
    settle_merchant_no: merchantId,
    settle_term_no: terminalId,
    acc_resp_fields: { ...walletFields(platform, order), sub_mch_id: '2088000000000000' },
  }
}

function walletFields({ clock }: Platform, order: BookOrder): Json {
  const { accountType, transType, tradeNo } = memoryOf(order)
  if (transType === transTypes.qr) return { code: codeOf(order), code_image: toBase64(utf8('PNG')) }
  if (transType === transTypes.wap)
    return {
      form_data: `<form name="punchout_form" method="post" action="${codeOf(order)}?charset=UTF-8&amp;sign_type=RSA2">\n<input type="hidden" name="biz_content" value="{&quot;out_trade_no&quot;:&quot;${tradeNo}&quot;}">\n<input type="submit" value="立即支付" style="display:none" >\n</form>\n<script>document.forms[0].submit();</script>`,
    }
  if (accountType === wallets.unionpay && transType === transTypes.jsapi) return { redirect_url: codeOf(order) }
  if (accountType === wallets.alipay) return { prepay_id: tradeNo }
  const prepayId = `wx${tradeNo}`
  return {
    prepay_id: prepayId,
    app_id: 'wxd678efh567hg6787',
    time_stamp: String(Math.floor(clock.now() / 1000)),
    nonce_str: randomHex(16),
    package: `prepay_id=${prepayId}`,
    sign_type: 'RSA',
    // Of WeChat Pay, which nobody here verifies.
    pay_sign: toBase64(utf8(randomHex(32))),
  }
}

/** 聚合交易查询: of a payment, a refund or a revocation, by whichever number; Lakala's own goes before. */
export const tradeQuery: Handler = (platform, asked) => {
  mustBeMerchant(platform, asked)
  const { book } = platform
  const tradeNo = textIn(asked, 'trade_no', 32)
  const orderId = tradeNo === undefined ? mustText(asked, 'out_trade_no', 32) : undefined
  const refund =
    tradeNo === undefined
      ? refundsOf(book, orderId!)[0]
      : [...book.refunds.values()].flat().find(({ providerRefundId }) => providerRefundId === tradeNo)
  if (refund) return refundTrade(platform, refund)
  const order = tradeNo === undefined ? book.orders.get(orderId!) : book.numbers.get(tradeNo)
  if (!order || memoryOf(order).kind === 'COUNTER') throw missing()
  closeExpired(platform, order)
  const { unpaidState } = unconfirmedOf(platform)
  if (unpaidState === 'missing' && order.status === 'pending') throw missing()
  return tradeOf(platform, order)
}

/** That it stands for an order that is not there is inferred. */
export const missing = () => refused('BBS11114', '未查询到交易')

/** A trade as query and notification tell it. */
export function tradeOf(platform: Platform, order: BookOrder): Json {
  const { kind, accountType, tradeNo, remark } = memoryOf(order)
  const { merchantId, terminalId } = platform.identity
  const coupon = order.coupon ?? 0
  const state = stateOf(platform, order)
  return {
    ...numbersOf(platform, order.orderId, tradeNo!),
    trade_main_type: kind,
    account_type: accountType,
    settle_merchant_no: merchantId,
    settle_term_no: terminalId,
    trade_state: state,
    trade_state_desc: state,
    total_amount: String(order.amount.value),
    ...(remark && { remark }),
    ...(order.paidAt !== undefined && {
      acc_trade_no: `${tradeNo}01`,
      payer_amount: String(order.amount.value - coupon),
      acc_settle_amount: String(order.amount.value),
      acc_discount_amount: coupon > 0 ? String(coupon) : '',
      trade_time: toChinaDigits(order.paidAt),
      user_id1: order.payerId ?? payerId,
      user_id2: 'rob***@126.com',
      card_type: '02',
    }),
    trade_req_date: toChinaDigits(order.createdAt).slice(0, 8),
  }
}

function stateOf(platform: Platform, order: BookOrder): string {
  const { unpaidState = 'CREATE', revokedState = 'REVOKED' } = unconfirmedOf(platform)
  const { kind, failed, revoked } = memoryOf(order)
  if (failed) return 'FAIL'
  if (revoked) return revokedState
  if (order.status === 'closed') return 'CLOSE'
  if (order.status === 'pending') return kind === 'MICROPAY' ? 'DEAL' : unpaidState
  const back = order.refunds.filter(({ status }) => status === 'succeeded').reduce((sum, { value }) => sum + value, 0)
  return back === 0 ? 'SUCCESS' : back < order.amount.value ? 'PART_REFUND' : 'REFUND'
}

function refundTrade(platform: Platform, refund: BookRefund): Json {
  return {
    ...numbersOf(platform, refund.refundId, refund.providerRefundId),
    trade_main_type: refundMemoryOf(refund).revokes ? 'CANCEL' : 'REFUND',
    account_type: memoryOf(refund.order).accountType,
    trade_state: { pending: 'DEAL', succeeded: 'SUCCESS', closed: 'FAIL', 'needs-action': 'DEAL' }[refund.status],
    total_amount: String(refund.value),
    payer_amount: String(refund.value),
    trade_time: toChinaDigits(refund.settledAt ?? refund.createdAt),
  }
}

/** 关单: acknowledged, whatever becomes of it. */
export const close: Handler = (platform, asked) => {
  mustBeMerchant(platform, asked)
  mustHavePlace(asked)
  const order = originOf(platform, asked)
  if (!order || memoryOf(order).kind === 'COUNTER') throw missing()
  closeOpen(platform, order)
  const { tradeNo } = memoryOf(order)
  return {
    merchant_no: platform.identity.merchantId,
    origin_trade_no: tradeNo,
    origin_out_trade_no: order.orderId,
    trade_time: toChinaDigits(platform.clock.now()),
  }
}

export function closeOpen(platform: Platform, order: BookOrder): void {
  try {
    closeInBook(order)
  } catch (error) {
    if (!isBookError(error)) throw error
    if (unconfirmedOf(platform).refusesClosingPaid) throw unlisted('订单已支付')
  }
}

/** Lakala's own number goes before the older one of 14 digits, and that before the merchant's. */
export function originOf({ book }: Platform, asked: Json): BookOrder | undefined {
  const tradeNo = textIn(asked, 'origin_trade_no', 32)
  if (tradeNo !== undefined) return book.numbers.get(tradeNo)
  const logNo = textIn(asked, 'origin_log_no', 14)
  if (logNo !== undefined) return [...book.numbers].find(([number]) => logNoOf(number) === logNo)?.[1]
  return book.orders.get(mustText(asked, 'origin_out_trade_no', 32))
}

/** WeChat Pay closes none by itself: the payer's way in ends, and the order stays. */
export function closeExpired({ clock }: Platform, order: BookOrder): void {
  const stays = memoryOf(order).accountType === wallets.wechatpay
  if (order.status === 'pending' && clock.now() > order.expiresAt && !stays) closeInBook(order)
}
