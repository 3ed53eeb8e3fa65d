import { isSigned, type PublicJwk } from './next-action.js'

/** What the payer does in the wallet: with `code` the bridge answers that, as it stands. `time-out`: nothing, ever. */
export type WalletAnswer = 'pay' | 'cancel' | 'refuse' | 'time-out' | { readonly code: string | number }

export type BridgeOptions = {
  /** Default `pay`. */
  readonly answer?: WalletAnswer
  /** Milliseconds until the bridge is there and its ready event comes. Default: it is there at once. */
  readonly readyAfter?: number
  /** By which WeChat's `paySign` must verify: `publicKey` of the mocked checkout. Without it the signature is not looked at. */
  readonly publicKey?: PublicJwk
  /** The payer has paid: where the mocked checkout is told, if it is in this page. */
  readonly onPaid?: () => void
}

/** A call of the page, and what was wrong with it. */
export type BridgeCall = { readonly parameters: Readonly<Record<string, unknown>>; readonly fault?: string }

/** Of each wallet what its bridge says when the payer has paid, has cancelled, and when it refuses. */
const words = {
  wechat: { pay: 'ok', cancel: 'cancel', refuse: 'fail' },
  alipay: { pay: '9000', cancel: '6001', refuse: '4000' },
  unionpay: { pay: 'success', cancel: '用户取消支付', refuse: '支付失败' },
  qq: { pay: 0, cancel: -1, refuse: -2 },
} as const

/**
 * Puts a wallet's bridge into this page: `WeixinJSBridge`, `AlipayJSBridge`, `upsdk` or `mqq`. It refuses what the wallet
 * refuses, a wrong `paySign` among it, and answers as told. Gives the calls that it got.
 *
 * The wallet that a page believes to be in is said by the user agent, which the test's browser sets.
 *
 * @example
 * const { calls } = installBridge('wechat', { answer: 'cancel', readyAfter: 800 })
 */
export function installBridge(
  wallet: keyof typeof words,
  options: BridgeOptions = {},
): { readonly calls: readonly BridgeCall[] } {
  const { answer = 'pay', readyAfter, publicKey, onPaid } = options
  const calls: BridgeCall[] = []

  /** Looks at the call, then answers: with a fault what the wallet says to it. */
  async function settle(parameters: Record<string, unknown>, say: (code: string | number) => void): Promise<void> {
    const fault = await faultOf(wallet, parameters, publicKey)
    calls.push({ parameters, ...(fault && { fault }) })
    if (fault) return say(wallet === 'wechat' ? `fail, ${fault}` : words[wallet].refuse)
    if (answer === 'time-out') return
    const code = typeof answer === 'object' ? answer.code : words[wallet][answer]
    if (String(code) === String(words[wallet].pay)) onPaid?.()
    say(code)
  }

  const bridges = {
    wechat: {
      WeixinJSBridge: {
        invoke: (name: string, parameters: Record<string, unknown>, done: (result: object) => void) =>
          name === 'getBrandWCPayRequest'
            ? settle(parameters, (code) => done({ err_msg: `get_brand_wcpay_request:${code}` }))
            : done({ err_msg: 'system:function_not_exist' }),
      },
    },
    alipay: {
      AlipayJSBridge: {
        call: (name: string, parameters: Record<string, unknown>, done: (result: object) => void) =>
          name === 'tradePay'
            ? settle(parameters, (resultCode) => done({ resultCode, memo: '', result: '' }))
            : undefined,
      },
    },
    unionpay: {
      upsdk: {
        ready: (then: () => void) => setTimeout(then),
        pluginReady: (then: () => void) => setTimeout(then),
        pay: ({ success, fail, ...order }: { success: () => void; fail: (error: object) => void; tn: string }) =>
          settle(order, (code) => (code === words.unionpay.pay ? success() : fail({ msg: code }))),
      },
    },
    qq: {
      mqq: {
        QQVersion: '8.8.50',
        tenpay: {
          pay: (parameters: Record<string, unknown>, done: (result: object) => void) =>
            settle(parameters, (resultCode) => done({ resultCode })),
        },
      },
    },
  }
  const appear = () => {
    Object.assign(globalThis, bridges[wallet])
    const [name] = Object.keys(bridges[wallet])
    document.dispatchEvent(new Event(`${name}Ready`))
  }
  if (readyAfter === undefined) appear()
  else setTimeout(appear, readyAfter)
  return { calls }
}

const wechatMembers = ['appId', 'nonceStr', 'package', 'paySign', 'signType', 'timeStamp']

/** What the wallet would not take, in its own words where it has some. */
async function faultOf(
  wallet: keyof typeof words,
  given: Record<string, unknown>,
  publicKey: PublicJwk | undefined,
): Promise<string | undefined> {
  const text = (name: string) => typeof given[name] === 'string' && given[name] !== ''
  if (wallet === 'alipay') return text('tradeNO') || text('orderStr') ? undefined : 'tradeNO'
  if (wallet === 'unionpay') return text('tn') ? undefined : 'tn'
  if (wallet === 'qq') return text('tokenId') ? undefined : 'tokenId'
  const missing = wechatMembers.find((name) => !text(name))
  if (missing) return `缺少参数 ${missing}`
  const unknown = Object.keys(given).find((name) => !wechatMembers.includes(name))
  if (unknown) return `未知参数 ${unknown}`
  const parameters = given as Record<string, string>
  if (!parameters.package!.startsWith('prepay_id=')) return '缺少参数 total_fee'
  if (parameters.signType !== 'RSA' || !/^\d{10}$/.test(parameters.timeStamp!)) return '支付验证签名失败'
  return publicKey && !(await isSigned(parameters, publicKey)) ? '支付验证签名失败' : undefined
}
