import { configError } from '../../core/errors.js'
import { checkOptions, type Rule, yesOrNo } from '../../core/options.js'
import type { SmAlgorithms } from '../../crypto/contract.js'
import type { Endpoints } from '../../mock/endpoints.js'
import type { Mode } from './identity.js'

export type MockWechatpayOptions = {
  /**
   * Which of WeChat Pay's keys exist. `public-key`: as for every new merchant. `certificate`: two platform certificates.
   * `migration`: both; answers are signed as the request asks, webhooks by turns. Default `public-key`.
   */
  mode?: Mode
  /**
   * The SM algorithms (国密), `sm` of `shroff/sm`: the merchant has an SM2 key, and WeChat Pay has two platform certificates of SM2
   * (`mode: 'certificate'`, then the default) or those of RSA beside them, by turns in webhooks (`migration`). Default: RSA.
   */
  sm?: SmAlgorithms
  /** Makes the merchant a partner (服务商) with these sub-merchants. Default: a direct merchant. */
  subMerchantIds?: readonly string[]
  /**
   * Endpoints that have no action here, by `POST /v3/path/{name}`: the mock verifies the request, opens its encrypted
   * fields, and signs whatever the endpoint answers. Default: none.
   */
  routes?: Endpoints
  /** What no public source settles. */
  unconfirmed?: Unconfirmed
}

/** What no public source settles. The mock is tolerant, or tells the fuller form; each member decides a question the other way. */
export type Unconfirmed = {
  /** A nonce that came before is refused. */
  refusesRepeatedNonces?: boolean
  /** How a paid order is named that is placed again or closed. Default `ORDER_PAID`. */
  paidOrderCode?: 'ORDER_PAID' | 'ORDERPAID' | 'TRADE_ERROR'
  /** How a rate limit is named. Default `FREQUENCY_LIMITED`. */
  rateLimitCode?: 'FREQUENCY_LIMITED' | 'RATELIMIT_EXCEEDED' | 'RATELIMIT_EXCEED'
  /** The query of an order that is open leaves its amount out, as that of a closed one does. */
  hidesOpenAmount?: boolean
  /** An order shows `REFUND` as soon as a refund is accepted, and not only once one has succeeded. */
  showsAcceptedRefunds?: boolean
  /** Reversing an order that does not exist is refused. */
  refusesReversingUnknown?: boolean
  /** APIv3's reversal ends 7 days after the payment, as APIv2's does. */
  endsV3Reversal?: boolean
  /** While the payer types a password, APIv3's code payment answers a code and no order. */
  answersBusyByCode?: boolean
  /** Webhooks have an empty `associated_data` and no `original_type`. */
  sendsBareWebhooks?: boolean
}

const isObject = (value: unknown) => typeof value === 'object' && value !== null

const rules: Readonly<Record<keyof MockWechatpayOptions, Rule>> = {
  mode: { fits: ['public-key', 'certificate', 'migration'], wanted: "'public-key', 'certificate' or 'migration'" },
  sm: {
    fits: (value) => typeof (value as { generateSm2KeyPair?: unknown } | null)?.generateSm2KeyPair === 'function',
    wanted: 'the SM algorithms (国密), `sm` of shroff/sm',
  },
  subMerchantIds: {
    fits: (value) => Array.isArray(value) && value.every((id) => typeof id === 'string'),
    wanted: 'a list of merchant numbers, as strings',
  },
  routes: {
    fits: (value) => isObject(value) && Object.values(value as object).every((route) => typeof route === 'function'),
    wanted: 'an object of functions, by their verb and path',
  },
  unconfirmed: { fits: isObject, wanted: 'an object' },
}

const unconfirmedRules: Readonly<Record<keyof Unconfirmed, Rule>> = {
  refusesRepeatedNonces: yesOrNo,
  paidOrderCode: {
    fits: ['ORDER_PAID', 'ORDERPAID', 'TRADE_ERROR'],
    wanted: "'ORDER_PAID', 'ORDERPAID' or 'TRADE_ERROR'",
  },
  rateLimitCode: {
    fits: ['FREQUENCY_LIMITED', 'RATELIMIT_EXCEEDED', 'RATELIMIT_EXCEED'],
    wanted: "'FREQUENCY_LIMITED', 'RATELIMIT_EXCEEDED' or 'RATELIMIT_EXCEED'",
  },
  hidesOpenAmount: yesOrNo,
  showsAcceptedRefunds: yesOrNo,
  refusesReversingUnknown: yesOrNo,
  endsV3Reversal: yesOrNo,
  answersBusyByCode: yesOrNo,
  sendsBareWebhooks: yesOrNo,
}

/** @throws `CONFIG_INVALID` for an option that there is not, which would otherwise change nothing in silence. */
export function checkMockOptions(options: MockWechatpayOptions): void {
  checkOptions<MockWechatpayOptions>('mockWechatpay', options, rules)
  // Whether there is a public key of SM2 under a PUB_KEY_ID_… is unconfirmed.
  if (options.sm && options.mode === 'public-key')
    throw configError("mockWechatpay: with sm there are certificates: leave mode out, or say 'migration'.")
  checkOptions<Unconfirmed>('mockWechatpay: unconfirmed', options.unconfirmed ?? {}, unconfirmedRules)
}
