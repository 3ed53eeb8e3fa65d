import { anything, type Check, type Members, oneOf, text } from '../wechatpay/checks.js'

// The forms of fields (§6 to §8); a name is the same field wherever it stands.

const digits = (length: number) => text(length, new RegExp(`^\\d{${length}}$`))

/** `YYYYMMDDhhmmss` on the wall clock of Beijing, as milliseconds; NaN for a time that does not exist. */
export function beijingTime(value: unknown): number {
  const [, date, clock] = /^(\d{8})(\d{6})$/.exec(String(value)) ?? []
  const iso = `${date?.replace(/(....)(..)(..)/, '$1-$2-$3')}T${clock?.replace(/(..)(..)(..)/, '$1:$2:$3')}`
  const time = Date.parse(`${iso}+08:00`)
  // Date.parse takes 30 February for 2 March.
  return Number.isNaN(time) || new Date(time + 8 * 3_600_000).toISOString().slice(0, 19) !== iso ? Number.NaN : time
}
const time: Check = (value, at, report) => {
  if (Number.isNaN(beijingTime(value))) report(`${at} must be a time like 20240105145046 (§6)`)
}
/** Leap day included: these have no year. */
const monthAndDay = '(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])'
const amount = text(12, /^(0|[1-9]\d{0,11})$/)
const url = text(1024, /^https?:\/\/[^\s/]+(\/\S*)?$/)
const transaction = digits(21)
const digitsOrLetters = text(40, /^[0-9A-Za-z]{8,40}$/)

/** Of requests. */
export const sent: Members = {
  'version?': oneOf('5.1.0'),
  'encoding?': oneOf('UTF-8', 'utf-8'),
  'signMethod?': oneOf('01', '11', '12'),
  'certId?': text(40, /^[1-9]\d*$/),
  'signature?': anything,
  'txnType?': digits(2),
  'txnSubType?': digits(2),
  'bizType?': digits(6),
  'channelType?': digits(2),
  'accessType?': oneOf('0', '1', '2'),
  'merId?': digits(15),
  'orderId?': digitsOrLetters,
  'txnTime?': time,
  'txnAmt?': amount,
  'currencyCode?': oneOf('156'),
  'backUrl?': url,
  'frontUrl?': url,
  'payTimeout?': time,
  'queryId?': transaction,
  'origQryId?': transaction,
  'origOrderId?': digitsOrLetters,
  'origTxnTime?': time,
  'qrNo?': text(20, /^\d{1,20}$/),
  'termId?': text(8, /^[0-9A-Za-z]{8}$/),
  'orderDesc?': text(1024),
  'reqReserved?': text(1024, /^[^&={}[\]"]+$/),
  'riskRateInfo?': text(1024, /^\{.+=.+\}$/s),
  'reserved?': text(1024, /^\{.+=.+\}$/s),
  'settleDate?': text(4, new RegExp(`^${monthAndDay}$`)),
  'fileType?': oneOf('00'),
  'certType?': oneOf('01'),
  // Encrypted to UnionPay's key where the merchant number has it on (§5).
  'accType?': oneOf('01', '04'),
  'accNo?': text(512, /^(\d{4,19}|[A-Za-z0-9+/]{342}==)$/),
  'customerInfo?': text(4096, /^[A-Za-z0-9+/]+={0,2}$/),
  'encryptCertId?': text(40, /^[1-9]\d*$/),
}

const code = text(2, /^[0-9A-Z]{2}$/)
/** An inner code ends the message of an answer; a notice has none. */
export const answerMessage = text(256, /\[\d{7}\]$/)

/** Of answers and notices. */
export const received: Members = {
  ...sent,
  // Echoed as they came, right or wrong.
  ...Object.fromEntries(
    'bizType channelType accessType merId orderId txnTime txnAmt currencyCode txnType txnSubType origQryId reqReserved'
      .split(' ')
      .map((name) => [`${name}?`, text(1024)]),
  ),
  'respCode?': code,
  'origRespCode?': code,
  'respMsg?': text(256),
  'origRespMsg?': answerMessage,
  'tn?': transaction,
  'qrCode?': text(100, /^https:\/\/qr\.95516\.com\/00010000\/\d{32}$/),
  'traceNo?': digits(6),
  'traceTime?': text(10, new RegExp(`^${monthAndDay}([01]\\d|2[0-3])[0-5]\\d[0-5]\\d$`)),
  'settleAmt?': amount,
  'settleCurrencyCode?': oneOf('156'),
  // Encrypted to the merchant's key, or masked (§5).
  'accNo?': text(512, /^(\d{0,6}\*+\d{4}|[A-Za-z0-9+/]{342}==|\d{4})$/),
  'issuerIdentifyMode?': text(1, /^\d$/),
  // Base64 of zlib: 32 KiB window, any level (§12).
  'fileContent?': text(Number.POSITIVE_INFINITY, /^e[AFJN][A-Za-z0-9+/]+=*$/),
  'encryptPubKeyCert?': text(8192, /^-----BEGIN CERTIFICATE-----\r\n[A-Za-z0-9+/=\r\n]+-----END CERTIFICATE-----$/),
}
