// The independent oracle for QQ Wallet: written from the wire page `qpay.md` (§ numbers are its sections) with node:crypto only.
// Nothing in this folder may import from src: a check that shares the builder checks nothing.
import { createHash, createHmac } from 'node:crypto'

export type Fields = Record<string, string>
export type Facts = { merchantId: string; apiKey: string; operatorPassword?: string }

const md5 = (text: string) => createHash('md5').update(text, 'utf8').digest('hex')

/** §3.1: present and not empty, but `sign`; ascending by name; raw; the key behind. */
export function stringToSign(fields: Fields, apiKey: string): string {
  const pairs: string[] = []
  for (const name of Object.keys(fields).sort((a, b) => (a < b ? -1 : 1)))
    if (name !== 'sign' && fields[name] !== '') pairs.push(`${name}=${fields[name]}`)
  pairs.push(`key=${apiKey}`)
  return pairs.join('&')
}

export const signOf = (fields: Fields, apiKey: string): string => md5(stringToSign(fields, apiKey)).toUpperCase()

/** §15: the oldest gateway signs in a fixed order. */
export const fixedOrderString = (fields: Fields, order: readonly string[], apiKey: string): string =>
  `${order.map((name) => `${name}=${fields[name]}`).join('&')}&key=${apiKey}`
export const signOfString = (text: string): string => md5(text).toUpperCase()

/** §11.3: five names, sorted as they are spelled, empty ones kept; the app's key with an ampersand behind. */
export const appString = (fields: Fields): string =>
  ['appId', 'bargainorId', 'nonce', 'pubAcc', 'tokenId'].map((name) => `${name}=${fields[name] ?? ''}`).join('&')
export const appSign = (fields: Fields, appKey: string): string =>
  createHmac('sha1', `${appKey}&`).update(appString(fields), 'utf8').digest('base64')

/** §1: flat XML, plain text or CDATA, with or without a prolog. */
export function readXml(text: string): Fields {
  const body = /^\s*(?:<\?xml[^>]*\?>)?\s*<xml>([\s\S]*)<\/xml>\s*$/.exec(text)?.[1]
  if (body === undefined) throw new Error(`no <xml> document: ${text.slice(0, 80)}`)
  const fields: Fields = {}
  const rest = body.replace(
    /<([A-Za-z_]\w*)>(?:<!\[CDATA\[([\s\S]*?)\]\]>|([^<]*))<\/\1>/g,
    (_, name: string, data: string | undefined, plain = '') => {
      if (name in fields) throw new Error(`${name} is there twice`)
      fields[name] =
        data ??
        plain.replace(/&(amp|lt|gt|quot|apos|#13);/g, (whole: string, entity: string) => {
          return { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", '#13': '\r' }[entity] ?? whole
        })
      return ''
    },
  )
  if (rest.trim() !== '') throw new Error(`what is no field: ${rest.slice(0, 80)}`)
  return fields
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** As Tencent's sample writes it, prolog and all, or with CDATA. */
export const writeXml = (fields: Fields, how: 'plain' | 'cdata' = 'plain'): string => {
  const value = (text: string) => (how === 'cdata' ? `<![CDATA[${text}]]>` : escaped(text))
  const members = Object.entries(fields).map(([name, text]) => `<${name}>${value(text)}</${name}>`)
  return `<?xml version='1.0' encoding='UTF-8'?>\n<xml>\n${members.join('\n')}\n</xml>\n`
}

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, 'utf8'))
const must = (fits: boolean, problem: string) => {
  if (!fits) throw new Error(problem)
}

/** §2: where each call goes, and whether money goes back by it. */
const calls: Record<string, { certified?: true; needs: string[] }> = {
  '/cgi-bin/pay/qpay_unified_order.cgi': {
    needs: ['body', 'out_trade_no', 'fee_type', 'total_fee', 'spbill_create_ip', 'trade_type', 'notify_url'],
  },
  '/cgi-bin/pay/qpay_micro_pay.cgi': {
    needs: [
      'body',
      'out_trade_no',
      'fee_type',
      'total_fee',
      'spbill_create_ip',
      'trade_type',
      'auth_code',
      'device_info',
    ],
  },
  '/cgi-bin/pay/qpay_order_query.cgi': { needs: [] },
  '/cgi-bin/pay/qpay_close_order.cgi': { needs: ['out_trade_no'] },
  '/cgi-bin/pay/qpay_reverse.cgi': { certified: true, needs: ['out_trade_no', 'op_user_id', 'op_user_passwd'] },
  '/cgi-bin/pay/qpay_refund.cgi': {
    certified: true,
    needs: ['out_refund_no', 'refund_fee', 'op_user_id', 'op_user_passwd'],
  },
  '/cgi-bin/pay/qpay_refund_query.cgi': { needs: [] },
  '/cgi-bin/sp_download/qpay_mch_statement_down.cgi': { needs: ['bill_date', 'bill_type'] },
}

