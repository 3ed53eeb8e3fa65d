import * as alipay from '../../src/alipay/index.js'
import * as antom from '../../src/antom/index.js'
import * as baidu from '../../src/baidu/index.js'
import * as circle from '../../src/circle/index.js'
import * as lakala from '../../src/lakala/index.js'
import * as qqpay from '../../src/qqpay/index.js'
import * as ripplePayments from '../../src/ripple-payments/index.js'
import * as unionpay from '../../src/unionpay/index.js'
import * as wechatpay from '../../src/wechatpay/index.js'
import * as xrpl from '../../src/xrpl/index.js'
import * as xrplPaying from '../../src/xrpl/pay.js'
import * as yeepay from '../../src/yeepay/index.js'
import {
  alipayOwnTexts,
  antomOwnTexts,
  baiduOwnTexts,
  circleOwnTexts,
  fenTexts,
  lakalaOwnTexts,
  qqpayOwnTexts,
  ripplePaymentsOwnTexts,
  unionpayOwnTexts,
  xrplOwnTexts,
  xrplPayingOwnTexts,
  yeepayOwnTexts,
} from './en-texts.js'
import { alipayTexts } from './zh-alipay.js'
import { antomTexts } from './zh-antom.js'
import { baiduTexts } from './zh-baidu.js'
import { circleTexts } from './zh-circle.js'
import { lakalaTexts } from './zh-lakala.js'
import { qqpayTexts } from './zh-qqpay.js'
import { ripplePaymentsTexts } from './zh-ripple-payments.js'
import { unionpayTexts } from './zh-unionpay.js'
import { wechatpayTexts } from './zh-wechatpay.js'
import { xrplPayingTexts, xrplTexts } from './zh-xrpl.js'
import { yeepayTexts } from './zh-yeepay.js'

/**
 * Whose pages have tables, by the name of the folder in `src`. A provider joins by a row here, Chinese texts in a file
 * `zh-<name>.ts`, and in `docs/<name>.md` and `docs/zh/<name>.md` the two lines `<!-- parameters: <name> -->` and
 * `<!-- end of parameters -->`, and the same with `members` and `mock` in place of `parameters`. `WRITE_DOCS=1 npx vitest run
 * --config test/vitest.config.ts test/docs` then writes what belongs between them. What an action takes is found by its name,
 * `…Parameters`; what the account and the mock are made of by theirs, `<Name>Options` and `Mock<Name>Options`.
 */
