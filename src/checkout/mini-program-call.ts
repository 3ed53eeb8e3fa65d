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
  const trade = tradeNO ?? orderString
  if (trade) {
    if (target === 'my') return { name: 'tradePay', parameters: tradeNO ? { tradeNO } : { orderStr: orderString } }
    // An order string in an app only: in a mini program uni-app would take it for a trade's number.
    if (uni) return { name: 'requestPayment', parameters: { provider: 'alipay', orderInfo: trade } }
  }
  if ('prepayId' in order && uni) {
    const names = (name: string) => (name === 'packageValue' ? 'package' : name.toLowerCase())
    const texts = Object.fromEntries(Object.entries(order).map(([name, value]) => [names(name), value]))
    const orderInfo = { ...texts, timestamp: Number(texts.timestamp) }
    return { name: 'requestPayment', parameters: { provider: 'wxpay', orderInfo } }
  }
  throw new TypeError(`${target} cannot pay this`)
}
