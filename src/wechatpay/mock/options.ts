import type { Endpoints } from '../../mock/endpoints.js'
import type { Mode } from './identity.js'

export type MockWechatpayOptions = {
  /**
   * Which of WeChat Pay's keys exist. `public-key`: as for every new merchant. `certificate`: two platform certificates.
   * `migration`: both; answers are signed as the request asks, webhooks by turns. Default `public-key`.
   */
  mode?: Mode
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
  /** Orders can be paid for 7 days at most, and not for 15. */
  expiresAfterSevenDays?: boolean
  /** Reversing an order that does not exist is refused. */
  refusesReversingUnknown?: boolean
  /** APIv3's reversal ends 7 days after the payment, as APIv2's does. */
  endsV3Reversal?: boolean
  /** While the payer types a password, APIv3's code payment answers a code and no order. */
  answersBusyByCode?: boolean
  /** Webhooks have an empty `associated_data` and no `original_type`. */
  sendsBareWebhooks?: boolean
}