type Request = { method: string; url: string; headers: Record<string, string>; body?: Uint8Array | undefined }
type Reply = { status: number; body: Uint8Array }

/** A request, by §1 to §9. @throws an `Error` that says what is wrong. */
export function judgeRequest({ method, url, body }: Request, { merchantId, apiKey, operatorPassword }: Facts): Fields {
  must(method === 'POST', `not a POST: ${method}`)
  const { origin, pathname, search } = new URL(url)
  const call = calls[pathname]
  must(call !== undefined, `no call of QQ Wallet’s: ${pathname}`)
  must(search === '', 'a query')
  must(origin === (call!.certified ? 'https://api.qpay.qq.com' : 'https://qpay.qq.com'), `at another host: ${origin}`)
  const text = Buffer.from(body ?? []).toString('utf8')
  must(!/<!DOCTYPE|<!ENTITY/i.test(text), 'a DTD')
  const fields = readXml(text)
  for (const name of ['mch_id', 'nonce_str', 'sign', ...call!.needs]) must(Boolean(fields[name]), `${name} is missing`)
  must(fields.mch_id === merchantId, 'another merchant')
  must(fields.nonce_str!.length <= 32, 'nonce_str is over 32 characters')
  must(fields.sign === signOf(fields, apiKey), 'the signature does not fit')
  for (const name of ['total_fee', 'refund_fee'])
    if (name in fields) must(/^[1-9]\d*$/.test(fields[name]!), `${name} is no number of fen`)
  for (const name of ['time_expire']) if (name in fields) must(/^\d{14}$/.test(fields[name]!), `${name} is no time`)
  if (fields.op_user_passwd && operatorPassword)
    must(fields.op_user_passwd === md5(operatorPassword), 'the password is not its MD5 in small letters')
  return fields
}

const numeric = /_fee(_\d+)?$/

/** An answer, by §1.1, §3 and §4. A statement is a text, and its refusal two fields: neither is signed. */
export function judgeReply(
  { url }: Pick<Request, 'url'>,
  { status, body }: Reply,
  { merchantId, apiKey }: Facts,
): void {
  if (status !== 200 || url.includes('/sp_download/')) return
  const text = Buffer.from(body).toString('utf8')
  must(!text.includes('HTML'), 'the word that one client takes for a page')
  const fields = readXml(text)
  if (fields.return_code === 'FAIL') {
    must(!('sign' in fields), 'a failure that is signed')
    return
  }
  must(fields.return_code === 'SUCCESS', 'no return_code')
  must(fields.mch_id === merchantId, 'another merchant')
  must(fields.sign === signOf(fields, apiKey), 'the signature does not fit')
  must(/^(SUCCESS|FAIL)$/.test(fields.result_code ?? ''), 'no result_code')
  must((fields.result_code === 'FAIL') === 'err_code' in fields, 'err_code does not go with result_code')
  for (const [name, value] of Object.entries(fields))
    if (numeric.test(name)) must(/^\d+$/.test(value), `${name}: ${value}`)
}

/** A notification, by §12. */
export function judgeNotice(body: Uint8Array, { merchantId, apiKey }: Facts): Fields {
  const fields = readXml(Buffer.from(body).toString('utf8'))
  must(fields.mch_id === merchantId, 'another merchant')
  must(fields.sign === signOf(fields, apiKey), 'the signature does not fit')
  for (const name of ['trade_state', 'total_fee', 'transaction_id', 'out_trade_no', 'time_end'])
    must(Boolean(fields[name]), `${name} is missing`)
  return fields
}

const envelope = ({ merchantId }: Facts): Fields => ({
  return_code: 'SUCCESS',
  return_msg: 'SUCCESS',
  retcode: '0',
  retmsg: 'ok',
  mch_id: merchantId,
  nonce_str: 'e61463f8efa94090b1f366cccfbbb444',
  result_code: 'SUCCESS',
})

/** What QQ Wallet would answer, signed. */
export function sealReply(facts: Facts, fields: Fields, how?: 'plain' | 'cdata') {
  const all = { ...envelope(facts), ...fields }
  const text = writeXml({ ...all, sign: signOf(all, facts.apiKey) }, how)
  return { status: 200, headers: { 'content-type': 'text/xml' } as Record<string, string>, body: bytesOf(text) }
}

/** What QQ Wallet would send. */
export function sealNotice(facts: Facts, fields: Fields, how?: 'plain' | 'cdata') {
  const all: Fields = { mch_id: facts.merchantId, nonce_str: 'e61463f8efa94090b1f366cccfbbb444', ...fields }
  const text = writeXml({ ...all, sign: signOf(all, facts.apiKey) }, how)
  return { headers: { 'content-type': 'text/xml' }, body: bytesOf(text) }
}
