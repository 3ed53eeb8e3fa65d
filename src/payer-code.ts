/**
 * Whose payment code (付款码) a payer shows, by its digits alone: 18 digits from 10 to 15 are WeChat Pay's, 16 to 24 digits
 * from 25 to 30 Alipay's. Blanks around it, as scanners add them, do not matter. Nothing is sent.
 *
 * @returns undefined for anything else.
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012382150 付款码支付
 * @example
 * recognisePayerCode('134579823487512345') // 'wechatpay'
 */
export function recognisePayerCode(code: string): 'wechatpay' | 'alipay' | undefined {
  if (typeof code !== 'string') return undefined
  const digits = code.trim()
  if (/^1[0-5]\d{16}$/.test(digits)) return 'wechatpay'
  if (/^(2[5-9]|30)\d{14,22}$/.test(digits)) return 'alipay'
  return undefined
}
