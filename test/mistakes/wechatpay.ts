import { createPublicKey } from 'node:crypto'
import { receiveWebhook, type WechatpayOptions, wechatpay } from 'shroff/wechatpay'
import {
  accountWith,
  apiV3Key,
  clockAt,
  merchantPem,
  now,
  options,
  platformPem,
  publicKeyId,
  webhook,
} from '../support/wechatpay.js'
import type { Mistake } from './row.js'

const account = accountWith()
const good = webhook()
const json = Buffer.from(good.body).toString()
type Sent = { headers: Record<string, string>; body: unknown }
const receive = (change: (sent: Sent) => Partial<Sent>) => () =>
  receiveWebhook(account, { ...good, ...change({ ...good }) } as never)
const body = (text: string) => receive(() => ({ body: Buffer.from(text) }))
const headers = (more: Record<string, string | undefined>) =>
  receive((sent) => ({
    headers: Object.fromEntries(
      Object.entries({ ...sent.headers, ...more }).filter(([, value]) => value !== undefined),
    ) as Record<string, string>,
  }))
const without = (...names: string[]) => headers(Object.fromEntries(names.map((name) => [name, undefined])))
const signature = good.headers['wechatpay-signature']!
const made = (more: object) => () => wechatpay({ ...options, ...more } as unknown as WechatpayOptions)
const at = (seconds: number) => () => receiveWebhook(accountWith({ clock: clockAt(now + seconds * 1000) }), good)

