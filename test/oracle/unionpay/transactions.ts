import type { Fields } from './primitives.js'

/** §7: one row of the table; the lists are separated by blanks. */
export type Transaction = {
  paths: string
  types: string
  bizTypes: string
  /** Empty where it is not sent. */
  channels: string
  needs: string
  /** Exactly one of these sets is there, and whole. */
  either?: readonly string[]
  may?: string
  /** What a success answers. */
  gives?: string
}

const row = (
  [paths, types, bizTypes, channels, needs]: [string, string, string, string, string],
  more: Pick<Transaction, 'either' | 'may' | 'gives'> = {},
): Transaction => ({ paths, types, bizTypes, channels, needs, ...more })

const order = 'orderId txnTime'
const money = `${order} txnAmt currencyCode backUrl`
const card = 'accType accNo customerInfo'
const placed = { may: 'payTimeout' }
const hold = { may: 'currencyCode backUrl', gives: 'queryId' }
const undone = { may: 'currencyCode', gives: 'queryId' }

const rows = [
  row(['front', '01/01 01/03', '000201', '07 08', `${money} frontUrl`], placed),
  row(['app', '01/01', '000201', '08', money], { ...placed, gives: 'tn' }),
  row(['front', '02/01', '000201', '07 08', `${money} frontUrl`], placed),
  row(['app', '02/01', '000201', '07 08', money], { ...placed, gives: 'tn' }),
  row(['back', '03/00 32/00 33/00', '000201', '07 08', `${order} txnAmt origQryId`], hold),
  row(['back', '31/00 04/00', '000201 000301', '07 08', `${order} txnAmt backUrl origQryId`], undone),
  // Of the QR product the original may be named by its number and time too (§6).
  row(['back', '31/00 04/00', '000000', '07 08', `${order} txnAmt backUrl`], {
    ...undone,
    either: ['origQryId', 'origOrderId origTxnTime'],
  }),
  // One SDK asks for the state of a QR order at the other address (§2).
  row(['query back', '00/00', '000000', '', ''], {
    either: [order, 'queryId'],
    gives: 'origRespCode origRespMsg',
  }),
  row(['back', '01/07 02/05', '000000', '08', `${order} backUrl`], {
    may: 'txnAmt currencyCode payTimeout',
    gives: 'qrCode',
  }),
  row(['back', '01/06', '000000', '08', `${money} qrNo`], { may: 'termId payTimeout' }),
  row(['back', '02/04', '000201', '08', `${money} qrNo`], { may: 'termId payTimeout' }),
  row(['back', '01/01', '000301', '07', `${money} ${card}`], { may: 'encryptCertId payTimeout', gives: 'queryId' }),
  row(['back', '12/00', '000401', '07', `${money} ${card}`], { may: 'encryptCertId' }),
  row(['back', '99/01', '000000', '07 08', order]),
  row(['file', '76/01', '000000', '', 'txnTime settleDate fileType'], { gives: 'fileName fileContent' }),
  row(['back', '95/00', '000000', '07', `${order} certType`], { gives: 'encryptPubKeyCert certType' }),
]

/** §2 */
const paths: Record<string, string> = {
  '/gateway/api/frontTransReq.do': 'front',
  '/gateway/api/appTransReq.do': 'app',
  '/gateway/api/backTransReq.do': 'back',
  '/gateway/api/queryTrans.do': 'query',
  '/': 'file',
}

export const namesIn = (list = '') => list.split(' ').filter((name) => name !== '')
export const isIn = (list: string, value = '') => namesIn(list).includes(value)
export const typesOf = (fields: Fields) => `${fields.txnType}/${fields.txnSubType}`

/** Undefined for what the table does not have: the two types at this address with this bizType. */
export const transactionOf = (url: string, fields: Fields) =>
  rows.find(
    ({ paths: names, types, bizTypes }) =>
      isIn(names, paths[new URL(url).pathname]) && isIn(types, typesOf(fields)) && isIn(bizTypes, fields.bizType),
  )
