import { type AlipayOptions, alipay, receiveAppResult, receiveReturn, receiveWebhook } from 'shroff/alipay'
import { sealFields } from '../oracle/alipay.js'
import {
  accountOf,
  alipayKey,
  appId,
  contentKey,
  merchantPublicPem,
  notification,
  optionsOf,
  sellerId,
} from '../support/alipay.js'
import { platformKey } from '../support/wechatpay.js'
import type { Mistake } from './row.js'

const account = accountOf()
const good = Buffer.from(notification().body).toString()
/** As it is signed, so that neighbours can swallow each other. */
const sorted = good.split('&').sort().join('&')
const fieldsOf = (body: Uint8Array) => Object.fromEntries(new URLSearchParams(Buffer.from(body).toString()))
const fields = fieldsOf(notification().body)
const receive = (body: unknown, more: object = {}) => receiveWebhook(account, { headers: {}, body, ...more } as never)
const form = (changed: Record<string, string>) => receive(Buffer.from(String(new URLSearchParams(changed))))
const text = (body: string) => receive(Buffer.from(body))
const back = String(
  new URLSearchParams(
    sealFields({
      privateKey: alipayKey,
      fields: {
        charset: 'utf-8',
        app_id: appId,
        seller_id: sellerId,
        out_trade_no: 'T_1001',
        trade_no: '2026',
        total_amount: '25.00',
      },
    }),
  ),
)
const options = (more: object) => () => alipay({ ...optionsOf(), ...more } as unknown as AlipayOptions)

