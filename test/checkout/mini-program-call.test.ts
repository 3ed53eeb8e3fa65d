import { expect, it } from 'vitest'
import { miniProgramCall, readWalletResult } from '../../src/checkout/index.js'
import type { CheckoutAction } from '../../src/checkout/view.js'

const members = { timeStamp: '1764150000', nonceStr: 'n', package: 'prepay_id=wx1', signType: 'RSA', paySign: 's' }
const wechat: CheckoutAction = { type: 'jsapi', parameters: { appId: 'wx0', ...members } }
const wechatApp: CheckoutAction = {
  type: 'app',
  payload: {
    appId: 'wx0',
    partnerId: '1900000001',
    prepayId: 'wx1',
    packageValue: 'Sign=WXPay',
    nonceStr: 'n',
    timeStamp: '1764150000',
    sign: 's',
  },
}
const trade: CheckoutAction = { type: 'jsapi', parameters: { tradeNO: '2026112622001' } }
const alipayApp: CheckoutAction = { type: 'app', payload: { orderString: 'app_id=1&sign=s' } }

// uni-app's documentation of requestPayment and its Alipay runtime: `orderInfo` ends as tradeNO in a mini program.
it.each<[string, CheckoutAction, 'wx' | 'my' | 'uni', object]>([
  ['WeChat', wechat, 'wx', { name: 'requestPayment', parameters: members }],
  ['WeChat', wechat, 'uni', { name: 'requestPayment', parameters: { provider: 'wxpay', ...members } }],
  ['Alipay', trade, 'my', { name: 'tradePay', parameters: { tradeNO: '2026112622001' } }],
  ['Alipay', trade, 'uni', { name: 'requestPayment', parameters: { provider: 'alipay', orderInfo: '2026112622001' } }],
  ['Alipay by order string', alipayApp, 'my', { name: 'tradePay', parameters: { orderStr: 'app_id=1&sign=s' } }],
  [
    'Alipay by order string',
    alipayApp,
    'uni',
    { name: 'requestPayment', parameters: { provider: 'alipay', orderInfo: 'app_id=1&sign=s' } },
  ],
  [
    'WeChat in an app',
    wechatApp,
    'uni',
    {
      name: 'requestPayment',
      parameters: {
        provider: 'wxpay',
        orderInfo: {
          appid: 'wx0',
          partnerid: '1900000001',
          prepayid: 'wx1',
          package: 'Sign=WXPay',
          noncestr: 'n',
          timestamp: 1764150000,
          sign: 's',
        },
      },
    },
  ],
])('calls for %s, %o, by %s', (_, action, target, call) => {
  expect(miniProgramCall(action, target)).toEqual(call)
})

it.each<[CheckoutAction, 'wx' | 'my' | 'uni']>([
  [wechat, 'my'],
  [wechatApp, 'wx'],
  [trade, 'wx'],
  [alipayApp, 'wx'],
  [{ type: 'qr', content: 'weixin://' }, 'wx'],
  [{ type: 'app', payload: { tn: '1' } }, 'uni'],
])('refuses %o for %s', (action, target) => {
  expect(() => miniProgramCall(action, target)).toThrow(TypeError)
})

it.each([
  [{ err_msg: 'get_brand_wcpay_request:ok' }, 'done'],
  [{ err_msg: 'get_brand_wcpay_request:cancel' }, 'cancelled'],
  [{ err_msg: 'get_brand_wcpay_request:fail' }, 'failed'],
  [{ err_msg: 'get_brand_wcpay_request:fail, 当前页面的URL未注册' }, 'failed'],
  [{ err_msg: 'system:access_denied' }, 'failed'],
  [{ errMsg: 'chooseWXPay:ok' }, 'done'],
  [{ errMsg: 'requestPayment:ok' }, 'done'],
  [{ errMsg: 'requestPayment:fail cancel' }, 'cancelled'],
  [{ errMsg: 'requestPayment:fail total_fee' }, 'failed'],
  ...(
    [
      [9000, 'done'],
      [8000, 'pending'],
      [6004, 'pending'],
      [6002, 'pending'],
      [5000, 'pending'],
      [6001, 'cancelled'],
      [99, 'cancelled'],
      [4000, 'failed'],
      [4, 'failed'],
    ] as const
  ).flatMap(([code, says]) => [[{ resultCode: code }, says] as const, [{ resultCode: String(code) }, says] as const]),
  [{ error: 4, errorMessage: 'no permission' }, 'failed'],
  [{ resultCode: 0 }, 'done'],
  [{ resultCode: -1 }, 'cancelled'],
  [{ resultCode: -11001 }, 'cancelled'],
  [{ msg: '用户取消' }, 'failed'],
  [undefined, 'failed'],
] as const)('reads %o as %s', (result, says) => {
  expect(readWalletResult(result).says).toBe(says)
})
