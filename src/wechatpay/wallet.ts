import { configError, isShroffError, ShroffError } from '../core/errors.js'
import { type WechatpayAccount, wechatpaySecrets } from './account.js'
import { invocationMessage } from './canonical.js'
import { nonceOf, sign, timestampOf } from './seal.js'

// What the wallet wants to be called with (doc 4012365341). The result that the wallet hands back is no proof of
// payment: wait for the webhook, or query.

/** For `WeixinJSBridge.invoke('getBrandWCPayRequest', …)`. */
export type JsapiParameters = {
  appId: string
  timeStamp: string
  nonceStr: string
  package: string
  signType: 'RSA'
  paySign: string
}

/** For `wx.requestPayment(…)`: the app id is signed but not passed. */
export type MiniprogramParameters = Omit<JsapiParameters, 'appId'>

/** For the SDK in the app; on iOS the field `packageValue` is called `package`. */
export type AppPayload = {
  appId: string
  partnerId: string
  prepayId: string
  packageValue: 'Sign=WXPay'
  nonceStr: string
  timeStamp: string
  sign: string
}

/** How a wallet would be told of a signature by SM2 is published nowhere: its pages have `signType` RSA and no other. */
export const callsWallets = (account: WechatpayAccount): boolean =>
  wechatpaySecrets(account).schemes[0]!.algorithm.name !== 'SM2-SM3'

/**
 * @throws `CONFIG_INVALID` for an account that signs by SM2.
 */
export function mustSignByRsa(account: WechatpayAccount, action: string): void {
  if (callsWallets(account)) return
  throw configError(
    `${action}: the wallet is called with a signature by RSA, and this account signs by SM2.`,
    'Place the order by callProvider, then sign with the merchant’s RSA key: signWalletCall(rsaAccount, { channel, prepayId }).',
  )
}

export async function signJsapi(account: WechatpayAccount, appId: string, prepayId: string): Promise<JsapiParameters> {
  return { appId, ...(await signMiniprogram(account, appId, prepayId)) }
}

export async function signMiniprogram(
  account: WechatpayAccount,
  appId: string,
  prepayId: string,
): Promise<MiniprogramParameters> {
  const timeStamp = timestampOf(account)
  const nonceStr = nonceOf(account)
  const subject = `prepay_id=${prepayId}`
  const paySign = await signForWallet(account, invocationMessage(appId, timeStamp, nonceStr, subject))
  return { timeStamp, nonceStr, package: subject, signType: 'RSA', paySign }
}

export async function signApp(
  account: WechatpayAccount,
  appId: string,
  partnerId: string,
  prepayId: string,
): Promise<AppPayload> {
  const timeStamp = timestampOf(account)
  const nonceStr = nonceOf(account)
  const signature = await signForWallet(account, invocationMessage(appId, timeStamp, nonceStr, prepayId))
  return { appId, partnerId, prepayId, packageValue: 'Sign=WXPay', nonceStr, timeStamp, sign: signature }
}

/** The order stands already, so a signer that fails here has not kept anything from being sent. */
async function signForWallet(account: WechatpayAccount, message: string): Promise<string> {
  try {
    return await sign(account, message)
  } catch (error) {
    if (isShroffError(error)) throw error
    throw new ShroffError('SIGNING_FAILED', {
      problem: 'The order was placed, but the parameters for the wallet could not be signed.',
      outcome: 'unknown',
      next: 'See the cause. If the account has a Signer of its own (HSM, KMS), check that it answers.',
      cause: error,
    })
  }
}
