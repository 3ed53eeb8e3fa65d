// A merchant, the platform and an order, for the oracle's own tests.
import { generateKeyPairSync } from 'node:crypto'
import { type RequestSeal, sealRequest } from '../wechatpay.js'

export const bytes = (text: string) => new Uint8Array(Buffer.from(text))

export const merchant = generateKeyPairSync('rsa', { modulusLength: 2048 })
export const platform = generateKeyPairSync('rsa', { modulusLength: 2048 })
export const now = Date.UTC(2024, 1, 29, 4)
export const host = 'https://api.mch.weixin.qq.com'
export const signer = { merchantId: '1900000001', serial: '0A1B', privateKey: merchant.privateKey, now, nonce: 'n0nce' }
export const gateway = { merchantId: '1900000001', serial: '0A1B', publicKey: merchant.publicKey, now }
export const order = {
  appid: 'wx1',
  mchid: '1900000001',
  description: '乌龙茶',
  out_trade_no: 'T-1001',
  notify_url: 'https://shop.example/notify',
  amount: { total: 8880, currency: 'CNY' },
}
export const place = (body: unknown, more: Partial<RequestSeal> = {}) =>
  sealRequest({
    ...signer,
    method: 'POST',
    url: `${host}/v3/pay/transactions/native`,
    body: JSON.stringify(body),
    ...more,
  })
export const ask = (path: string, more: Partial<RequestSeal> = {}) =>
  sealRequest({ ...signer, method: 'GET', url: host + path, ...more })
export const query = '/v3/pay/transactions/out-trade-no/T-1001?mchid=1900000001'

export const seal = { privateKey: platform.privateKey, serial: 'PUB_KEY_ID_1', now, nonce: 'abc' }
export const facts = { keys: { PUB_KEY_ID_1: platform.publicKey }, now }
