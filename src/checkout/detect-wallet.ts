/** Whose app shows the page. `wecom` is WeChat at work, in which paying is not what it is in WeChat. */
export type Wallet = 'wechat' | 'wecom' | 'alipay' | 'unionpay' | 'qq' | 'baidu'

/** Where a page is shown, as the browser says of itself: good enough to choose what is shown, never what is paid. */
export type Surroundings = {
  /** Absent in a browser that belongs to no wallet. */
  readonly wallet?: Wallet
  /** `phone` is whatever is held in the hand, a tablet too. */
  readonly device: 'phone' | 'desktop'
  /** The page stands in a mini program: there a native page of that program has to pay, but in 云闪付. */
  readonly miniProgram: boolean
  /** Of a UnionPay wallet its mark, such as `UnionPay/1.0 ICBCeLife`: any bank's app may be one, 云闪付 is `CloudPay`. */
  readonly unionpayApp?: string
}

// In the order of their overlaps: WeCom says MicroMessenger too, and WeChat on Android says MQQBrowser. DingTalk and Taobao
// say AliApp( and are no wallet; QQBrowser without ` QQ/` is none either.
const marks: readonly [Wallet, RegExp][] = [
  ['wecom', /wxwork\//i],
  ['wechat', /MicroMessenger/i],
  ['alipay', /AlipayClient/i],
  ['unionpay', /UnionPay\//i],
  ['qq', /\bQQ\/\d|V1_(AND|IPH)_SQ_/],
  ['baidu', /baiduboxapp/i],
]

/**
 * Which wallet's app shows the page, on what device, and whether inside a mini program.
 *
 * @param userAgent `navigator.userAgent`, or the header of that name.
 * @param options `maxTouchPoints`: `navigator.maxTouchPoints`, without which an iPad passes for a desktop.
 * @example
 * detectWallet(navigator.userAgent, navigator) // { wallet: 'wechat', device: 'phone', miniProgram: false }
 */
export function detectWallet(userAgent: string, options: { readonly maxTouchPoints?: number } = {}): Surroundings {
  const wallet = marks.find(([, mark]) => mark.test(userAgent))?.[0]
  const touched = /Macintosh/.test(userAgent) && (options.maxTouchPoints ?? 0) > 1
  const desktopApp = /WindowsWechat|MacWechat|MiniProgramEnv\/(Windows|Mac)/i.test(userAgent)
  const inHand = /Mobile|Android|iPhone|iPad|iPod|\((Phone|Tablet); OpenHarmony/.test(userAgent) || touched
  const unionpayApp = /UnionPay\/[\d.]+ [A-Za-z0-9]+/.exec(userAgent)?.[0]
  return {
    ...(wallet && { wallet }),
    device: inHand && !desktopApp ? 'phone' : 'desktop',
    miniProgram: !!wallet && /\bminiProgram|\bupApplet\b|\bswan\//i.test(userAgent),
    ...(unionpayApp && { unionpayApp }),
  }
}
