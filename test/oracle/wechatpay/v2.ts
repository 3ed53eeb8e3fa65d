// APIv2 as far as payer-presented codes need it (§22): what a client sends, and what it is answered.
import { all, type Check, fen, oneOf, open, text } from './checks.js'
import { isObject, judge, type OracleReply, type OracleRequest, type Report } from './primitives.js'
import { type V2Fields, type V2SignType, v2Signature } from './v2-primitives.js'

export type V2Facts = { merchantId: string; appId: string; apiV2Key: string; signType: V2SignType }

const optional = (names: string, check: Check) =>
  Object.fromEntries(names.split(' ').map((name) => [`${name}?`, check]))
/** Amounts are integer fen here too, as text. */
const fenText: Check = (value, at, report) => fen(/^[1-9]\d*$/.test(String(value)) ? Number(value) : value, at, report)

const common = {
  appid: text(32),
  mch_id: text(32),
  nonce_str: text(32),
  sign: text(64, /^([0-9A-F]{32}|[0-9A-F]{64})$/),
  ...optional('sign_type', oneOf('MD5', 'HMAC-SHA256')),
  ...optional('sub_appid sub_mch_id', text(32)),
}
const byNumber = optional('transaction_id out_trade_no', text(32, /^[0-9A-Za-z_\-|*]+$/))
const requests: Record<string, Record<string, Check>> = {
  '/pay/micropay': {
    body: text(128),
    out_trade_no: text(32, /^[0-9A-Za-z_\-|*]+$/),
    total_fee: fenText,
    spbill_create_ip: text(64),
    auth_code: text(18, /^1[0-5]\d{16}$/),
    ...optional('device_info fee_type goods_tag limit_pay time_start time_expire', text(32)),
    ...optional('attach', text(128)),
    ...optional('detail scene_info', text(6144)),
  },
  '/pay/orderquery': byNumber,
  '/secapi/pay/reverse': byNumber,
}

/** The gateway's view of a request: signature first, then fields. Throws an Error that lists every violation. */
export const judgeV2Request = (request: OracleRequest, facts: V2Facts): { path: string; fields: V2Fields } =>
  judge(`${request.method} ${request.url}`, (report) => {
    const path = request.url.replace(/^https?:\/\/[^/]+/, '')
    const members = requests[path]
    if (request.method !== 'POST' || !members) report('method and path are not documented (§22)')
    const type = Object.entries(request.headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1]
    if (!/^(text|application)\/xml\b/.test(type ?? '')) report(`Content-Type is ${type} (§22)`)
    const fields = readXml(request.body ?? new Uint8Array(), report)
    for (const [name, value] of Object.entries(fields)) if (value === '') report(`${name} is sent empty (§22)`)
    const known = { ...common, ...members }
    open(known)(fields, '', report)
    for (const name of Object.keys(fields))
      if (!(name in known) && !(`${name}?` in known)) report(`/${name} is not documented (§22)`)
    if (members === byNumber && !fields.transaction_id && !fields.out_trade_no)
      report('neither transaction_id nor out_trade_no (§22)')
    if (fields.mch_id !== facts.merchantId) report(`mch_id is ${fields.mch_id} instead of ${facts.merchantId} (§22)`)
    if ((fields.sign_type ?? 'MD5') !== facts.signType) report(`sign_type is ${fields.sign_type} (§22)`)
    examineSign(fields, facts, report)
    return { path, fields }
  })

// §22: each is of this call alone; some say that an earlier charge of the number stands.
const codes =
  'USERPAYING SYSTEMERROR BANKERROR NOTENOUGH AUTHCODEEXPIRE AUTH_CODE_ERROR AUTH_CODE_INVALID NOTSUPORTCARD ORDERPAID ORDERCLOSED ORDERREVERSED OUT_TRADE_NO_USED BUYER_MISMATCH TRADE_ERROR NOAUTH PARAM_ERROR LACK_PARAMS SIGNERROR XML_FORMAT_ERROR APPID_NOT_EXIST MCHID_NOT_EXIST APPID_MCHID_NOT_MATCH INVALID_REQUEST REQUIRE_POST_METHOD NOT_UTF8 ORDERNOTEXIST REVERSE_EXPIRE INVALID_TRANSACTIONID FREQUENCY_LIMITED'.split(
    ' ',
  )
