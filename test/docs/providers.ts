import * as alipay from '../../src/alipay/index.js'
import * as wechatpay from '../../src/wechatpay/index.js'
import { alipayTexts } from './zh-alipay.js'
import { wechatpayTexts } from './zh-wechatpay.js'

/**
 * Whose pages have tables. A provider joins by a row here, Chinese texts in a file `zh-<name>.ts`, and in
 * `docs/<name>.md` and `docs/zh/<name>.md` the two lines `<!-- parameters: <name> -->` and `<!-- end of parameters -->`, and the
 * same with `members` and `mock` in place of `parameters`. `WRITE_DOCS=1 npx vitest run --config test/vitest.config.ts
 * test/docs/tables.test.ts` then writes what belongs between them. What an action takes is found by its name, `…Parameters`.
 */
export const providers: Readonly<Record<string, Provider>> = {
  wechatpay: {
    entry: 'wechatpay/index.ts',
    module: wechatpay,
    options: 'WechatpayOptions',
    told: ['WechatpayEvent', 'WechatpayPayment', 'WechatpayRefund', 'JsapiParameters', 'AppPayload'],
    mock: { entry: 'wechatpay/mock/index.ts', options: 'MockWechatpayOptions' },
    zh: wechatpayTexts,
  },
  alipay: {
    entry: 'alipay/index.ts',
    module: alipay,
    options: 'AlipayOptions',
    told: [
      'AlipayEvent',
      'AlipayPayment',
      'AlipayRefund',
      'AlipayCharge',
      'AlipayTransfer',
      'PaymentReturn',
      'AppResult',
    ],
    mock: { entry: 'alipay/mock/index.ts', options: 'MockAlipayOptions' },
    zh: alipayTexts,
  },
}

export type Provider = {
  /** Below `src`. */
  readonly entry: string
  /** The same, imported: its exports `createPaymentParameters` and so on are asked for their limits. */
  readonly module: object
  /** The type of what the account is made of. */
  readonly options: string
  /** The types whose members a shop reads: events, results, what a wallet is called with. */
  readonly told: readonly string[]
  /** What its mock takes. */
  readonly mock: { readonly entry: string; readonly options: string }
  /** By path, or by table and path where one means something else there: `refundPayment.amount`. */
  readonly zh: Readonly<Record<string, string>>
}

/** Actions that are checked by another one's schema. */
export const borrowed: Readonly<Record<string, readonly [action: string, base: object]>> = {
  awaitPayment: ['getPayment', {}],
  settlePayment: ['createPayment', { channel: 'barcode' }],
}
