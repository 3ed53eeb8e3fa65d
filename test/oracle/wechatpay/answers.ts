import {
  all,
  type Check,
  combinedOrderNumber,
  combinedTime,
  currency,
  fen,
  integer,
  list,
  oneOf,
  open,
  orderNumber,
  platformNumber,
  refundNumber,
  relation,
  text,
  time,
} from './checks.js'
import { isObject } from './primitives.js'

const tradeState = oneOf('SUCCESS', 'REFUND', 'NOTPAY', 'CLOSED', 'REVOKED', 'USERPAYING', 'PAYERROR', 'ACCEPT') // §14
const tradeType = oneOf('JSAPI', 'NATIVE', 'APP', 'MWEB', 'MICROPAY', 'FACEPAY', 'PAP') // §13

const couponSum = (transaction: Record<string, unknown>) =>
  (Array.isArray(transaction.promotion_detail) ? transaction.promotion_detail : []).reduce(
    (sum: number, coupon: unknown) => sum + (isObject(coupon) ? Number(coupon.amount) : 0),
    0,
  )
/** §13 `promotion_detail[]` */
const promotion = open({
  coupon_id: text(32),
  'name?': text(64),
  'scope?': oneOf('GLOBAL', 'SINGLE'),
  'type?': oneOf('CASH', 'NOCASH'),
  amount: fen,
  'stock_id?': text(32),
  'wechatpay_contribute?': integer(0),
  'merchant_contribute?': integer(0),
  'other_contribute?': integer(0),
  'currency?': currency,
})
/** §13: what a paid order has beyond an unpaid one. */
const paid = (payer: Check) =>
  all(
    open({
      transaction_id: platformNumber,
      trade_type: tradeType,
      bank_type: text(32),
      'attach?': text(128),
      success_time: time,
      payer,
      amount: open({ total: fen, payer_total: integer(0), currency, payer_currency: currency }),
      'promotion_detail?': list(promotion),
    }),
    relation('payer_total is not total minus coupons (§13)', (transaction) => {
      const { amount } = transaction
      if (!isObject(amount)) return true
      return Number(amount.total) - couponSum(transaction) === amount.payer_total
    }),
  )
const isPaid = (value: unknown) => isObject(value) && ['SUCCESS', 'REFUND'].includes(String(value.trade_state))

/** §13: before payment these are absent or empty; official pages have `attach` of paid orders only, and three real answers in CLOSED had no amount. */
const unpaid: Check = (value, at, report) => {
  const { trade_state: state } = value as Record<string, unknown>
  const absent = ['transaction_id', 'trade_type', 'bank_type', 'success_time', 'payer', 'attach']
  if (state === 'CLOSED') absent.push('amount')
  for (const name of absent) {
    const member = (value as Record<string, unknown>)[name]
    const isEmpty =
      member === undefined || member === '' || (isObject(member) && Object.values(member).every((m) => m === ''))
    if (!isEmpty) report(`${at}/${name} of an order in ${state} (§13)`)
  }
}
const neverPaid = ['NOTPAY', 'CLOSED', 'USERPAYING']

const directPayer = open({ openid: text(128) })
/** §15: both, whichever the order was placed with; of the sub-merchant's app only where it has one. */
const partnerPayer = (hasSubApp: boolean) =>
  open({ sp_openid: text(128), [hasSubApp ? 'sub_openid' : 'sub_openid?']: text(128) })

/** §13, with the four ids of §15 when `sp_mchid` is there. */
export const transaction: Check = (value, at, report) => {
  const isPartner = isObject(value) && 'sp_mchid' in value
  const ids = isPartner
    ? { sp_appid: text(32), sp_mchid: text(32), 'sub_appid?': text(32), sub_mchid: text(32) }
    : { appid: text(32), mchid: text(32) }
  const order = { out_trade_no: orderNumber, trade_state: tradeState, trade_state_desc: text(256) }
  open({ ...ids, ...order })(value, at, report)
  if (isPaid(value)) paid(isPartner ? partnerPayer('sub_appid' in value) : directPayer)(value, at, report)
  else if (isObject(value) && neverPaid.includes(String(value.trade_state))) unpaid(value, at, report)
}

/** §12 */
const notBusy = relation(
  'a charge is answered by 202 while the payer types a password (§12)',
  (charge) => charge.trade_state !== 'USERPAYING',
)

/** §16 */
export const combinedTransaction = open({
  combine_appid: text(32),
  combine_mchid: text(32),
  combine_out_trade_no: combinedOrderNumber,
  sub_orders: list((value, at, report) => {
    open({ mchid: text(32), trade_state: tradeState, out_trade_no: orderNumber })(value, at, report)
    if (!isPaid(value)) return
    open({
      trade_type: tradeType,
      bank_type: text(32),
      attach: text(128),
      success_time: combinedTime,
      transaction_id: platformNumber,
      amount: open({ total_amount: fen, payer_amount: integer(0), currency, payer_currency: currency }),
    })(value, at, report)
  }),
})

