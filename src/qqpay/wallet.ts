import { configError } from '../core/errors.js'
import { sha1Digest } from '../crypto/keyed-digest.js'
import { type QqpayAccount, qqpaySecrets } from './account.js'
import { appSecret, appText } from './canonical.js'
import { nonceOf } from './seal.js'

// What QQ is called with (pages 38/1196, 38/1197). What it hands back is no proof of payment: wait for the webhook, or query.

/** For `mqq.tenpay.pay(…)` in a page inside QQ. Nobody signs it. */
export type QqpayJsapiParameters = {
  tokenId: string
  appInfo: string
  pubAcc?: string
  pubAccHint?: string
}

/** For `qq.requestPayment(…)` in a mini program of QQ. Nobody signs it. */
export type QqpayMiniprogramParameters = { package: string; bargainor_id: string }

/** For `PayApi` (Android) and `QQWalletSDK` (iOS) in an app. */
export type QqpayAppPayload = {
  appId: string
  /** The shop's own number of this call, by which Android finds the way back. */
  serialNumber: string
  callbackScheme: string
  tokenId: string
  pubAcc: string
  pubAccHint: string
  nonce: string
  /** Seconds since 1970. Not signed. */
  timeStamp: string
  bargainorId: string
  sig: string
  sigType: 'HMAC-SHA1'
}

/** @throws `CONFIG_INVALID` before anything is sent, where the account lacks what the channel is called with. */
export function mustFitWallet(account: QqpayAccount, channel: string): void {
  if (channel !== 'jsapi' && channel !== 'app') return
  const { appKey } = qqpaySecrets(account)
  const missing =
    account.appId === undefined ? 'appId' : channel === 'app' && appKey === undefined ? 'appKey' : undefined
  if (missing)
    throw configError(
      `createPayment: the channel ${channel} needs the account’s ${missing}.`,
      `Give qqpay({...}) the ${missing} of the QQ open platform.`,
    )
}

export const jsapiParameters = (
  { appId, merchantId }: QqpayAccount,
  tokenId: string,
  publicAccount?: { id: string; hint?: string },
): QqpayJsapiParameters => ({
  tokenId,
  appInfo: `appid#${appId}|bargainor_id#${merchantId}|channel#wallet`,
  ...(publicAccount && { pubAcc: publicAccount.id }),
  ...(publicAccount?.hint && { pubAccHint: publicAccount.hint }),
})

export const miniprogramParameters = ({ merchantId }: QqpayAccount, prepayId: string): QqpayMiniprogramParameters => ({
  package: `prepay_id=${prepayId}`,
  bargainor_id: merchantId,
})

export async function appPayload(account: QqpayAccount, orderId: string, tokenId: string): Promise<QqpayAppPayload> {
  const { appKey } = qqpaySecrets(account)
  const signed = {
    appId: account.appId!,
    bargainorId: account.merchantId,
    nonce: nonceOf(account),
    // Empty, and part of what is signed all the same.
    pubAcc: '',
    tokenId,
  }
  return {
    ...signed,
    serialNumber: orderId,
    callbackScheme: `qwallet${account.appId}`,
    pubAccHint: '',
    timeStamp: String(Math.floor(account.clock.now() / 1000)),
    sig: await sha1Digest(appSecret(appKey!), appText(signed)),
    sigType: 'HMAC-SHA1',
  }
}