const paid = open({
  out_trade_no: text(32),
  transaction_id: text(32),
  openid: text(128),
  is_subscribe: oneOf('Y', 'N'),
  trade_type: oneOf('MICROPAY'),
  bank_type: text(32),
  total_fee: fenText,
  cash_fee: fenText,
  time_end: text(14, /^20\d{12}$/),
})
const ofPayment = ['transaction_id', 'openid', 'trade_type', 'bank_type', 'cash_fee', 'time_end', 'attach']
const queried: Check = (value, at, report) => {
  open({ out_trade_no: text(32), trade_state: text(32), 'trade_state_desc?': text(256) })(value, at, report)
  if (!isObject(value)) return
  if (['SUCCESS', 'REFUND'].includes(String(value.trade_state))) return paid(value, at, report)
  // §13, §14: what only payment brings.
  if (value.trade_state === 'USERPAYING')
    for (const name of ofPayment) if (name in value) report(`${at}/${name} of an order in USERPAYING (§13)`)
}
const successes: Record<string, Check> = {
  '/pay/micropay': paid,
  '/pay/orderquery': queried,
  '/secapi/pay/reverse': open({ recall: oneOf('Y', 'N') }),
}

/** A client's view of an answer. Throws an Error that lists every violation. */
export const judgeV2Reply = (reply: OracleReply, path: string, facts: V2Facts): V2Fields =>
  judge(`answer ${reply.status} to ${path}`, (report) => {
    if (reply.status !== 200) report(`status ${reply.status}; APIv2 always answers 200 (§22)`)
    const fields = readXml(reply.body, report)
    if (fields.return_code === 'FAIL') {
      const others = Object.keys(fields).filter((name) => name !== 'return_code' && name !== 'return_msg')
      if (others.length > 0) report(`return_code FAIL beside ${others} (§22)`)
      if (!fields.return_msg) report('return_code FAIL without return_msg (§22)')
      return fields
    }
    const head = { ...common, return_code: oneOf('SUCCESS'), result_code: oneOf('SUCCESS', 'FAIL') }
    all(open(head), fields.result_code === 'SUCCESS' ? successes[path]! : refused)(fields, '', report)
    if (fields.mch_id !== facts.merchantId || fields.appid !== facts.appId)
      report('the answer is to another merchant (§22)')
    examineSign(fields, facts, report)
    return fields
  })

const refused = open({ err_code: oneOf(...codes), 'err_code_des?': text(256) })

function examineSign(fields: V2Fields, { apiV2Key, signType }: V2Facts, report: Report): void {
  if (fields.sign !== v2Signature(fields, apiV2Key, signType))
    report(`sign is not the ${signType} of all fields that are not empty (§22)`)
}

/** `<xml><k>v</k>…</xml>`, CDATA or escaped; no DTD (§22). */
function readXml(body: Uint8Array, report: Report): V2Fields {
  const fields: V2Fields = {}
  const whole = /^\s*<xml>(.*)<\/xml>\s*$/s.exec(Buffer.from(body).toString())
  let rest = whole?.[1]
  if (rest === undefined) report('body is not <xml>…</xml> (§22)')
  for (rest = rest?.trim(); rest; rest = rest.trimStart()) {
    const [element, name, cdata, plain] =
      /^<(\w+)>(?:<!\[CDATA\[(.*?)\]\]>|([^<]*))<\/\1>/s.exec(rest) ?? /^<(\w+)()\/>/.exec(rest) ?? []
    if (!element || !name) {
      report(`not <k>v</k>: ${rest.slice(0, 40)} (§22)`)
      break
    }
    if (name in fields) report(`${name} is there twice (§22)`)
    fields[name] = cdata ?? unescaped(plain ?? '')
    rest = rest.slice(element.length)
  }
  return fields
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const unescaped = (value: string) =>
  value.replace(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) =>
    name ? (named[name] ?? whole) : String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(decimal)),
  )
