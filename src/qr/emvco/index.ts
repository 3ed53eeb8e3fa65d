/**
 * EMVCo's QR codes: what merchants present (MPM), and what payers present (CPM).
 *
 * @module shroff/qr/emvco
 */
export type {
  FpsAccount,
  PayNowAccount,
  PixAccount,
  PromptPayAccount,
  PromptPayBill,
  SchemeAccount,
  UnionPayAccount,
  VietQrAccount,
} from './account.js'
export type { PayerApplication } from './application.js'
export type { ReadTlv, TlvObject } from './ber.js'
export { buildMerchantCode } from './buildMerchantCode.js'
export { buildPayerCode } from './buildPayerCode.js'
export { chooseApplication } from './chooseApplication.js'
export type {
  AdditionalData,
  CodeTemplate,
  MerchantAccount,
  MerchantCodeFields,
  MerchantCodeParameters,
  Tip,
  Translation,
} from './fields.js'
export type { Finding } from './finding.js'
export type { CodeObject, ReadObject } from './objects.js'
export { type MerchantCode, type MerchantFinding, parseMerchantCode } from './parseMerchantCode.js'
export { type PayerCode, type PayerFinding, type PayerFindingCode, parsePayerCode } from './parsePayerCode.js'
export { rebuildMerchantCode } from './rebuildMerchantCode.js'
export type { MerchantFindingCode } from './rules.js'
