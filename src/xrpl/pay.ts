/**
 * XRP Ledger, with a key: giving money back. What watches is in `shroff/xrpl`, and takes an account of this entry as well. It needs the
 * package `ripple-binary-codec`, and for `seedSigner` `ripple-keypairs`.
 *
 * @module shroff/xrpl/pay
 */
export {
  type GetRefundParameters,
  type GetRefundResult,
  getRefund,
  getRefundParameters,
} from './actions/getRefund.js'
export {
  type PrepareRefundParameters,
  type PrepareRefundResult,
  prepareRefund,
  prepareRefundParameters,
} from './actions/prepareRefund.js'
export {
  type SetTrustLineParameters,
  type SetTrustLineResult,
  setTrustLine,
  setTrustLineParameters,
} from './actions/setTrustLine.js'
export {
  type SubmitTransferParameters,
  type SubmitTransferResult,
  submitTransfer,
  submitTransferParameters,
} from './actions/submitTransfer.js'
export { type XrplPayingAccount, type XrplPayingOptions, xrplPaying } from './pay/account.js'
export { ready } from './pay/ready.js'
export type { PreparedTransfer, XrplRefund } from './pay/refund.js'
export { seedSigner } from './pay/seedSigner.js'
export type { XrplSigner } from './pay/signer.js'
