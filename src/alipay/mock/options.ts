import { checkOptions, type Rule, yesOrNo } from '../../core/options.js'
import type { Endpoints } from '../../mock/endpoints.js'

export type MockAlipayOptions = {
  /** How both sides know each other's keys. Default `public-key`. */
  mode?: 'public-key' | 'certificate'
  /** Content encryption (接口内容加密): has a key, and answers encrypted requests alike. Default `false`. */
  encrypted?: boolean
  /** The application is one of the sandbox (沙箱), which production does not know, nor the other way round. Default `false`. */
  sandbox?: boolean
  /** Whether the contract allows refunds. Without, a payment is `TRADE_FINISHED` at once and never `TRADE_SUCCESS`. Default `true`. */
  refunds?: boolean
  /**
   * Methods that this mock does not play, or that are to be played otherwise, by name: it verifies the request, decrypts
   * its content, and signs what is answered. Where V3's path is not the name with slashes, by verb and path:
   * `GET /v3/alipay/merchant/tradecomplain/{complain_event_id}`. Default: none.
   */
  methods?: Endpoints
  /** What notifications of other kinds than trades are encoded in and signed over; `GBK` occurs. Default `utf-8`. */
  messageCharset?: 'utf-8' | 'GBK'
  /** What no public source settles. */
  unconfirmed?: AlipayUnconfirmed
}

/** What no public source settles. The mock tolerates it; `true` decides a question the strict way, or the other way. */
export type AlipayUnconfirmed = {
  /** In certificate mode V3 asks for the header `alipay-root-cert-sn`. */
  v3AsksForRootSn?: boolean
  /** `QUICK_WAP_PAY`, which many clients send, is refused; only `QUICK_WAP_WAY` is documented. */
  refusesQuickWapPay?: boolean
  /** A refusal to an encrypted V2 call comes in the clear. */
  refusesInTheClear?: boolean
  /** A second QR code under a number that nobody has opened is refused where amount or subject differ. */
  refusesSecondCode?: boolean
  /** Closing a closed trade is refused. */
  refusesClosingTwice?: boolean
  /** Cancelling a payment that was refunded in full is refused, as it is while part of it is left. */
  refusesCancellingRefunded?: boolean
  /** The number of an unfreezing is unique for the merchant, and not only within its freeze. */
  unfreezesPerMerchant?: boolean
  /** A V3 answer without members is 204 without a body. */
  v3AnswersNoContent?: boolean
}

const isObject = (value: unknown) => typeof value === 'object' && value !== null

const rules: Readonly<Record<keyof MockAlipayOptions, Rule>> = {
  mode: { fits: ['public-key', 'certificate'], wanted: "'public-key' or 'certificate'" },
  encrypted: yesOrNo,
  sandbox: yesOrNo,
  refunds: yesOrNo,
  methods: {
    fits: (value) => isObject(value) && Object.values(value as object).every((method) => typeof method === 'function'),
    wanted: 'an object of functions, by the names of their methods',
  },
  messageCharset: { fits: ['utf-8', 'GBK'], wanted: "'utf-8' or 'GBK'" },
  unconfirmed: { fits: isObject, wanted: 'an object' },
}

const unconfirmedRules: Readonly<Record<keyof AlipayUnconfirmed, Rule>> = {
  v3AsksForRootSn: yesOrNo,
  refusesQuickWapPay: yesOrNo,
  refusesInTheClear: yesOrNo,
  refusesSecondCode: yesOrNo,
  refusesClosingTwice: yesOrNo,
  refusesCancellingRefunded: yesOrNo,
  unfreezesPerMerchant: yesOrNo,
  v3AnswersNoContent: yesOrNo,
}

/** @throws `CONFIG_INVALID` for an option that there is not, which would otherwise change nothing in silence. */
export function checkMockOptions(options: MockAlipayOptions): void {
  checkOptions<MockAlipayOptions>('mockAlipay', options, rules)
  checkOptions<AlipayUnconfirmed>('mockAlipay: unconfirmed', options.unconfirmed ?? {}, unconfirmedRules)
}
