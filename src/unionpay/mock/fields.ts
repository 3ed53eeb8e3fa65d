import { urlProblem } from '../../core/public-url.js'
import { version, yuan } from '../wire.js'
import { secondsOf } from './platform.js'

/** Every name of the protocol: one that is not here is answered by a page. */
const names =
  /^(version|encoding|certId|signature|signMethod|txn(Type|SubType|Time|Amt)|bizType|channelType|accessType|merId|subMerId|subMerName|subMerAbbr|acqInsCode|merCatCode|merName|merAbbr|orderId|currencyCode|backUrl|front(Fail)?Url|payTimeout|orderTimeout|orderDesc|reqReserved|reserved|riskRateInfo|queryId|origQryId|origOrderId|origTxnTime|qrNo|termId|accType|accNo|customerInfo|customerIp|userMac|encryptCertId|tokenPayData|cardTransData|instalTransInfo|issInsCode|payType|supPayType|defaultPayType|bindId|settleDate|fileType|certType)$/

export const isKnown = (name: string): boolean => names.test(name)

const time = (value: string) => !Number.isNaN(secondsOf(value))
const number = /^[0-9A-Za-z]{8,40}$/
const address = (value: string) => urlProblem(value, { maximum: 256, query: true }) === undefined

/** What a field must be, where the documentation leaves no doubt. */
export const formats: Readonly<Record<string, RegExp | ((value: string) => boolean)>> = {
  version: (value) => value === version,
  // GBK is documented too; this mock does not speak it.
  encoding: /^utf-8$/i,
  signMethod: /^\d\d$/,
  certId: /^\d{1,40}$/,
  txnType: /^\d\d$/,
  txnSubType: /^\d\d$/,
  bizType: /^\d{6}$/,
  channelType: /^(05|07|08|16)$/,
  accessType: /^[012]$/,
  merId: /^\d{15}$/,
  orderId: number,
  origOrderId: number,
  txnTime: time,
  origTxnTime: time,
  payTimeout: time,
  txnAmt: /^(0|[1-9]\d{0,11})$/,
  currencyCode: (value) => value === yuan,
  backUrl: address,
  frontUrl: address,
  queryId: /^\d{21}$/,
  origQryId: /^\d{21}$/,
  qrNo: /^\d{1,20}$/,
  termId: /^[0-9A-Za-z]{8}$/,
  reqReserved: (value) => value.length <= 1024 && !/[&={}[\]"]/.test(value),
  settleDate: /^(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/,
  fileType: /^00$/,
  certType: /^01$/,
}

export const fits = (name: string, value: string): boolean => {
  const format = formats[name]
  return format === undefined || (typeof format === 'function' ? format(value) : format.test(value))
}
