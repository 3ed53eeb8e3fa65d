import { randomDigits, randomHex } from '../../mock/numbers.js'
import type { Asked } from './platform.js'

/** What the payer pays by, by `payWay` and `channel`, as YeePay's table has it. */
type Tells = {
  readonly needs: readonly ('userId' | 'appId')[]
  write(asked: Asked): string
}

const signedCall = ({ fields }: Asked) => ({
  appId: fields.appId ?? '',
  timeStamp: '1772596800',
  nonceStr: randomHex(16),
  package: `prepay_id=wx${randomHex(16)}`,
  signType: 'RSA',
  paySign: randomHex(64),
})

const wechat: Tells = { needs: ['userId', 'appId'], write: (asked) => JSON.stringify(signedCall(asked)) }
const tradeNumber: Tells = { needs: ['userId'], write: () => `20260304220014${randomDigits(14)}` }

const table: Readonly<Record<string, Tells>> = {
  'USER_SCAN WECHAT': { needs: [], write: () => `https://qr.yeepay.com/oc/${randomHex(12)}` },
  'USER_SCAN ALIPAY': { needs: [], write: () => `https://qr.alipay.com/bax${randomHex(10)}` },
  'USER_SCAN UNIONPAY': { needs: [], write: () => `https://qr.95516.com/00010000/${randomDigits(32)}` },
  'MINI_PROGRAM WECHAT': wechat,
  'MINI_PROGRAM ALIPAY': tradeNumber,
  'WECHAT_OFFIACCOUNT WECHAT': wechat,
  'ALIPAY_LIFE ALIPAY': tradeNumber,
  'JS_PAY UNIONPAY': { needs: ['userId'], write: () => `https://cashier.95516.com/jspay?tn=${randomDigits(21)}` },
  'SDK_PAY UNIONPAY': { needs: [], write: () => JSON.stringify({ tn: randomDigits(21) }) },
  'SDK_PAY WECHAT': {
    needs: ['appId'],
    write: (asked) => {
      const { appId, timeStamp, nonceStr, package: prepaid, paySign } = signedCall(asked)
      return JSON.stringify({
        appid: appId,
        partnerid: '1900000109',
        prepayid: prepaid.slice(10),
        package: 'Sign=WXPay',
        noncestr: nonceStr,
        timestamp: timeStamp,
        sign: paySign,
      })
    },
  },
  'H5_PAY UNIONPAY': {
    needs: [],
    write: ({ fields }) =>
      JSON.stringify({
        url: 'https://gateway.95516.com/gateway/api/frontTransReq.do',
        postParamMap: JSON.stringify({
          tn: randomDigits(21),
          frontUrl: fields.redirectUrl ?? '',
          orderId: fields.orderId,
        }),
      }),
  },
}

export const tellsAsPayer = (payWay: string, wallet: string): Tells | undefined => {
  const key = `${payWay} ${wallet}`
  return Object.hasOwn(table, key) ? table[key] : undefined
}
