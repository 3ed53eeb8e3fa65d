import { all, type Check, closed, oneOf, open, relation, text } from '../wechatpay/checks.js'
import { accessChannel, count, day, optional, wallTime, yuan } from './fields.js'

// §11.11

const reference = {
  'agreement_no?': text(64),
  'external_agreement_no?': text(32, /^[0-9A-Za-z]+$/),
  'alipay_user_id?': text(32),
  'alipay_open_id?': text(128),
  'personal_product_code?': text(64),
  'sign_scene?': text(64),
}
const named = relation(
  'an agreement is named by its number, or by a number or payer of the merchant with product and scene (§11.11)',
  (value) =>
    'agreement_no' in value ||
    ('personal_product_code' in value &&
      'sign_scene' in value &&
      ['external_agreement_no', 'alipay_user_id', 'alipay_open_id'].some((name) => name in value)),
)

export const agreementContents: Record<string, Check> = {
  'alipay.user.agreement.page.sign': all(
    closed({
      personal_product_code: oneOf('CYCLE_PAY_AUTH_P', 'GENERAL_WITHHOLDING_P'),
      access_params: closed({ channel: accessChannel }),
      sign_scene: text(64),
      'product_code?': oneOf('CYCLE_PAY_AUTH', 'GENERAL_WITHHOLDING'),
      'external_agreement_no?': text(32, /^[0-9A-Za-z]+$/),
      'external_logon_id?': text(100),
      'sign_validity_period?': text(8, /^[1-9]\d*[dm]$/),
      'period_rule_params?': closed({
        period_type: oneOf('DAY', 'MONTH'),
        period: count,
        execute_time: day,
        single_amount: yuan,
        'total_amount?': yuan,
        'total_payments?': count,
      }),
      ...optional('effect_time sub_merchant identity_params'),
    }),
    relation(
      'personal_product_code does not fit product_code',
      (value) => !('product_code' in value) || value.personal_product_code === `${value.product_code}_P`,
    ),
  ),
  'alipay.user.agreement.query': all(closed(reference), named),
  'alipay.user.agreement.unsign': all(closed({ ...reference, ...optional('operate_type') }), named),
  'alipay.user.agreement.executionplan.modify': closed({
    agreement_no: text(64),
    deduct_time: day,
    'memo?': text(256),
  }),
}

export const agreementAnswers: Record<string, Check> = {
  'alipay.user.agreement.query': open({
    agreement_no: text(64),
    status: oneOf('TEMP', 'NORMAL', 'STOP'),
    'sign_time?': wallTime,
    'valid_time?': wallTime,
    'invalid_time?': wallTime,
  }),
  'alipay.user.agreement.executionplan.modify': open({ agreement_no: text(64), deduct_time: day }),
}
