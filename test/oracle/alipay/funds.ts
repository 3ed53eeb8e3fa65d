import { all, type Check, closed, either, type Members, oneOf, open, relation, text } from '../wechatpay/checks.js'
import {
  jsonText,
  knownNumber,
  lifetime,
  newNumber,
  optional,
  payerCode,
  requestNumber,
  sum,
  transferYuan,
  url,
  userId,
  wallTime,
  yuan,
} from './fields.js'

// Statements, transfers and authorisations: §11.7–§11.9.

const payee = all(
  closed({
    identity: text(128),
    identity_type: oneOf('ALIPAY_USER_ID', 'ALIPAY_LOGON_ID', 'ALIPAY_OPEN_ID', 'BANKCARD_ACCOUNT'),
    'name?': text(100),
    ...optional('cert_type cert_no bankcard_ext_info'),
  }),
  relation(
    'name is required with a logon id (§11.8)',
    (value) => value.identity_type !== 'ALIPAY_LOGON_ID' || 'name' in value,
  ),
)

const freeze: Members = {
  out_order_no: newNumber,
  out_request_no: requestNumber,
  order_title: text(100),
  amount: yuan,
  // The notes say PRE_AUTH, the newest samples PREAUTH_PAY: it is the contract's.
  product_code: oneOf('PRE_AUTH', 'PREAUTH_PAY'),
  'payee_user_id?': userId,
  'payee_logon_id?': text(100),
  'pay_timeout?': lifetime,
  'timeout_express?': lifetime,
  'extra_param?': jsonText,
  ...optional('scene_code enable_pay_channels disable_pay_channels identity_params deposit_product_mode'),
  ...optional('post_payments trans_currency business_params'),
}
const onePayee = either('payee_user_id', 'payee_logon_id')
const one = (names: string, section: string) =>
  relation(`none of ${names} (${section})`, (value) => names.split(' ').some((name) => name in value))

export const fundsContents: Record<string, Check> = {
  'alipay.data.dataservice.bill.downloadurl.query': closed({
    bill_type: oneOf('trade', 'signcustomer', 'merchant_act', 'trade_zft_merchant', 'zft_acc', 'settlementMerge'),
    bill_date: text(10, /^\d{4}-\d\d(-\d\d)?$/),
    'smid?': text(20),
  }),
  'alipay.fund.trans.uni.transfer': closed({
    out_biz_no: requestNumber,
    trans_amount: transferYuan,
    product_code: oneOf('TRANS_ACCOUNT_NO_PWD', 'STD_RED_PACKET', 'TRANS_BANKCARD_NO_PWD'),
    biz_scene: oneOf('DIRECT_TRANSFER'),
    payee_info: payee,
    'order_title?': text(128),
    'remark?': text(200),
    'business_params?': jsonText,
    ...optional('transfer_scene_name transfer_scene_report_infos payer_info original_order_id passback_params'),
  }),
  'alipay.fund.trans.common.query': all(
    closed({
      'pay_fund_order_id?': text(64),
      'order_id?': text(64),
      'out_biz_no?': knownNumber,
      'product_code?': text(64),
      'biz_scene?': text(64),
    }),
    one('pay_fund_order_id order_id out_biz_no', '§11.8'),
    relation(
      'out_biz_no needs product_code and biz_scene (§11.8)',
      (value) => !('out_biz_no' in value) || ('product_code' in value && 'biz_scene' in value),
    ),
  ),
  'alipay.fund.auth.order.freeze': all(
    closed({ ...freeze, auth_code: payerCode, auth_code_type: oneOf('bar_code', 'security_code') }),
    onePayee,
    relation(
      'auth_code_type does not fit auth_code (§10.2)',
      (value) => String(value.auth_code).startsWith('fp') === (value.auth_code_type === 'security_code'),
    ),
  ),
  'alipay.fund.auth.order.voucher.create': all(closed(freeze), onePayee),
  'alipay.fund.auth.order.app.freeze': all(
    closed({ ...freeze, product_code: oneOf('PREAUTH_PAY', 'PRE_AUTH_ONLINE') }),
    onePayee,
  ),
  'alipay.fund.auth.order.unfreeze': closed({
    auth_no: text(64),
    out_request_no: requestNumber,
    amount: yuan,
    remark: text(100),
    'extra_param?': jsonText,
  }),
  'alipay.fund.auth.operation.detail.query': all(
    closed({
      'auth_no?': text(64),
      'out_order_no?': knownNumber,
      'operation_id?': text(64),
      'out_request_no?': requestNumber,
      'operation_type?': oneOf('FREEZE', 'UNFREEZE', 'PAY'),
    }),
    one('auth_no out_order_no', '§11.9'),
    one('operation_id out_request_no', '§11.9'),
  ),
  'alipay.fund.auth.operation.cancel': all(
    closed({
      'auth_no?': text(64),
      'out_order_no?': knownNumber,
      'operation_id?': text(64),
      'out_request_no?': requestNumber,
      remark: text(100),
    }),
    one('auth_no out_order_no', '§11.9'),
    one('operation_id out_request_no', '§11.9'),
  ),
}