const refundIds = {
  refund_id: platformNumber,
  out_refund_no: refundNumber,
  transaction_id: platformNumber,
  out_trade_no: orderNumber,
  user_received_account: text(64),
}
const notMoreThanPaid = relation('refund exceeds the payment (§17)', (amount) => {
  const { refund, total, payer_refund, payer_total } = amount as Record<string, number>
  return !(refund! > total! || payer_refund! > payer_total!)
})
const needsSuccessTime = (member: string) =>
  relation(
    `success_time is missing although ${member} is SUCCESS (§17)`,
    (value) => value[member] !== 'SUCCESS' || 'success_time' in value,
  )

/** §17: the member is `status` here and `refund_status` in the notification. */
export const refundAnswer = all(
  open({
    ...refundIds,
    channel: oneOf('ORIGINAL', 'BALANCE', 'OTHER_BALANCE', 'OTHER_BANKCARD'),
    'success_time?': time,
    create_time: time,
    status: oneOf('PROCESSING', 'SUCCESS', 'CLOSED', 'ABNORMAL'),
    'funds_account?': oneOf('UNSETTLED', 'AVAILABLE', 'UNAVAILABLE', 'OPERATION', 'BASIC', 'ECNY_BASIC'),
    amount: all(
      open({
        total: fen,
        refund: fen,
        payer_total: integer(0),
        payer_refund: integer(0),
        settlement_refund: integer(0),
        settlement_total: integer(0),
        discount_refund: integer(0),
        currency,
        'refund_fee?': integer(0),
        'from?': list(open({ account: oneOf('AVAILABLE', 'UNAVAILABLE'), amount: fen })),
      }),
      notMoreThanPaid,
      relation('the accounts give another sum than refund (§17)', ({ from, refund }) => {
        const amounts = Array.isArray(from) ? from.map((one) => Number(isObject(one) && one.amount)) : []
        return amounts.length === 0 || amounts.reduce((sum, one) => sum + one, 0) === refund
      }),
    ),
  }),
  needsSuccessTime('status'),
)

/** §20, plaintext of `REFUND.*` */
export const refundNotice: Check = (value, at, report) => {
  const isPartner = isObject(value) && 'sp_mchid' in value
  all(
    open({
      ...(isPartner ? { sp_mchid: text(32), sub_mchid: text(32) } : { mchid: text(32) }),
      ...refundIds,
      refund_status: oneOf('SUCCESS', 'ABNORMAL', 'CLOSED'),
      'success_time?': time,
      amount: all(
        open({ total: fen, refund: fen, payer_total: integer(0), payer_refund: integer(0) }),
        notMoreThanPaid,
      ),
    }),
    needsSuccessTime('refund_status'),
    relation('the notification has refund_status, not status (§20)', (notice) => !('status' in notice)),
  )(value, at, report)
}

const transferNumbers = { out_bill_no: text(32), transfer_bill_no: text(64) }
/** §20, plaintext of `MCHTRANSFER.BILL.FINISHED`; sources differ between mch_id and mchid. */
export const transferNotice = all(
  open({
    ...transferNumbers,
    state: oneOf('SUCCESS', 'FAIL', 'CANCELLED'),
    transfer_amount: fen,
    openid: text(128),
    create_time: time,
    update_time: time,
  }),
  relation('neither mch_id nor mchid (§20)', (notice) => 'mch_id' in notice || 'mchid' in notice),
)

// §5
const certificates = open({
  data: list(
    open({
      serial_no: text(40, /^[0-9A-F]+$/),
      effective_time: time,
      expire_time: time,
      encrypt_certificate: open({
        algorithm: oneOf('AEAD_AES_256_GCM'),
        nonce: text(12, /^.{12}$/),
        associated_data: text(16),
        ciphertext: text(16_384),
      }),
    }),
  ),
})
// §10
const prepayId = open({ prepay_id: text(64, /^wx/) })
const codeUrl = open({ code_url: text(512, /^weixin:\/\/wxpay\/bizpayurl(\/up)?\?pr=\w+(&|$)/) })
const checkmweb = /^https:\/\/wx\.tenpay\.com\/cgi-bin\/mmpayweb-bin\/checkmweb\?prepay_id=\w+&package=\w+/
const h5Url = open({ h5_url: text(512, checkmweb) })
// §18
const bill = open({
  // §7: of the SM variant SM3, whose digits are 64.
  hash_type: oneOf('SHA1', 'SM3'),
  hash_value: text(64, /^([0-9a-f]{40}|[0-9a-f]{64})$/i),
  download_url: text(2048, /\/v3\/billdownload\/file\?token=/),
})
// §12
const reversed = all(
  open({ out_trade_no: orderNumber }),
  relation('names neither mchid nor sp_mchid (§12, §15)', (value) => 'mchid' in value || 'sp_mchid' in value),
)

/** The body of a 200 by the end of the documented path; undefined where the page gives no shape. */
export function answerTo(route: string): Check | undefined {
  if (/\/(jsapi|app)$/.test(route)) return prepayId
  if (route.endsWith('/native')) return codeUrl
  if (route.endsWith('/h5')) return h5Url
  if (/GET .*combine-transactions/.test(route)) return combinedTransaction
  if (route.endsWith('/codepay')) return all(transaction, notBusy)
  if (/GET .*transactions\//.test(route)) return transaction
  if (route.endsWith('/reverse')) return reversed
  if (route.includes('/v3/refund/')) return refundAnswer
  if (route.endsWith('/v3/certificates')) return certificates
  return route.includes('/v3/bill/') ? bill : undefined
}
