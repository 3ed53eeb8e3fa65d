import { constants, publicEncrypt, randomBytes } from 'node:crypto'
import { receiveWebhook } from 'shroff/yeepay'
import { openNotice as openByOracle } from '../oracle/yeepay/wire.js'
import { accountOf, merchantKey, merchantPublicKey, noticeOf, paidNotice, platformPublicKey } from './yeepay.js'

const keys = { privateKey: merchantKey, yeepayPublicKey: platformPublicKey }
export const receive = (body: Uint8Array, account = accountOf()) => receiveWebhook(account, { headers: {}, body })
export const paid = () => noticeOf(paidNotice)
const key = randomBytes(16)
const pad = (block: Uint8Array) =>
  publicEncrypt({ key: merchantPublicKey, padding: constants.RSA_NO_PADDING }, Buffer.from(block))
/** A wrapping whose padding is wrong in one place, or whose key has another length. */
export const block = (change: (block: Uint8Array) => void, length = 16) => {
  const whole = new Uint8Array(256).fill(0xff)
  whole.set([0, 2])
  whole[255 - length] = 0
  whole.set(randomBytes(length), 256 - length)
  change(whole)
  return pad(whole)
}
const sealedOf = (body: Uint8Array) => {
  const [, sealed] = new URLSearchParams(Buffer.from(body).toString()).get('response')!.split('$')
  return Buffer.from(sealed!, 'base64url')
}
const swapped = (sealed: Buffer) => {
  const whole = Buffer.from(sealed)
  sealed.copy(whole, 0, 16, 32)
  sealed.copy(whole, 16, 0, 16)
  return whole
}
export const json = JSON.stringify(paidNotice)
const signed = openByOracle(paid(), keys)
export const signature = signed.signature

/** Each keeps a notification from opening at another step. */
export const failures: [string, () => Uint8Array][] = [
  ['a wrapping that begins with another byte', () => noticeOf(json, { key, wrapped: block((b) => (b[0] = 1)) })],
  ['a padding of another type', () => noticeOf(json, { key, wrapped: block((b) => (b[1] = 1)) })],
  ['a padding that ends too soon', () => noticeOf(json, { key, wrapped: block((b) => (b[5] = 0)) })],
  ['a padding without an end', () => noticeOf(json, { key, wrapped: block((b) => (b[239] = 7)) })],
  ['a key too short', () => noticeOf(json, { key, wrapped: block(() => {}, 15) })],
  ['a key too long', () => noticeOf(json, { key, wrapped: block(() => {}, 32) })],
  ['another key', () => noticeOf(json, { key, wrapped: block(() => {}) })],
  ['a wrapping of another length', () => noticeOf(json, { key, wrapped: randomBytes(128) })],
  ['a wrapping over the modulus', () => noticeOf(json, { key, wrapped: new Uint8Array(256).fill(0xff) })],
  ['no wrapping', () => noticeOf(json, { key, wrapped: new Uint8Array() })],
  ['a text that is cut', () => noticeOf(json, { key, sealed: sealedOf(noticeOf(json, { key })).subarray(0, -16) })],
  [
    'a text that is cut within a block',
    () => noticeOf(json, { key, sealed: sealedOf(noticeOf(json, { key })).subarray(0, -3) }),
  ],
  ['no text', () => noticeOf(json, { key, sealed: new Uint8Array() })],
  ['blocks in another order', () => noticeOf(json, { key, sealed: swapped(sealedOf(noticeOf(json, { key }))) })],
  ['a text that is none', () => noticeOf(json, { plaintext: Buffer.from([0xff, 0xfe, 0x24]).toString('latin1') })],
  ['no signature', () => noticeOf(json, { plaintext: json })],
  ['an empty signature', () => noticeOf(json, { plaintext: `${json}$` })],
  ['a signature cut short', () => noticeOf(json, { plaintext: `${json}$${signature.slice(0, -4)}` })],
  ['a signature of zeros', () => noticeOf(json, { plaintext: `${json}$${Buffer.alloc(256).toString('base64')}` })],
  ['an amount changed', () => noticeOf(json, { plaintext: `${json.replace('25.00', '26.00')}$${signature}` })],
  ['a blank more', () => noticeOf(json, { plaintext: `${json.replace('{', '{ ')}$${signature}` })],
  [
    'a blank more inside of a text',
    () => noticeOf(json, { plaintext: `${json.replace('T1001', 'T 1001')}$${signature}` }),
  ],
  [
    'a blank less',
    () => noticeOf(json, { plaintext: `${json.replace('2026-03-04 12', '2026-03-0412')}$${signature}` }),
  ],
  ['other algorithms', () => noticeOf(json, { tail: 'AES$SHA1' })],
  ['a part more', () => noticeOf(json, { tail: 'AES$SHA256$x' })],
  ['no algorithms', () => noticeOf(json, { tail: '' })],
  ['another application', () => noticeOf(json, { appKey: 'app_1' })],
]