const operation: Members = {
  auth_no: text(64),
  out_order_no: knownNumber,
  operation_id: text(64),
  out_request_no: requestNumber,
  amount: sum,
  status: oneOf('INIT', 'SUCCESS', 'CLOSED'),
}
const none = (value: unknown) => Number(value ?? 0) === 0

export const fundsAnswers: Record<string, Check> = {
  'alipay.data.dataservice.bill.downloadurl.query': open({ bill_download_url: url(2048) }),
  'alipay.fund.trans.uni.transfer': open({
    out_biz_no: requestNumber,
    status: oneOf('SUCCESS', 'FAIL', 'DEALING', 'REFUND'),
    'order_id?': text(64),
    'pay_fund_order_id?': text(64),
    'trans_date?': wallTime,
    'amount?': sum,
  }),
  'alipay.fund.trans.common.query': all(
    open({
      'out_biz_no?': requestNumber,
      'order_id?': text(64),
      status: oneOf('SUCCESS', 'WAIT_PAY', 'CLOSED', 'FAIL', 'DEALING', 'REFUND'),
      'trans_amount?': sum,
      'pay_date?': wallTime,
    }),
    relation(
      'only SUCCESS has trans_amount (§11.8)',
      (value) => 'trans_amount' in value === (value.status === 'SUCCESS'),
    ),
    relation(
      'a transfer that failed was neither paid nor numbered for it (§11.8)',
      (value) => value.status !== 'FAIL' || !('pay_date' in value || 'pay_fund_order_id' in value),
    ),
    relation(
      'an error belongs to FAIL and REFUND (§11.8)',
      (value) => !('error_code' in value) || value.status === 'FAIL' || value.status === 'REFUND',
    ),
  ),
  'alipay.fund.auth.order.freeze': open(operation),
  'alipay.fund.auth.order.voucher.create': open({
    out_order_no: knownNumber,
    out_request_no: requestNumber,
    'code_type?': oneOf('qrCode'),
    code_value: url(512),
  }),
  'alipay.fund.auth.order.unfreeze': open(operation),
  'alipay.fund.auth.operation.detail.query': all(
    open({
      ...operation,
      order_status: oneOf('INIT', 'AUTHORIZED', 'FINISH', 'CLOSED'),
      'operation_type?': oneOf('FREEZE', 'UNFREEZE', 'PAY'),
      'total_freeze_amount?': sum,
      'rest_amount?': sum,
      'total_pay_amount?': sum,
    }),
    relation(
      'FINISH says that something was captured and nothing is left (§11.9)',
      (value) => value.order_status !== 'FINISH' || (!none(value.total_pay_amount) && none(value.rest_amount)),
    ),
    relation(
      'CLOSED says that nothing was captured and nothing is left (§11.9)',
      (value) => value.order_status !== 'CLOSED' || (none(value.total_pay_amount) && none(value.rest_amount)),
    ),
    relation(
      'AUTHORIZED says that something is left (§11.9)',
      (value) => value.order_status !== 'AUTHORIZED' || !none(value.rest_amount),
    ),
  ),
  'alipay.fund.auth.operation.cancel': open({
    'auth_no?': text(64),
    'out_order_no?': knownNumber,
    action: oneOf('close', 'unfreeze'),
  }),
}
