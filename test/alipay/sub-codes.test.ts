import { describe, expect, it } from 'vitest'
import * as trades from '../../src/alipay/refusals.js'
import * as funds from '../../src/alipay/refusals-funds.js'
import { anyRefusals } from '../../src/alipay/refusals-gateway.js'
import type { Refusal } from '../../src/core/refusals.js'

// The main business codes of each method, transcribed from the reference of Alipay's models (*ErrorResponseModel of the
// official PHP SDK, V3) and held against the rows: each is known, and what it says of the money is not more than it says.

const words = (text: string) => text.trim().split(/\s+/)

/** What every method may say: asked about, never final. */
const unclear = words('SYSTEM_ERROR')

type Method = {
  rows: readonly Refusal[]
  /** Final for this request: nothing was done. */
  final: string
  /** The state is to be asked for. */
  asked?: string
}

const placed = `
  INVALID_PARAMETER ACCESS_FORBIDDEN EXIST_FORBIDDEN_WORD PARTNER_ERROR TOTAL_FEE_EXCEED TRADE_HAS_CLOSE BUYER_SELLER_EQUAL
  SELLER_BEEN_BLOCKED INVALID_STORE_ID BEYOND_PER_RECEIPT_RESTRICTION BEYOND_PER_RECEIPT_SINGLE_RESTRICTION
  BEYOND_PER_RECEIPT_DAY_RESTRICTION NOW_TIME_AFTER_EXPIRE_TIME_ERROR MERCHANT_PERM_RECEIPT_SUSPEND_LIMIT
  MERCHANT_PERM_RECEIPT_SINGLE_LIMIT MERCHANT_PERM_RECEIPT_DAY_LIMIT`

