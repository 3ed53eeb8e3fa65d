import { X509Certificate } from 'node:crypto'
import { createClient, type Transport } from 'shroff'
import { explainRequest } from 'shroff/doctor'
import { getPayment, receiveWebhook } from 'shroff/unionpay'
import { noon } from '../../support/noon.js'
import { accountOf, keyedAccount, leaf, merchantId, secureKey } from '../../support/unionpay.js'
import { merchantCertificate } from '../../vectors/unionpay.js'
import { asPython, type How, hex, htmlEscaped, keys, misread, type Planted, refusedWith, signed, utf8 } from './hand.js'

export const secrets = { secureKey }
export const own = accountOf()
export const shared = keyedAccount()
const merchant = keys.stranger

type Fields = Record<string, string>
const pem = leaf.trimEnd().replaceAll('\n', '\r\n')
export const fields: Fields = {
  version: '5.1.0',
  encoding: 'UTF-8',
  signMethod: '01',
  signPubKeyCert: pem,
  txnType: '01',
  txnSubType: '07',
  bizType: '000000',
  accessType: '0',
  merId: merchantId,
  orderId: 'T0001001',
  txnTime: '20260304120000',
  txnAmt: '2500',
  currencyCode: '156',
  queryId: '562603041200000000018',
  respCode: '00',
  respMsg: '成功+[0000000] "ok"',
  reqReserved: '{"shelf":7}',
}

const text = (all: Fields, names = Object.keys(all).sort()) =>
  names
    .filter((name) => all[name] !== '' && name !== 'signature')
    .map((name) => `${name}=${all[name]}`)
    .join('&')

type Sent = How & { signedText?: (all: Fields) => string | Uint8Array; change?: (signature: string) => string }
const byKey = (all: Fields) => hex(`${text(all)}&${hex(secureKey)}`)
const sealed = (
  told: Fields,
  { signedText = (all) => hex(text(all)), change = (signature) => signature, ...how }: Sent,
) => change(told.signMethod === '11' ? String(signedText(told)) : signed(signedText(told), how))

/** A form of which `told` was signed and `came` arrived. */
export const formOf = (told: Fields, came: Fields = told, sent: Sent = {}) => ({
  headers: {},
  body: utf8(new URLSearchParams({ ...came, signature: sealed(told, sent) }).toString()),
})
const notice = (
  mistake: string,
  zh: string,
  cause: Planted['cause'],
  incoming: ReturnType<typeof formOf>,
  { by = own, names }: { by?: typeof own; names?: RegExp } = {},
): Planted => ({
  provider: 'unionpay',
  message: 'notification',
  mistake,
  zh,
  cause,
  ...(names && { names }),
  diagnose: () => refusedWith(receiveWebhook(by, incoming)),
})
const changed = (change: (value: string) => string) =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, name === 'signPubKeyCert' ? value : change(value)]),
  )

const notices: Planted[] = [
  notice(
    'decoded once more, so that + became a blank',
    '表单被多解码一次，+ 变成空格',
    'plus-as-space',
    formOf(fields, { ...fields, respMsg: fields.respMsg!.replace('+', ' ') }),
    { names: /respMsg/ },
  ),
  notice('escaped for HTML by a filter', '被 XSS 过滤器转义', 'html-escaped', formOf(fields, changed(htmlEscaped))),
  notice(
    'given backslashes by addslashes',
    '被 addslashes 加了反斜杠',
    'slashes-added',
    formOf(
      fields,
      changed((value) => value.replaceAll('"', '\\"')),
    ),
  ),
  notice(
    'the certificate’s line ends changed',
    '证书换行被改',
    'line-ends-changed',
    formOf(fields, { ...fields, signPubKeyCert: pem.replaceAll('\r\n', '\n') }),
    { names: /signPubKeyCert/ },
  ),
  notice(
    'a line end put behind the certificate',
    '证书末尾多了换行',
    'line-end-added',
    formOf(fields, { ...fields, signPubKeyCert: `${pem}\r\n` }),
    { names: /signPubKeyCert/ },
  ),
  notice(
    'read as Latin-1',
    '按 Latin-1 读入',
    'charset',
    formOf(fields, { ...fields, respMsg: misread(fields.respMsg!).toString() }),
    { names: /respMsg/ },
  ),
  notice(
    'a field of the router’s own added',
    '路由加了自己的参数',
    'field-added',
    formOf(fields, { ...fields, controller: 'notify' }),
    { names: /controller/ },
  ),
  notice(
    'reqReserved written anew',
    'reqReserved 被重新写出',
    'json-rewritten',
    formOf(fields, { ...fields, reqReserved: asPython({ shelf: 7 }) }),
    { names: /reqReserved/ },
  ),
  notice(
    'empty values were signed',
    '空值参加了签名',
    'empty-values',
    formOf(
      { ...fields, reqReserved: '' },
      { ...fields, reqReserved: '' },
      {
        signedText: (all) =>
          hex(
            Object.keys(all)
              .sort()
              .map((name) => `${name}=${all[name]}`)
              .join('&'),
          ),
      },
    ),
  ),
  notice(
    'the text hashed once',
    '只做了一次摘要',
    'hashed-once',
    formOf(fields, fields, { signedText: (all) => text(all) }),
  ),
  notice(
    'a digest in capital letters',
    '摘要用了大写',
    'digest-letters',
    formOf(fields, fields, { signedText: (all) => hex(text(all)).toUpperCase() }),
  ),
  notice('a value changed on the way', '途中改了一个值', 'unknown', formOf(fields, { ...fields, txnAmt: '1' })),
  notice(
    'signed by another than its certificate’s key',
    '签名与所附证书不符',
    'no-key-fits',
    formOf(fields, fields, { key: keys.sibling }),
  ),
  notice(
    'a test signs with the merchant’s key',
    '测试里用商户私钥签名',
    'signed-by-own-key',
    formOf(fields, fields, { key: merchant }),
  ),
  notice('signed with SHA-1', '用 SHA-1 签名', 'wrong-hash', formOf(fields, fields, { hash: 'sha1' })),
  notice(
    'the signature decoded once more',
    '签名被多解码一次',
    'signature-rewritten',
    formOf(fields, fields, { change: (signature) => signature.replaceAll('+', ' ') }),
  ),
]