/** Mistakes with Alipay's messages and keys. */
export const alipayMistakes: readonly Mistake[] = [
  {
    name: 'a + of the sign became a blank',
    code: 'SIGNATURE_INVALID',
    when: 'at once',
    plant: () => text(good.replaceAll('%2B', '+')),
    words: /blank where it had a \+/,
  },
  {
    name: 'the values were never decoded and encoded again',
    code: 'SIGNATURE_INVALID',
    when: 'at once',
    plant: () =>
      form(Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, encodeURIComponent(value)]))),
    words: /still percent-encoded/,
  },
  {
    name: 'a filter escaped quotes for HTML',
    code: 'SIGNATURE_INVALID',
    when: 'at once',
    plant: () => form({ ...fields, fund_bill_list: fields.fund_bill_list!.replaceAll('"', '&quot;') }),
    words: /fund_bill_list is escaped for HTML \(&quot;\)/,
  },
  {
    name: 'it is for another application, under another key',
    code: 'SIGNATURE_INVALID',
    when: 'at once',
    plant: () => form({ ...fields, app_id: '2021000000000002' }),
    words: /for the application 2021000000000002; this account is 2021000122672388/,
  },
  {
    name: 'the router added a parameter to the return address',
    code: 'SIGNATURE_INVALID',
    when: 'at once',
    plant: () => receiveReturn(account, `https://shop.example/thanks?q=%2Fthanks&${back}`),
    words: /parameters that Alipay does not send: q\./,
  },
  {
    name: 'the return address had one of the shop’s own',
    code: 'SIGNATURE_INVALID',
    when: 'at once',
    plant: () => receiveReturn(account, `https://shop.example/thanks?order=1&${back}`),
    words: /does not send: order\./,
  },
  {
    name: 'a column of 255 characters cut the sign',
    code: 'SIGNATURE_INVALID',
    when: 'at once',
    plant: () => form({ ...fields, sign: fields.sign!.slice(0, 255) }),
    words: /344 characters\): it has 255/,
  },
  {
    name: 'the console is set to RSA',
    code: 'SIGNATURE_INVALID',
    when: 'at once',
    plant: () => form({ ...fields, sign_type: 'RSA' }),
    words: /claims the sign_type RSA/,
  },
  { name: 'the body was empty', code: 'SIGNATURE_MISSING', when: 'at once', plant: () => text(''), words: /is empty/ },
  {
    name: 'the body was parsed and written as JSON',
    code: 'BODY_INVALID',
    when: 'at once',
    plant: () => text(JSON.stringify(fields)),
    words: /is JSON, not the form/,
  },
  {
    name: 'the whole body was encoded once more',
    code: 'SIGNATURE_MISSING',
    when: 'at once',
    plant: () => text(encodeURIComponent(good)),
    words: /percent-encoded once more/,
  },
  {
    name: 'the platform handed the body over in base64',
    code: 'SIGNATURE_MISSING',
    when: 'at once',
    plant: () => text(Buffer.from(good).toString('base64')),
    words: /base64/,
  },
  {
    name: 'a proxy’s page came in its place',
    code: 'SIGNATURE_MISSING',
    when: 'at once',
    plant: () => text('<html>502</html>'),
    words: /HTML or XML/,
  },
  {
    name: 'a filter dropped the sign',
    code: 'SIGNATURE_MISSING',
    when: 'at once',
    plant: () => text(good.replace(/&sign=[^&]*/, '')),
    words: /has no sign; it has notify_time/,
  },
  {
    name: 'a field came twice',
    code: 'BODY_INVALID',
    when: 'at once',
    plant: () => text(`${good}&subject=tea`),
    words: /the field subject occurs twice/,
  },
  {
    name: 'an old integration asks for ISO-8859-1',
    code: 'BODY_INVALID',
    when: 'at once',
    plant: () => receiveWebhook(account, notification({ charset: 'ISO-8859-1' })),
    words: /in the charset ISO-8859-1/,
  },
  {
    name: 'a field was folded into its neighbour’s name',
    code: 'MESSAGE_AMBIGUOUS',
    when: 'at once',
    plant: () => text(sorted.replace('&trade_no=', '&trade_no%3D').replace('&trade_status=', '%26trade_status=')),
    words: /its trade_no=2026030422001400000000000001&trade_status holds another field/,
  },
  {
    name: 'a field was folded into its neighbour',
    code: 'MESSAGE_AMBIGUOUS',
    when: 'at once',
    plant: () => text(sorted.replace('&trade_status=', '%26trade_status%3D')),
    words: /its trade_no holds another field .*read in two ways/,
  },
  {
    name: 'the app’s result was parsed',
    code: 'BODY_INVALID',
    when: 'at once',
    plant: () => receiveAppResult(account, { resultStatus: '9000', result: {} as string }),
    words: /not a text/,
  },
  {
    name: 'a value was changed on the way',
    code: 'SIGNATURE_INVALID',
    when: 'doctor',
    cause: 'unknown',
    plant: () => form({ ...fields, total_amount: '25.01' }),
  },
  {
    name: 'the application’s own public key in place of Alipay’s',
    code: 'SIGNATURE_INVALID',
    when: 'doctor',
    cause: 'own-key-configured',
    plant: () => receiveWebhook(accountOf({}, { alipayPublicKey: merchantPublicPem }), notification()),
  },
  {
    name: 'trimmed values',
    code: 'SIGNATURE_INVALID',
    when: 'doctor',
    cause: 'line-end-dropped',
    plant: () => form({ ...fieldsOf(notification({ subject: 'tea ' }).body), subject: 'tea' }),
  },
  {
    name: 'a private key in place of the public one',
    code: 'CONFIG_INVALID',
    when: 'at once',
    plant: () =>
      receiveWebhook(
        accountOf({}, { alipayPublicKey: platformKey.export({ format: 'pem', type: 'pkcs8' }) as string }),
        notification(),
      ),
    words: /alipayPublicKey: .* is wanted, but a private key/,
  },
  {
    name: 'a content key of another length',
    code: 'CONFIG_INVALID',
    when: 'at once',
    plant: options({ contentKey: `${contentKey}AA` }),
    words: /contentKey must be Base64 of 16 bytes/,
  },
  {
    name: 'the option of another SDK',
    code: 'CONFIG_INVALID',
    when: 'at once',
    plant: options({ signType: 'RSA2' }),
    words: /signType/,
  },
  {
    name: 'an address in place of a host',
    code: 'CONFIG_INVALID',
    when: 'at once',
    plant: options({ hosts: ['https://openapi.alipay.com/gateway.do'] }),
    words: /without a path/,
  },
]
