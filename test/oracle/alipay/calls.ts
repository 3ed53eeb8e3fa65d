import { type Check, type Members, oneOf, text } from '../wechatpay/checks.js'
import { agreementAnswers, agreementContents } from './agreements.js'
import { optional, url, wallTime } from './fields.js'
import { fundsAnswers, fundsContents } from './funds.js'
import { royaltyAnswers, royaltyContents } from './royalty.js'
import { tradeAnswers, tradeContents } from './trade.js'

/** biz_content in V2 and the body in V3, by method (§11). */
export const contents: Record<string, Check> = {
  ...tradeContents,
  ...fundsContents,
  ...royaltyContents,
  ...agreementContents,
}
/** The answer of a success, by method (§11). */
export const answers: Record<string, Check> = {
  ...tradeAnswers,
  ...fundsAnswers,
  ...royaltyAnswers,
  ...agreementAnswers,
}

/** Parameters of V2 beside biz_content: length and value (§2.1). A parameter that is not here is a violation. */
export const common: Members = {
  app_id: text(32),
  method: text(128, /^[a-z.]+$/),
  'format?': oneOf('JSON', 'json'),
  charset: oneOf('utf-8'),
  sign_type: oneOf('RSA2'),
  sign: text(344, /^.{344}$/),
  timestamp: wallTime,
  version: oneOf('1.0'),
  'notify_url?': url(256),
  'return_url?': url(256),
  'app_auth_token?': text(40),
  'auth_token?': text(40),
  'app_cert_sn?': text(32, /^[0-9a-f]{32}$/),
  'alipay_root_cert_sn?': text(1024, /^[0-9a-f]{32}(_[0-9a-f]{32})*$/),
  'encrypt_type?': oneOf('AES'),
  'alipay_sdk?': text(256),
  'biz_content?': text(1_048_576),
  ...optional('ws_service_url target_app_id terminal_type terminal_info prod_code'),
}

const paths = (verb: 'GET' | 'POST', base: string, names: string): [string, { verb: string; method: string }][] =>
  names.split(' ').map((name) => {
    const path = `/v3/alipay/${base}${name}`
    return [path, { verb, method: path.slice('/v3/'.length).replaceAll('/', '.') }]
  })

/** §8.3: a table and not a rule, since not every path of V3 is its method's name. */
export const restPaths = new Map([
  ...paths('POST', 'trade/', 'pay precreate create query cancel close refund order/pay order/settle settle/confirm'),
  ...paths('POST', 'trade/', 'refund/apply fastpay/refund/query customs/declare'),
  ...paths('POST', 'trade/royalty/relation/', 'bind unbind batchquery'),
  ...paths('POST', 'fund/', 'trans/uni/transfer auth/operation/cancel auth/operation/detail/query'),
  ...paths('POST', 'fund/auth/order/', 'freeze unfreeze voucher/create app/freeze'),
  ...paths('POST', 'user/agreement/', 'unsign executionplan/modify'),
  ...paths('GET', '', 'data/dataservice/bill/downloadurl/query fund/trans/common/query trade/order/settle/query'),
  ...paths('GET', '', 'user/agreement/query trade/customs/query trade/royalty/rate/query'),
])
