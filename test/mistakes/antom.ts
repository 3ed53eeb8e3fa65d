import { type AntomOptions, antom, ready, receiveWebhook } from 'shroff/antom'
import { sealNotice } from '../oracle/antom/wire.js'
import { accountOf, clientId, resultOf } from '../support/antom.js'
import { privateKey, publicKey } from '../vectors/antom.js'
import type { Mistake } from './row.js'

const notice = { notifyType: 'PAYMENT_RESULT', ...resultOf('SUCCESS'), paymentRequestId: 'T_1', paymentId: 'P1' }
const good = sealNotice({
  path: '/notify?shop=1',
  clientId,
  privateKey,
  time: '2026-03-04T12:00:00+08:00',
  body: `{ ${JSON.stringify(notice).slice(1)}`,
})
const receive = (more: object) => () => receiveWebhook(accountOf(), { ...good, ...more } as never)
const { signature, ...others } = good.headers
const text = Buffer.from(good.body).toString()
const bytes = (body: string) => new Uint8Array(Buffer.from(body))
const options = (more: object) => () =>
  antom({ clientId, privateKey, antomPublicKey: publicKey, ...more } as AntomOptions)

/** Mistakes with Antom's messages and keys. */
export const antomMistakes: readonly Mistake[] = [
  {
    name: 'a proxy rewrote the path that Antom called',
    code: 'SIGNATURE_INVALID',
    when: 'at once',
    plant: receive({ url: 'http://10.0.0.7/internal' }),
    words: /the path \/internal under Antom’s key.*\n.*\n.*notifyPath/,
  },
  {
    name: 'the framework’s address has lost its query',
    code: 'SIGNATURE_INVALID',
    when: 'at once',
    plant: receive({ url: '/notify' }),
    words: /the path \/notify under Antom’s key/,
  },
  {
    name: 'no address at all',
    code: 'CONFIG_INVALID',
    when: 'at once',
    plant: receive({ url: undefined }),
    words: /signs the path of the address that it calls/,
  },
  {
    name: 'the body was parsed and written again',
    code: 'SIGNATURE_INVALID',
    when: 'doctor',
    cause: 'json-rewritten',
    plant: receive({ body: bytes(JSON.stringify(JSON.parse(text))) }),
  },
  {
    name: 'the body was written as JSON twice',
    code: 'SIGNATURE_INVALID',
    when: 'at once',
    plant: receive({ body: bytes(JSON.stringify(text)) }),
    words: /The body is not the JSON that Antom sends/,
  },
  {
    name: 'something read the body before',
    code: 'SIGNATURE_INVALID',
    when: 'at once',
    plant: receive({ body: bytes('') }),
    words: /under Antom’s key\. The body is empty: something read it before/,
  },
  {
    name: 'the header was decoded as if it were part of a form',
    code: 'SIGNATURE_INVALID',
    when: 'at once',
    plant: receive({ headers: { ...others, signature: `${signature!.slice(0, 60)} ${signature!.slice(61)}` } }),
    words: /under Antom’s key\. It has a blank where it had a \+/,
  },
  {
    name: 'a proxy drops the headers that it does not know',
    code: 'SIGNATURE_MISSING',
    when: 'at once',
    plant: receive({ headers: { ...others, 'request-time': undefined, 'client-id': undefined } }),
    words: /The headers client-id, request-time, signature are missing/,
  },
  {
    name: 'a proxy drops one of them',
    code: 'SIGNATURE_MISSING',
    when: 'at once',
    plant: receive({ headers: { ...good.headers, 'request-time': undefined } }),
    words: /The header request-time is missing[\s\S]*A proxy in between drops it/,
  },
  {
    name: 'the message of another client at the same address',
    code: 'WEBHOOK_NOT_OURS',
    when: 'at once',
    plant: () => receiveWebhook(accountOf({ clientId: 'SANDBOX_5Y' }), good),
    words: /its client is 5XSR7C3046QJ05345, not SANDBOX_5Y/,
  },
  {
    name: 'one’s own public key in place of Antom’s',
    code: 'CONFIG_INVALID',
    when: 'at once',
    plant: () => ready(accountOf()),
    words: /antomPublicKey is your own public key/,
  },
  {
    name: 'the address of an endpoint for a host',
    code: 'CONFIG_INVALID',
    when: 'at once',
    plant: options({ hosts: ['https://open-sea-global.alipay.com/ams/sandbox/api'] }),
    words: /antom: hosts must be/,
  },
  {
    name: 'a whole address for the path',
    code: 'CONFIG_INVALID',
    when: 'at once',
    plant: options({ notifyPath: 'https://shop.example/notify' }),
    words: /antom: notifyPath must be path and query/,
  },
]
