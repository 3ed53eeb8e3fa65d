import { createPrivateKey, createPublicKey } from 'node:crypto'
import { type WechatpayAccount, type WechatpayOptions, wechatpay } from 'shroff/wechatpay'
import { sealReply, sealWebhook, type Webhook, type WebhookSeal } from '../oracle/wechatpay.js'
import { rsa2048 } from '../vectors/crypto.js'
import { requestSignature } from '../vectors/wechatpay.js'
import { noon } from './noon.js'

// WeChat Pay's side of the wire made by the oracle, so that nothing here shares a line with src. All keys are published
// test keys: the platform's is the SDK's sample key, the merchant's the documentation's.

export const now = noon.getTime()
export const clockAt = (time: number) => ({ now: () => time, sleep: async () => {} })

export const platformKey = createPrivateKey(rsa2048.privateKey)
export const platformPem = createPublicKey(platformKey).export({ format: 'pem', type: 'spki' }) as string
export const merchantPem = requestSignature.keys.merchantPrivateKeyPem
export const publicKeyId = 'PUB_KEY_ID_0000000000000024101100397200000006'
export const apiV3Key = 'a7cde1ZJB1kG2e7VfTs3jQzaWizur8Gb'

export const options = {
  merchantId: '1900007291',
  appId: 'wxd678efh567hg6787',
  apiV3Key,
  privateKey: merchantPem,
  serial: '408B07E79B8269FEC3D5D3E6AB8ED163A6A380DB',
  platformKeys: { [publicKeyId]: platformPem },
  clock: clockAt(now),
} as const satisfies WechatpayOptions

export const accountWith = (more: Partial<WechatpayOptions> = {}): WechatpayAccount =>
  wechatpay({ ...options, ...more })

export const transaction = {
  appid: options.appId,
  mchid: options.merchantId,
  out_trade_no: 'T-1001',
  transaction_id: '4200002026030412000000000001',
  trade_type: 'NATIVE',
  trade_state: 'SUCCESS',
  trade_state_desc: '支付成功',
  bank_type: 'OTHERS',
  attach: 'shelf 7',
  success_time: '2026-03-04T11:59:00+08:00',
  payer: { openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o' },
  amount: { total: 2500, payer_total: 2500, currency: 'CNY', payer_currency: 'CNY' },
}

export const refund = {
  mchid: options.merchantId,
  out_trade_no: 'T-1001',
  transaction_id: '4200002026030412000000000001',
  out_refund_no: 'R-1',
  refund_id: '50300802026030400000000001',
  refund_status: 'SUCCESS',
  success_time: '2026-03-04T11:59:30+08:00',
  user_received_account: '支付用户零钱',
  amount: { total: 2500, refund: 700, payer_total: 2500, payer_refund: 700 },
}

export const seal = { privateKey: platformKey, serial: publicKeyId, now, nonce: '5K8264ILTKCH16CQ2502SI8ZNMTM67VS' }

/** A notification by the oracle; TRANSACTION.SUCCESS about {@link transaction} unless told otherwise. */
export const webhook = (more: Partial<WebhookSeal> = {}): Webhook =>
  sealWebhook({
    ...seal,
    apiV3Key,
    id: 'EV-2026030412000000001',
    eventType: 'TRANSACTION.SUCCESS',
    originalType: 'transaction',
    resource: transaction,
    ...more,
  })

/** A signed answer by the oracle: the order as {@link transaction} tells it. */
export const reply = (body: string = JSON.stringify(transaction), more: Partial<typeof seal> = {}) =>
  sealReply({ ...seal, ...more, body })