const rows: Readonly<Record<string, Row>> = {
  wechatpay: {
    module: wechatpay,
    told: [
      'WechatpayEvent',
      'CreatePaymentResult',
      'JsapiParameters',
      'AppPayload',
      'WechatpayPayment',
      'ClosePaymentResult',
      'CancelPaymentResult',
      'WechatpayRefund',
    ],
    en: fenTexts,
    zh: wechatpayTexts,
  },
  alipay: {
    module: alipay,
    told: [
      'AlipayEvent',
      'CreatePaymentResult',
      'AlipayPayment',
      'ClosePaymentResult',
      'CancelPaymentResult',
      'AlipayRefund',
      'FreezeFundsResult',
      'GetFreezeResult',
      'UnfreezeFundsResult',
      'CancelFreezeResult',
      'SignAgreementResult',
      'GetAgreementResult',
      'EndAgreementResult',
      'AlipayCharge',
      'AlipayTransfer',
      'PaymentReturn',
      'AppResult',
    ],
    en: alipayOwnTexts,
    zh: alipayTexts,
  },
  antom: {
    module: antom,
    told: [
      'AntomEvent',
      'CreatePaymentResult',
      'AntomAppPayload',
      'AntomPayment',
      'CancelPaymentResult',
      'AntomRefund',
      'CaptureFundsResult',
      'SignAgreementResult',
      'AcceptAgreementResult',
      'EndAgreementResult',
      'AntomCharge',
    ],
    en: antomOwnTexts,
    zh: antomTexts,
  },
  unionpay: {
    module: unionpay,
    told: [
      'UnionpayEvent',
      'CreatePaymentResult',
      'UnionpayAppPayload',
      'UnionpayPayment',
      'UnionpayReversal',
      'UnionpayRefund',
      'UnionpayCancel',
      'FreezeFundsResult',
      'UnionpayFreeze',
      'UnionpayCapture',
      'FetchEncryptionKeyResult',
      'UnionpayReturn',
      'UnionpayAppResult',
    ],
    en: unionpayOwnTexts,
    zh: unionpayTexts,
  },
  qqpay: {
    module: qqpay,
    told: [
      'QqpayEvent',
      'CreatePaymentResult',
      'QqpayJsapiParameters',
      'QqpayMiniprogramParameters',
      'QqpayAppPayload',
      'QqpayPayment',
      'ClosePaymentResult',
      'CancelPaymentResult',
      'QqpayRefund',
    ],
    en: qqpayOwnTexts,
    zh: qqpayTexts,
  },
  baidu: {
    module: baidu,
    told: [
      'BaiduEvent',
      'CreatePaymentResult',
      'BaiduCashierParameters',
      'BaiduOrderInfo',
      'BaiduPayment',
      'ClosePaymentResult',
      'RefundPaymentResult',
      'BaiduRefund',
      'RevokeConsumptionResult',
    ],
    en: baiduOwnTexts,
    zh: baiduTexts,
  },
  lakala: {
    module: lakala,
    told: [
      'LakalaEvent',
      'CreatePaymentResult',
      'LakalaWechatParameters',
      'LakalaAlipayParameters',
      'LakalaPayment',
      'ClosePaymentResult',
      'CancelPaymentResult',
      'LakalaRefund',
    ],
    en: lakalaOwnTexts,
    zh: lakalaTexts,
  },
  yeepay: {
    module: yeepay,
    told: [
      'YeepayEvent',
      'CreatePaymentResult',
      'YeepayPayment',
      'ClosePaymentResult',
      'YeepayRefund',
      'ResumeRefundResult',
    ],
    en: yeepayOwnTexts,
    zh: yeepayTexts,
  },
  circle: {
    module: circle,
    told: [
      'CircleNotice',
      'CreatePaymentResult',
      'CirclePayment',
      'RefundPaymentResult',
      'CircleRefund',
      'CircleMovement',
      'TransferFundsResult',
      'CircleTransfer',
      'AddRecipientResult',
      'CircleRecipient',
      'ConfirmSubscriptionResult',
      'SubscribeWebhooksResult',
      'CircleCheck',
    ],
    en: circleOwnTexts,
    zh: circleTexts,
  },
  'ripple-payments': {
    module: ripplePayments,
    told: [
      'QuotePaymentResult',
      'RippleQuote',
      'TransferFundsResult',
      'RippleTransfer',
      'GetBalancesResult',
      'RippleAmount',
      'RipplePaymentsHint',
      'RipplePaymentsCheck',
    ],
    en: ripplePaymentsOwnTexts,
    zh: ripplePaymentsTexts,
  },
  xrpl: {
    module: xrpl,
    told: [
      'CreatePaymentResult',
      'XrplTransferAction',
      'XrplPayment',
      'XrplTransfer',
      'XrplMovement',
      'WatchPaymentsResult',
      'ExplainTransferResult',
    ],
    en: xrplOwnTexts,
    zh: xrplTexts,
  },
  // An entry of its own, on the same page, with the same mock.
  xrplPaying: {
    page: 'xrpl',
    entry: 'xrpl/pay.ts',
    module: xrplPaying,
    told: ['PrepareRefundResult', 'PreparedTransfer', 'SubmitTransferResult', 'XrplRefund', 'SetTrustLineResult'],
    en: xrplPayingOwnTexts,
    zh: xrplPayingTexts,
  },
}

type Row = {
  /** Where not as the row is called. */
  readonly page?: string
  /** Below `src`, where not `<name>/index.ts`; it has no mock of its own then. */
  readonly entry?: string
  /** Its entry, imported: its exports `createPaymentParameters` and so on are asked for their limits. */
  readonly module: object
  /** The types whose members a shop reads: events, results by the type that they are, what a wallet is called with. */
  readonly told: readonly string[]
  /** What the source leaves to a member's name, where `en-texts.ts` does not say it for every provider alike. */
  readonly en?: Readonly<Record<string, string>>
  /** By path, or by table and path where one means something else there: `refundPayment.amount`. */
  readonly zh: Readonly<Record<string, string>>
}

export type Provider = Row & {
  readonly name: string
  readonly page: string
  /** Below `src`. */
  readonly entry: string
  /** The type of what the account is made of. */
  readonly options: string
  /** What its mock takes; absent of an entry that has none of its own. */
  readonly mock?: { readonly entry: string; readonly options: string }
}

export const providers: readonly Provider[] = Object.entries(rows).map(([name, row]) => {
  const options = `${name.replace(/(?:^|-)./g, (start) => start.slice(-1).toUpperCase())}Options`
  const mock = { entry: `${name}/mock/index.ts`, options: `Mock${options}` }
  const { page = name, entry = `${name}/index.ts` } = row
  return { ...row, name, page, entry, options, ...(!row.entry && { mock }) }
})

/** Results that have no table: by the words of which page, or of which table, they are told. */
export const toldElsewhere: readonly string[] = [
  'CallProviderResult', // what the caller's schema says
  'SettlePaymentResult', // docs/payer-codes.md
  'SignWalletCallResult', // JsapiParameters, AppPayload
  'DownloadFileResult', // bytes
  'CancelPaymentResult', // UnionPay’s: UnionpayReversal or UnionpayCancel
]

/** Actions that are checked by another one's schema. */
export const borrowed: Readonly<Record<string, readonly [action: string, base: object]>> = {
  awaitPayment: ['getPayment', {}],
  settlePayment: ['createPayment', { channel: 'barcode' }],
  // The reversal has but two parameters.
  cancelPayment: ['cancelPayment', { cancelId: 'C1000001' }],
}
