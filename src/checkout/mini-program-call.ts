import type { CheckoutAction } from './view.js'

/** Whose runtime pays: WeChat's mini programs, Alipay's, or uni-app on either and in apps. */
export type MiniProgramTarget = 'wx' | 'my' | 'uni'

/** The runtime's method and what to hand it. What its callbacks get reads `readWalletResult`. */
export type MiniProgramCall = { readonly name: 'requestPayment' | 'tradePay'; readonly parameters: object }

/**
 * The payment call of a mini program for a next action of the channels `jsapi`, `miniprogram` and `app`.
 *
 * At Alipay `success` is called for codes other than 9000 too, so `complete` and {@link readWalletResult} serve for all.
 *
 * @throws `TypeError`: the target cannot pay this action.
 * @example
 * const { name, parameters } = miniProgramCall(nextAction, 'wx')
 * wx[name]({ ...parameters, complete: (result) => console.log(readWalletResult(result).says) })
 */
export function miniProgramCall(nextAction: CheckoutAction, target: MiniProgramTarget): MiniProgramCall {
  const order =
    nextAction.type === 'jsapi' ? nextAction.parameters : nextAction.type === 'app' ? nextAction.payload : {}
  const { tradeNO, orderString } = order
  const uni = target === 'uni'
  if ('paySign' in order && target !== 'my') {
    const { appId: _signedOnly, ...members } = order
    return { name: 'requestPayment', parameters: uni ? { provider: 'wxpay', ...members } : members }
  }
  if (tradeNO !== undefined) {
    if (target === 'my') return { name: 'tradePay', parameters: { tradeNO } }
    if (uni) return { name: 'requestPayment', parameters: { provider: 'alipay', orderInfo: tradeNO } }
  }
  if (orderString !== undefined) {
    if (target === 'my') return { name: 'tradePay', parameters: { orderStr: orderString } }
    // In an app only: in a mini program uni-app would take the text for a trade's number.
    if (uni) return { name: 'requestPayment', parameters: { provider: 'alipay', orderInfo: orderString } }
  }
  if ('prepayId' in order && uni) {
    const { appId, partnerId, prepayId, packageValue, nonceStr, timeStamp, sign } = order
    const orderInfo = {
      appid: appId,
      partnerid: partnerId,
      prepayid: prepayId,
      package: packageValue,
      noncestr: nonceStr,
      timestamp: Number(timeStamp),
      sign,
    }
    return { name: 'requestPayment', parameters: { provider: 'wxpay', orderInfo } }
  }
  throw new TypeError(`${target} cannot pay a next action of type ${nextAction.type} that has ${Object.keys(order)}`)
}
