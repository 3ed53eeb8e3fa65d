import type { Fields } from '../canonical.js'
import { yuan } from '../wire.js'
import { cardNumber } from './card.js'
import type { Transaction } from './orders.js'
import { clearingDay, type Platform } from './platform.js'

const identity = ['encoding', 'txnType', 'txnSubType', 'bizType', 'accessType', 'merId', 'orderId', 'txnTime'] as const

/** What an answer repeats of the question. */
export function echo(asked: Fields, also: readonly string[] = []): Fields {
  const told = [...identity, ...also].flatMap((name) => (asked[name] === undefined ? [] : [[name, asked[name]]]))
  return { encoding: 'UTF-8', ...Object.fromEntries(told) }
}

/** What both a query and a notification tell of a transaction. */
export async function facts(platform: Platform, transaction: Transaction): Promise<Fields> {
  const { asked, code, value, queryId = '', at, original } = transaction
  const told = {
    txnAmt: String(value),
    currencyCode: yuan,
    ...(original?.paymentId && { origQryId: original.paymentId }),
    ...(asked.reqReserved && { reqReserved: asked.reqReserved }),
    ...(queryId && { queryId }),
  }
  if (code !== '00' || at === undefined) return told
  return {
    ...told,
    // Both stand in the number.
    traceNo: queryId.slice(14, 20),
    traceTime: queryId.slice(4, 14),
    settleAmt: String(value),
    settleCurrencyCode: yuan,
    settleDate: clearingDay(at),
    accNo: await cardNumber(platform),
    exchangeRate: '0',
  }
}