const methods: Record<string, Method> = {
  'trade.pay': {
    rows: trades.chargeRefusals(),
    final: `
      INVALID_PARAMETER ACCESS_FORBIDDEN EXIST_FORBIDDEN_WORD PARTNER_ERROR TOTAL_FEE_EXCEED PAYMENT_AUTH_CODE_INVALID
      TRADE_HAS_CLOSE BUYER_BALANCE_NOT_ENOUGH BUYER_BANKCARD_BALANCE_NOT_ENOUGH ERROR_BALANCE_PAYMENT_DISABLE
      BUYER_SELLER_EQUAL BUYER_ENABLE_STATUS_FORBID PULL_MOBILE_CASHIER_FAIL MOBILE_PAYMENT_SWITCH_OFF
      USER_FACE_PAYMENT_SWITCH_OFF PAYMENT_FAIL PAYMENT_REQUEST_HAS_RISK NO_PAYMENT_INSTRUMENTS_AVAILABLE
      BUYER_PAYMENT_AMOUNT_DAY_LIMIT_ERROR BUYER_PAYMENT_AMOUNT_MONTH_LIMIT_ERROR BEYOND_PAY_RESTRICTION
      BEYOND_PER_RECEIPT_RESTRICTION BEYOND_PER_RECEIPT_SINGLE_RESTRICTION BEYOND_PER_RECEIPT_DAY_RESTRICTION
      SELLER_BEEN_BLOCKED ERROR_BUYER_CERTIFY_LEVEL_LIMIT INVALID_STORE_ID SUB_MERCHANT_CREATE_FAIL
      MERCHANT_AGREEMENT_NOT_EXIST MERCHANT_AGREEMENT_INVALID MERCHANT_STATUS_NOT_NORMAL
      NOW_TIME_AFTER_EXPIRE_TIME_ERROR PRODUCT_AMOUNT_LIMIT_ERROR CERT_EXPIRED BUYER_NOT_EXIST`,
    asked: 'TRADE_HAS_SUCCESS CONTEXT_INCONSISTENT TRADE_BUYER_NOT_MATCH TRADE_STATUS_ERROR TRADE_SETTLE_ERROR',
  },
  'trade.pay of a freeze or under an agreement': {
    rows: funds.captureFundsRefusals,
    final: `
      INVALID_PARAMETER ACCESS_FORBIDDEN TRADE_HAS_CLOSE TOTAL_FEE_EXCEED PARTNER_ERROR BUYER_NOT_EXIST
      BUYER_BALANCE_NOT_ENOUGH BUYER_BANKCARD_BALANCE_NOT_ENOUGH PAYMENT_FAIL AGREEMENT_NOT_EXIST AGREEMENT_INVALID
      AGREEMENT_STATUS_NOT_NORMAL AGREEMENT_ERROR CYCLE_PAY_DATE_NOT_MATCH CYCLE_PAY_SINGLE_FEE_EXCEED
      CYCLE_PAY_TOTAL_FEE_EXCEED CYCLE_PAY_TOTAL_TIMES_EXCEED AUTH_NO_ERROR AUTH_AMOUNT_NOT_ENOUGH AUTH_ORDER_NOT_PAID
      AUTH_ORDER_HAS_FINISHED AUTH_ORDER_HAS_CLOSED PRE_AUTH_PROD_CODE_INCONSISTENT REQUEST_AMOUNT_EXCEED`,
    asked: 'TRADE_HAS_SUCCESS CONTEXT_INCONSISTENT TRADE_STATUS_ERROR TRADE_SETTLE_ERROR',
  },
  'trade.precreate': {
    rows: trades.createPaymentRefusals,
    final: `${placed} CONTEXT_INCONSISTENT`,
    asked: 'TRADE_HAS_SUCCESS',
  },
  'trade.create': {
    rows: trades.createPaymentRefusals,
    final: `
      ${placed} CONTEXT_INCONSISTENT BUYER_NOT_EXIST PAYER_UNMATCHED BUYER_ENABLE_STATUS_FORBID OPEN_ID_NOT_TINY_APP
      PRODUCT_NOT_SUPPORT_IN_TINY_APP UNBOUND_APPLICATION`,
    asked: 'TRADE_HAS_SUCCESS',
  },
  'trade.query': {
    rows: trades.getPaymentRefusals,
    final: 'INVALID_PARAMETER TRADE_NOT_EXIST ENTERPRISE_PAY_BIZ_ERROR',
  },
  'trade.cancel': {
    rows: trades.cancelPaymentRefusals,
    final: `
      INVALID_PARAMETER SELLER_BALANCE_NOT_ENOUGH REASON_TRADE_BEEN_FREEZEN TRADE_HAS_FINISHED TRADE_CANCEL_TIME_OUT
      REASON_TRADE_REFUND_FEE_ERR CANCEL_NOT_ALLOWED`,
  },
  'trade.close': {
    rows: trades.closePaymentRefusals,
    final: 'INVALID_PARAMETER TRADE_NOT_EXIST TRADE_STATUS_ERROR REASON_TRADE_STATUS_INVALID REASON_ILLEGAL_STATUS',
  },
  'trade.refund': {
    rows: trades.refundPaymentRefusals,
    final: `
      INVALID_PARAMETER SELLER_BALANCE_NOT_ENOUGH REFUND_AMT_NOT_EQUAL_TOTAL REFUND_FEE_ERROR REASON_TRADE_REFUND_FEE_ERR
      TRADE_NOT_EXIST TRADE_HAS_FINISHED TRADE_HAS_CLOSE TRADE_STATUS_ERROR DISCORDANT_REPEAT_REQUEST TRADE_NOT_ALLOW_REFUND
      NOT_ALLOW_PARTIAL_REFUND REASON_TRADE_BEEN_FREEZEN BUYER_ENABLE_STATUS_FORBID BUYER_NOT_EXIST BUYER_ERROR
      CURRENCY_NOT_SUPPORT ALLOC_AMOUNT_VALIDATE_ERROR ONLINE_TRADE_VOUCHER_NOT_ALLOW_REFUND CUSTOMER_VALIDATE_ERROR
      REFUND_ROYALTY_PAYEE_ACCOUNT_NOT_EXIST`,
  },
  'trade.fastpay.refund.query': { rows: trades.getRefundRefusals, final: 'INVALID_PARAMETER TRADE_NOT_EXIST' },
  'data.dataservice.bill.downloadurl.query': {
    rows: trades.downloadStatementRefusals,
    final:
      'NO_BILL_DATA INVAILID_ARGUMENTS INVALID-ARGUMENTS BILL_NOT_EXIST BILL_DATE_BEFORE_REGISTRATION TYPE_NOT_SUPPORTED',
    asked: 'UNKNOWN_ERROR',
  },
  'fund.trans.uni.transfer': {
    rows: funds.transferFundsRefusals,
    final: `
      PAYER_BALANCE_NOT_ENOUGH BALANCE_IS_NOT_ENOUGH PAYMENT_MONEY_NOT_ENOUGH EXCEED_LIMIT_SM_AMOUNT EXCEED_LIMIT_MM_AMOUNT
      EXCEED_LIMIT_DM_AMOUNT EXCEED_LIMIT_SM_MIN_AMOUNT PAYEE_NOT_EXIST PAYEE_USERINFO_STATUS_ERROR PAYEE_ACC_OCUPIED
      PAYER_PAYEE_CANNOT_SAME PERM_AML_NOT_REALNAME_REV PAYER_STATUS_ERROR PRODUCT_NOT_SIGN PERMIT_CHECK_PERM_LIMITED
      SECURITY_CHECK_FAILED REMARK_HAS_SENSITIVE_WORD MEMO_REQUIRED_IN_TRANSFER_ERROR RESOURCE_LIMIT_EXCEED
      INVALID_PARAMETER NO_ORDER_PERMISSION ISV_AUTH_ERROR RELEASE_USER_FORBBIDEN_RECIEVE`,
    asked: 'REQUEST_PROCESSING BIZ_UNIQUE_EXCEPTION',
  },
  'fund.trans.common.query': {
    rows: funds.getTransferRefusals,
    final: 'INVALID_PARAMETER NO_ORDER_PERMISSION',
    asked: 'ORDER_NOT_EXIST',
  },
  'fund.auth.order.freeze': {
    rows: funds.freezeFundsRefusals,
    final: `
      PAYMENT_AUTH_CODE_INVALID MONEY_NOT_ENOUGH ORDER_ALREADY_CLOSED ORDER_ALREADY_FINISH PULL_MOBILE_CASHIER_FAIL
      ILLEGAL_ARGUMENT ACCESS_FORBIDDEN`,
    asked: 'FREEZE_ALREADY_SUCCESS UNIQUE_VIOLATION',
  },
  'fund.auth.order.unfreeze': {
    rows: funds.unfreezeFundsRefusals,
    final: 'REQUEST_AMOUNT_EXCEED AUTH_ORDER_NOT_EXIST ILLEGAL_STATUS UNIQUE_VIOLATION',
  },
  'fund.auth.operation.cancel': {
    rows: funds.cancelFreezeRefusals,
    final: 'CANCEL_OPERATION_TIME_OUT ORDER_ALREADY_FINISH',
  },
  'fund.auth.operation.detail.query': {
    rows: funds.getFreezeRefusals,
    final: 'AUTH_ORDER_NOT_EXIST AUTH_OPERATION_NOT_EXIST',
  },
  'user.agreement.query': {
    rows: funds.getAgreementRefusals,
    final: 'USER_AGREEMENT_NOT_EXIST AGREEMENT_HAS_UNSIGNED PRODUCT_CODE_NOT_SUPPORTED_ERROR',
  },
  'user.agreement.unsign': {
    rows: funds.endAgreementRefusals,
    final: 'AGREEMENT_NOT_EXIST USER_AGREEMENT_STATUS_NOT_NORMAL',
    asked: 'USER_AGREEMENT_UNSIGN_FAIL',
  },
}

const rowOf = (code: string, rows: readonly Refusal[]) =>
  [...rows, ...anyRefusals].find(([codes]) => codes.toLowerCase().split(' ').includes(code.toLowerCase()))

describe.each(Object.entries(methods))('%s', (_, { rows, final, asked = '' }) => {
  it('knows what is final', () => {
    expect(words(final).filter((code) => rowOf(code, rows)?.[2] !== 'rejected')).toEqual([])
  })

  it('calls nothing final that is to be asked about', () => {
    const unknown = [...unclear, ...words(asked || 'SYSTEM_ERROR')]
    expect(unknown.filter((code) => (rowOf(code, rows)?.[2] ?? 'unknown') !== 'unknown')).toEqual([])
  })
})
