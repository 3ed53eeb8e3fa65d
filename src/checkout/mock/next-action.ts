import { toBase64 } from '../../crypto/base64.js'
import { utf8 } from '../../crypto/bytes.js'
import type { CheckoutAction, CheckoutOffer } from '../view.js'

/** A public key as JWK, by the members that are used: not every project knows the platform's own type. */
export type PublicJwk = { readonly kty?: string; readonly n?: string; readonly e?: string }

/** By what WeChat Pay's calls are signed in a mocked checkout: a pair that exists for this one only. */
export type MockSigner = { readonly appId: string; readonly privateKey: CryptoKey; readonly publicKey: PublicJwk }

const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } as const

export async function mockSigner(): Promise<MockSigner> {
  const parameters = { ...algorithm, modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) }
  const pair = await crypto.subtle.generateKey(parameters, true, ['sign', 'verify'])
  const { kty, n, e } = await crypto.subtle.exportKey('jwk', pair.publicKey)
  return { appId: 'wx0000000000000000', privateKey: pair.privateKey, publicKey: { kty: kty!, n: n!, e: e! } }
}

/** The four lines that WeChat Pay signs for its wallet's call. */
export const invocation = (parameters: Readonly<Record<string, string>>): string =>
  ['appId', 'timeStamp', 'nonceStr', 'package'].map((name) => `${parameters[name]}\n`).join('')

/** Whether `paySign` fits the other parameters. */
export async function isSigned(parameters: Readonly<Record<string, string>>, publicKey: PublicJwk): Promise<boolean> {
  const key = await crypto.subtle.importKey('jwk', publicKey, algorithm, false, ['verify'])
  const signature = Uint8Array.from(atob(parameters.paySign ?? ''), (character) => character.charCodeAt(0))
  return crypto.subtle.verify(algorithm, key, signature, utf8(invocation(parameters)))
}

/** What the payer does next, as the providers' answers say it. The same `serial` gives the same code and numbers. */
export async function nextActionOf(
  { provider, channel, wallet = provider }: CheckoutOffer,
  serial: number,
  { signer, now, walletUrl }: { signer: MockSigner; now: Date; walletUrl: string },
): Promise<CheckoutAction> {
  const number = String(serial).padStart(8, '0')
  if (channel === 'transfer') return transferOf(serial)
  if (channel === 'qr') return { type: 'qr', content: (codes[wallet] ?? codes.antom!)(number) }
  if (channel === 'app') return { type: 'app', payload: { tn: `2026${number.padStart(17, '0')}`, mode: '01' } }
  if (channel === 'jsapi' && wallet === 'qqpay')
    return {
      type: 'jsapi',
      parameters: { tokenId: `6V${number.padStart(30, '0')}`, appInfo: 'appid#1#bargainor_id#1#channel#wallet' },
    }
  if (channel === 'jsapi' && wallet !== 'wechatpay')
    return { type: 'jsapi', parameters: { tradeNO: `20261126${number.padStart(20, '0')}` } }
  if (channel === 'jsapi') return { type: 'jsapi', parameters: await signed(number, signer, now) }
  const url = `${walletUrl}?order=${number}`
  if (provider !== 'unionpay')
    return { type: 'redirect', url, ...(provider === 'wechatpay' && { referrerPolicy: 'origin' as const }) }
  return { type: 'form', url, fields: { order: number }, html: '', policy: { formAction: [url], scriptSrc: [] } }
}

function transferOf(serial: number): CheckoutAction {
  const address = 'r9cZA1mLK5R5Am25ArfXFmqgNwjZgnfk59'
  const uri = `https://xaman.app/detect/request:${address}?amount=3.49&dt=${7000 + serial}`
  const amount = { asset: 'RLUSD', value: '3.49' } as const
  return { type: 'transfer', chain: 'XRP Ledger', address, tag: String(7000 + serial), amount, uri }
}

const codes: Readonly<Record<string, (number: string) => string>> = {
  wechatpay: (number) => `weixin://wxpay/bizpayurl?pr=M${number}`,
  alipay: (number) => `https://qr.alipay.com/bax${number.padStart(21, '0')}`,
  unionpay: (number) => `https://qr.95516.com/00010000/${number.padStart(32, '0')}`,
  qqpay: (number) => `https://qpay.qq.com/qr/${number}`,
  antom: (number) => `https://wallet.example/code/${number}`,
}

async function signed(number: string, { appId, privateKey }: MockSigner, now: Date): Promise<Record<string, string>> {
  const parameters: Record<string, string> = {
    appId,
    timeStamp: String(Math.floor(now.getTime() / 1000)),
    nonceStr: `nonce${number}`,
    package: `prepay_id=wx26${number}`,
    signType: 'RSA',
  }
  const signature = await crypto.subtle.sign(algorithm, privateKey, utf8(invocation(parameters)))
  return { ...parameters, paySign: toBase64(new Uint8Array(signature)) }
}