const { signPubKeyCert: _, ...bare } = fields
export const sharedFields: Fields = { ...bare, signMethod: '11' }
const keyed = (
  mistake: string,
  zh: string,
  cause: Planted['cause'],
  came: Fields,
  signedText: (all: Fields) => string = byKey,
  names?: RegExp,
): Planted =>
  notice(`${mistake} (signMethod 11)`, `${zh}（signMethod 11）`, cause, formOf(sharedFields, came, { signedText }), {
    by: shared,
    ...(names && { names }),
  })
const keyeds: Planted[] = [
  keyed('+ became a blank', '+ 变成空格', 'plus-as-space', {
    ...sharedFields,
    respMsg: fields.respMsg!.replace('+', ' '),
  }),
  keyed('a field added', '多了一个字段', 'field-added', { ...sharedFields, controller: 'x' }, byKey, /controller/),
  keyed('the key itself behind the text', '直接拼接了密钥', 'hashed-once', sharedFields, (all) =>
    hex(`${text(all)}&${secureKey}`),
  ),
  keyed('another key', '别的密钥', 'shared-key', sharedFields, (all) => hex(`${text(all)}&${hex('another')}`)),
  keyed('a value changed', '改了一个值', 'shared-key', { ...sharedFields, txnAmt: '1' }),
]

const answer = (
  mistake: string,
  zh: string,
  cause: Planted['cause'],
  came: (all: Fields) => Fields,
  sent: Sent = {},
  names?: RegExp,
): Planted => ({
  provider: 'unionpay',
  message: 'answer',
  mistake,
  zh,
  cause,
  ...(names && { names }),
  diagnose: () => {
    const body = Object.entries({ ...came(fields), signature: sealed(fields, sent) }).map(
      ([name, value]) => `${name}=${value}`,
    )
    const transport: Transport = async () => ({ status: 200, headers: {}, body: utf8(body.join('&')) })
    const client = createClient({ account: own, transport, retry: { attempts: 1 } })
    return refusedWith(getPayment(client, { orderId: 'T0001001', placedAt: noon }))
  },
})
const answers: Planted[] = [
  answer('decoded as if it were a form', '被当成表单解码', 'plus-as-space', (all) => ({
    ...all,
    respMsg: all.respMsg!.replace('+', ' '),
  })),
  answer('the text hashed once', '只做了一次摘要', 'hashed-once', (all) => all, { signedText: (all) => text(all) }),
]

const certId = BigInt(`0x${new X509Certificate(merchantCertificate).serialNumber}`).toString()
const request = (
  mistake: string,
  zh: string,
  cause: Planted['cause'],
  signedText: (all: Fields) => string | Uint8Array,
  more: How & { change?: Fields } = {},
  names?: RegExp,
): Planted => ({
  provider: 'unionpay',
  message: 'request',
  mistake,
  zh,
  cause,
  ...(names && { names }),
  diagnose: () => {
    const { signPubKeyCert: _, queryId: _id, respCode: _code, respMsg: _words, ...rest } = fields
    const all: Fields = { ...rest, certId, orderDesc: '乌龙 茶', ...more.change }
    const signature = signed(signedText(all), { key: merchant, ...more })
    const body = utf8(new URLSearchParams({ ...all, signature }).toString())
    return explainRequest(own, {
      method: 'POST',
      url: 'https://gateway.95516.com/gateway/api/queryTrans.do',
      headers: {},
      body,
    })
  },
})
const requests: Planted[] = [
  request('nothing is wrong', '没有错误', 'right', (all) => hex(text(all))),
  request('the text hashed once', '只做了一次摘要', 'hashed-once', (all) => text(all)),
  request('hashed three times', '做了三次摘要', 'hashed-twice', (all) => hex(hex(text(all)))),
  request('a digest in capital letters', '摘要用了大写', 'digest-letters', (all) => hex(text(all)).toUpperCase()),
  request('not sorted', '字段没有排序', 'unsorted', (all) => hex(text(all, Object.keys(all)))),
  request('values percent-encoded before signing', '签名前做了 URL 编码', 'values-encoded', (all) =>
    hex(
      Object.keys(all)
        .sort()
        .map((name) => `${name}=${encodeURIComponent(all[name]!)}`)
        .join('&'),
    ),
  ),
  request('certId left out', '签名时漏了 certId', 'certificate-left-out', ({ certId: _, ...all }) => hex(text(all))),
  request('SHA-1, as version 5.0.0 signs', '用了 5.0.0 版的 SHA-1', 'wrong-hash', (all) => hex(text(all), 'sha1'), {
    hash: 'sha1',
  }),
  request('signed with a key that nobody here has', '用了不认识的私钥', 'no-key-fits', (all) => hex(text(all)), {
    key: keys.sibling,
  }),
  request('the number of another certificate', '证书序列号不对', 'other-serial', (all) => hex(text(all)), {
    change: { certId: '1' },
  }),
  request('another merchant named', '商户号不对', 'other-merchant', (all) => hex(text(all)), {
    change: { merId: '777290058167152' },
  }),
]

export const unionpayPlanted: readonly Planted[] = [...notices, ...keyeds, ...answers, ...requests]
