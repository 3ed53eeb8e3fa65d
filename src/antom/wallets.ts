// https://docs.antom.com (payment methods); alipay/global-open-sdk-java: model/ams/WalletPaymentMethodType.java. The set is open.

/** `paymentMethodType`: the wallets of Alipay+, and what else Antom takes. */
export type AntomWallet =
  | (string & {})
  | 'CARD'
  | `BANKAPP_${'BANGKOKBANK' | 'SIAMCOMMERCIALBANK' | 'BANKOFAYUDHYA' | 'KRUNGTHAIBANK'}`
  | `BANKTRANSFER_${'MAYBANK' | 'BNI' | 'PERMATA' | 'BSI' | 'QUICKPAY' | ThaiBank | 'GOVERNMENTSAVINGSBANK'}`
  | `ONLINEBANKING_${'PAYEASY' | 'FPX' | 'UBP' | 'YAPILY' | ThaiBank}`
  | `MERCADOPAGO_${'BR' | 'CL' | 'MX' | 'PE'}`
  | 'KONBINI' | 'SEVENELEVEN' | 'ATMTRANSFER_ID' | 'CIMBNIAGA' | 'KPLUS' // biome-ignore format: a table
  | 'BANCOMATPAY' | 'BANCONTACT' | 'EPS' | 'IDEAL' | 'P24' | 'BLIK' | 'PAYU' | 'PIX' | 'PAGALEVE' | 'DIDI_PAY_LATER' // biome-ignore format: a table
  | 'PAYNOW' | 'PROMPTPAY' | 'QRIS' | 'BILLEASE' | 'OVO' | 'GOPAY_ID' | 'KREDIVO_ID' | 'ZALOPAY' | 'MOMO' // biome-ignore format: a table
  | `SHOPEEPAY_${'ID' | 'MY' | 'PH' | 'SG' | 'TH'}`
  | `GRABPAY_${'MY' | 'PH' | 'SG'}`
  | 'RABBIT_LINE_PAY' | 'PAYPAY' | 'JKOPAY' | 'MAYA' | 'BPI' // biome-ignore format: a table
  | 'DANA' | 'KAKAOPAY' | 'NAVERPAY' | 'TOSSPAY' | 'TNG' | 'BOOST' | 'TRUEMONEY' // biome-ignore format: a table
  | 'ALIPAY_CN' | 'ALIPAY_HK' | 'GCASH' | 'CONNECT_WALLET' // biome-ignore format: a table

type ThaiBank = 'KRUNGTHAIBANK' | 'SIAMCOMMERCIALBANK' | 'BANGKOKBANK' | 'BANKOFAYUDHYA' | 'KASIKORNBANK'
