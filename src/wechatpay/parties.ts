import { configError, ShroffError } from '../core/errors.js'
import type { WechatpayReceivingAccount } from './account.js'

// A partner (服务商) names four parties where a merchant names two (doc 4012714902).

/** `/v3/pay/transactions` or its partner twin. */
export const transactions = (account: WechatpayReceivingAccount): string =>
  account.partner ? '/v3/pay/partner/transactions' : '/v3/pay/transactions'

/** The merchant numbers, as body members or query parameters. */
export function merchantFields(account: WechatpayReceivingAccount): Record<string, string> {
  if (!account.partner) return { mchid: account.merchantId }
  return { sp_mchid: account.merchantId, sub_mchid: subMerchant(account) }
}

/** The app ids, as body members. */
export function appFields(account: WechatpayReceivingAccount, appId: string): Record<string, string | undefined> {
  return account.partner ? { sp_appid: appId, sub_appid: account.subAppId } : { appid: appId }
}

/** Refunds name the sub-merchant only. */
export const refundFields = (account: WechatpayReceivingAccount): Record<string, string> =>
  account.partner ? { sub_mchid: subMerchant(account) } : {}

function subMerchant(account: WechatpayReceivingAccount): string {
  if (account.subMerchantId !== undefined) return account.subMerchantId
  throw configError(
    'This partner account acts for no sub-merchant yet.',
    'Use forSubMerchant(account, { subMerchantId }) for calls; the account itself is for webhooks.',
  )
}

type Parties = {
  appid?: string | null | undefined
  mchid?: string | null | undefined
  sp_appid?: string | null | undefined
  sp_mchid?: string | null | undefined
  sub_mchid?: string | null | undefined
}

/** The first party in a message that is not of this account, as a sentence, or undefined if all are. */
export function foreignParty(account: WechatpayReceivingAccount, message: Parties): string | undefined {
  const merchant = account.partner ? message.sp_mchid : message.mchid
  const app = account.partner ? message.sp_appid : message.appid
  const { subMerchantId } = account
  if (message.mchid == null && message.sp_mchid == null) return 'it names no merchant'
  if (merchant !== account.merchantId)
    return `its merchant is ${merchant ?? 'of the other kind (partner or direct)'}, not ${account.merchantId}`
  if (app != null && !account.appIds.includes(app)) return `its app is ${app}, not one of ${account.appIds.join(', ')}`
  if (subMerchantId && message.sub_mchid !== subMerchantId)
    return `its sub-merchant is ${message.sub_mchid}, not ${subMerchantId}`
  return undefined
}

/** @throws `REPLY_MISMATCH` for a validly signed answer that is about another merchant or app. */
export function mustBeOurs(account: WechatpayReceivingAccount, message: Parties): void {
  const foreign = foreignParty(account, message)
  if (!foreign) return
  throw new ShroffError('REPLY_MISMATCH', {
    problem: `The answer is not about this account: ${foreign}.`,
  })
}