/** Mistakes with WeChat Pay's messages and keys. */
export const wechatpayMistakes: readonly Mistake[] = [
  {
    name: 'a proxy drops all headers of the signature',
    code: 'SIGNATURE_MISSING',
    when: 'at once',
    plant: without('wechatpay-timestamp', 'wechatpay-nonce', 'wechatpay-signature', 'wechatpay-serial'),
    words: /headers wechatpay-timestamp, wechatpay-nonce, wechatpay-signature, wechatpay-serial are missing/,
  },
  {
    name: 'a proxy drops one of them',
    code: 'SIGNATURE_MISSING',
    when: 'at once',
    plant: without('wechatpay-serial'),
    words: /header wechatpay-serial is missing/,
  },
  {
    name: 'a refund made in the console is told in XML',
    code: 'SIGNATURE_MISSING',
    when: 'at once',
    plant: receive(() => ({
      headers: {},
      body: Buffer.from('<xml><return_code>SUCCESS</return_code><req_info>x</req_info></xml>'),
    })),
    words: /XML of APIv2 about a refund[\s\S]*getRefund/,
  },
  {
    name: 'an order of APIv2 is told at the same address',
    code: 'SIGNATURE_MISSING',
    when: 'at once',
    plant: receive(() => ({ headers: {}, body: Buffer.from('<xml><return_code>SUCCESS</return_code></xml>') })),
    words: /an order placed over APIv2/,
  },
  {
    name: 'the shop’s own monitoring knocks',
    code: 'SIGNATURE_MISSING',
    when: 'at once',
    plant: receive(() => ({ headers: {}, body: new Uint8Array() })),
    words: /is empty and has no signature/,
  },
  {
    name: 'a header comes twice',
    code: 'SIGNATURE_MISSING',
    when: 'at once',
    plant: headers({ 'wechatpay-nonce': 'a, b' }),
    words: /wechatpay-nonce is malformed or repeated/,
  },
  {
    name: 'the time was turned into milliseconds',
    code: 'SIGNATURE_MISSING',
    when: 'at once',
    plant: headers({ 'wechatpay-timestamp': `${now}` }),
    words: /milliseconds; WeChat Pay sends seconds/,
  },
  {
    name: 'the header was decoded like an address',
    code: 'SIGNATURE_MISSING',
    when: 'at once',
    plant: headers({ 'wechatpay-signature': signature.replaceAll(/[+/]/g, ' ') }),
    words: /signature has a blank where it had a \+/,
  },
  {
    name: 'the other algorithm',
    code: 'SIGNATURE_INVALID',
    when: 'at once',
    plant: headers({ 'wechatpay-signature-type': 'WECHATPAY2-SM2-WITH-SM3' }),
    words: /signature type WECHATPAY2-SM2-WITH-SM3/,
  },
  {
    name: 'a URL’s alphabet for the signature',
    code: 'SIGNATURE_INVALID',
    when: 'at once',
    plant: headers({ 'wechatpay-signature': signature.replaceAll('+', '-').replaceAll('/', '_') }),
    words: /signature is not base64/,
  },
  {
    name: 'a queue delivers it ten minutes late',
    code: 'TIMESTAMP_OUT_OF_WINDOW',
    when: 'at once',
    plant: at(600),
    words: /signed 600 s ago/,
  },
  {
    name: 'this machine’s clock is behind',
    code: 'TIMESTAMP_OUT_OF_WINDOW',
    when: 'at once',
    plant: at(-400),
    words: /400 s in the future/,
  },
  {
    name: 'WeChat Pay tests whether signatures are checked',
    code: 'SIGNATURE_PROBE',
    when: 'at once',
    plant: headers({ 'wechatpay-signature': `WECHATPAY/SIGNTEST/${signature.slice(19)}` }),
    words: /deliberately wrong/,
  },
  {
    name: 'another merchant’s webhook, in public-key mode',
    code: 'KEY_UNKNOWN',
    when: 'at once',
    plant: headers({ 'wechatpay-serial': 'PUB_KEY_ID_0114000000000000000000000000000002' }),
    words: /may be another merchant’s[\s\S]*WeChat Pay public key that the account does not have/,
  },
  {
    name: 'a platform certificate that is newer than the account',
    code: 'KEY_UNKNOWN',
    when: 'at once',
    plant: headers({ 'wechatpay-serial': '5157F09EFDC096DE15EBE81A47057A7232F1B8E1' }),
    words: /Else it is a platform certificate/,
  },
  {
    name: 'another merchant’s webhook, under the same platform key',
    code: 'DECRYPTION_FAILED',
    when: 'at once',
    plant: () => receiveWebhook(account, webhook({ apiV3Key: 'fedcba9876543210fedcba9876543210' })),
    words: /though the message is WeChat Pay’s[\s\S]*another merchant’s/,
  },
  {
    name: 'a framework read the body',
    code: 'SIGNATURE_INVALID',
    when: 'at once',
    plant: receive(() => ({ body: new Uint8Array() })),
    words: /body is empty: something read it/,
  },
  {
    name: 'the body was written anew, shorter',
    code: 'SIGNATURE_INVALID',
    when: 'at once',
    plant: receive((sent) => ({
      headers: { ...sent.headers, 'content-length': String(json.length) },
      body: Buffer.from(json.replaceAll('"', "'").slice(9)),
    })),
    words: /was sent with \d+ bytes/,
  },
  {
    name: 'Python wrote it anew',
    code: 'SIGNATURE_INVALID',
    when: 'at once',
    plant: body(json.replace('支付成功', '\\u652f\\u4ed8\\u6210\\u529f').replaceAll('\\/', '/')),
    words: /letters as \\u…/,
  },
  {
    name: 'it was written as JSON twice',
    code: 'SIGNATURE_INVALID',
    when: 'at once',
    plant: body(JSON.stringify(json)),
    words: /JSON text within a JSON text/,
  },
  {
    name: 'a Buffer was written as JSON',
    code: 'SIGNATURE_INVALID',
    when: 'at once',
    plant: body(JSON.stringify(Buffer.from(json))),
    words: /a Buffer that was written as JSON/,
  },
  {
    name: 'an object was made a text',
    code: 'SIGNATURE_INVALID',
    when: 'at once',
    plant: body('[object Object]'),
    words: /made a text \(\[object Object\]\)/,
  },
  {
    name: 'the platform handed it over in base64',
    code: 'SIGNATURE_INVALID',
    when: 'at once',
    plant: body(Buffer.from(json).toString('base64')),
    words: /body looks like base64/,
  },
  {
    name: 'a form parser wrote it',
    code: 'SIGNATURE_INVALID',
    when: 'at once',
    plant: body(`${encodeURIComponent(json)}=`),
    words: /is a form, not the JSON/,
  },
  {
    name: 'a filter escaped it for HTML',
    code: 'SIGNATURE_INVALID',
    when: 'at once',
    plant: body(json.replaceAll('"', '&quot;')),
    words: /body is escaped for HTML/,
  },
  {
    name: 'an editor put a byte order mark in front',
    code: 'SIGNATURE_INVALID',
    when: 'at once',
    plant: body(`\ufeff${json}`),
    words: /byte order mark/,
  },
  {
    name: 'a proxy’s page',
    code: 'SIGNATURE_INVALID',
    when: 'at once',
    plant: body('<html>502</html>'),
    words: /a page of a proxy’s/,
  },
  {
    name: 'a body that is not UTF-8',
    code: 'BODY_INVALID',
    when: 'at once',
    plant: receive(() => ({ body: Buffer.from('cedac1fa', 'hex') })),
    words: /not UTF-8/,
  },
  {
    name: 'a body of two megabytes',
    code: 'BODY_INVALID',
    when: 'at once',
    plant: receive(() => ({ body: new Uint8Array(2 ** 21) })),
    words: /over 1048576 bytes/,
  },
  {
    name: 'a value was changed',
    code: 'SIGNATURE_INVALID',
    when: 'doctor',
    cause: 'unknown',
    plant: body(json.replace('EV-', 'EW-')),
  },
  {
    name: 'members were put in another order',
    code: 'SIGNATURE_INVALID',
    when: 'doctor',
    cause: 'json-rewritten',
    plant: body(JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(json)).reverse()))),
  },
  {
    name: 'the merchant’s own public key under WeChat Pay’s name',
    code: 'SIGNATURE_INVALID',
    when: 'doctor',
    cause: 'own-key-configured',
    plant: () =>
      receiveWebhook(
        accountWith({
          platformKeys: {
            [publicKeyId]: createPublicKey(merchantPem).export({ format: 'pem', type: 'spki' }) as string,
          },
        }),
        good,
      ),
  },
  {
    name: 'a key of 16 characters',
    code: 'CONFIG_INVALID',
    when: 'at once',
    plant: made({ apiV3Key: apiV3Key.slice(16) }),
    words: /apiV3Key must be .*this one has 16 characters/,
  },
  {
    name: 'an unset variable as the key’s name',
    code: 'CONFIG_INVALID',
    when: 'at once',
    plant: made({ platformKeys: { [String(undefined)]: platformPem } }),
    words: /undefined/,
  },
  {
    name: 'the private key’s variable is not set',
    code: 'CONFIG_INVALID',
    when: 'at once',
    plant: made({ privateKey: undefined }),
    words: /privateKey/,
  },
  {
    name: 'the other provider’s option',
    code: 'CONFIG_INVALID',
    when: 'at once',
    plant: made({ sandbox: true }),
    words: /sandbox/,
  },
  {
    name: 'an option that is nearly right',
    code: 'CONFIG_INVALID',
    when: 'at once',
    plant: made({ host: 'https://a.example' }),
    words: /hosts/,
  },
  {
    name: 'no key of WeChat Pay’s',
    code: 'CONFIG_INVALID',
    when: 'at once',
    plant: made({ platformKeys: {} }),
    words: /platformKeys is empty/,
  },
  {
    name: 'numbers without quotes',
    code: 'CONFIG_INVALID',
    when: 'at once',
    plant: made({ merchantId: 1900007291 }),
    words: /merchantId must be .*digits as a string/,
  },
  {
    name: 'a file’s name in place of the key',
    code: 'CONFIG_INVALID',
    when: 'at once',
    plant: () => receiveWebhook(accountWith({ platformKeys: { [publicKeyId]: './pub_key.pem' } }), good),
    words: /a file name instead of what the file holds/,
  },
  {
    name: 'the body was parsed',
    code: 'CONFIG_INVALID',
    when: 'at once',
    plant: receive(() => ({ body: JSON.parse(json) })),
    words: /already parsed/,
  },
]
