import type { Amount } from '../../core/amount.js'

/** A payer at a static code of a shop (聚合码), who is to be known to the wallet's provider before there is an order. */
export type AuthorisationParameters = {
  wallet: 'wechatpay' | 'alipay' | 'unionpay'
  /** Yours at this wallet's provider. UnionPay asks for none. */
  appId?: string
  /** Where the wallet sends the payer back to, without a query string. Its domain is registered with the provider. */
  returnUrl: string
  /** Your own name of the shop, table or till whose code it is. */
  shop: string
  amount: Amount
}
