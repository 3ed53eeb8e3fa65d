import { configError, parametersError } from '../../core/errors.js'
import { refuseUnknown } from '../../core/options.js'
import type { WechatpayAccount } from '../account.js'
import { mustSignByRsa, signApp, signJsapi, signMiniprogram } from '../wallet.js'
import type { WechatpayNextActions } from './createPayment.js'

/** Who can be called with a prepay id. */
export type WalletChannel = 'jsapi' | 'miniprogram' | 'app'

export type SignWalletCallParameters<C extends WalletChannel = WalletChannel> = {
  channel: C
  /** `prepay_id` as the provider answered it. It lives for 2 hours. */
  prepayId: string
  /** The app by which the payer is known. Default: that of the account. */
  appId?: string
  /** For `app`: the merchant number that the app hands to the wallet. Default: that of the account. */
  partnerId?: string
}
export type SignWalletCallResult<C extends WalletChannel = WalletChannel> = WechatpayNextActions[C]

/**
 * What page, mini program or app call the wallet with (调起支付), for a prepay id that `callProvider` got, such as that of
 * combined orders (合单). `createPayment` does so by itself. Nothing is sent; sign anew for each opening.
 *
 * @throws `PARAMETERS_INVALID` for another channel or a prepay id that is none, `CONFIG_INVALID` for an app that is not the
 *   account's, and for an account that signs by SM2, `SIGNING_FAILED` if a `Signer` of your own fails.
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012365341
 * @example
 * const schema = z.object({ prepay_id: z.string() })
 * const path = '/v3/combine-transactions/jsapi'
 * const { prepay_id: prepayId } = await callProvider(client, { method: 'POST', path, body: order, schema })
 * const { parameters } = await signWalletCall(client.account, { channel: 'jsapi', prepayId })
 */
export async function signWalletCall<C extends WalletChannel>(
  account: WechatpayAccount,
  parameters: SignWalletCallParameters<C>,
): Promise<SignWalletCallResult<C>>
export async function signWalletCall(
  account: WechatpayAccount,
  parameters: SignWalletCallParameters,
): Promise<SignWalletCallResult> {
  refuseUnknown('signWalletCall', parameters ?? {}, ['channel', 'prepayId', 'appId', 'partnerId'])
  const { channel, prepayId, appId = account.appId, partnerId = account.merchantId } = parameters ?? {}
  const refuse = (path: string, problem: string) => parametersError('signWalletCall', [{ path, problem }])
  if (typeof prepayId !== 'string' || !/^[\x21-\x7e]{1,128}$/.test(prepayId))
    throw refuse('prepayId', 'must be the prepay_id of an answer')
  if (![...account.appIds, account.subAppId].includes(appId))
    throw configError(`signWalletCall: the account has no app ${appId}.`, 'Name it in otherAppIds.')
  mustSignByRsa(account, 'signWalletCall')
  switch (channel) {
    case 'miniprogram':
      return { type: 'jsapi', parameters: await signMiniprogram(account, appId, prepayId) }
    case 'app':
      return { type: 'app', payload: await signApp(account, appId, partnerId, prepayId) }
    case 'jsapi':
      return { type: 'jsapi', parameters: await signJsapi(account, appId, prepayId) }
    default:
      throw refuse('channel', "must be 'jsapi', 'miniprogram' or 'app'")
  }
}
