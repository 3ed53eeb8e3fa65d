import { toBase64 } from '#crypto'
import { gbk } from '../../codec/gbk.js'
import { toChinaDigits } from '../../codec/time.js'
import { utf8 } from '../../crypto/bytes.js'
import { zip } from '../../mock/zip.js'
import { refused } from './codes.js'
import { ofOrder, ofRefund, type Transaction } from './orders.js'
import { clearingDay, type Handler, memoryOf, type Platform, payer } from './platform.js'

const day = 24 * 3_600_000

/** `76`: the file of a clearing day (`MMDD`), from 09:00 of the next on, which is unconfirmed. A day without trade has none. */
export const statement: Handler = async (platform, { merId = '', settleDate = '' }) => {
  const { clock } = platform
  const wanted = dayOf(settleDate, clock.now())
  const lines = wanted === undefined ? [] : linesOf(platform, settleDate)
  if (lines.length === 0 || clock.now() < startOf(wanted!) + day + 9 * 3_600_000) throw refused('98')
  const number = `${wanted!.slice(2)}88`
  const text = lines.map((line) => `${line}\r\n`).join('')
  const packed = await zip([
    { name: `INN${number}ZM_${merId}`, bytes: utf8(text) },
    // Of this mock's: what the real ones hold besides is another one's business, and a reader must pass over it.
    { name: `INN${number}ZME_${merId}`, bytes: utf8('') },
    { name: `RD2007${number}_${merId}`, bytes: gbk(`汇总 ${lines.length}笔\r\n`) },
  ])
  return { fileName: `${merId}_${wanted}.zip`, fileContent: toBase64(await deflate(packed)) }
}

/** The last day with this month and day that is not to come. */
function dayOf(settleDate: string, now: number): string | undefined {
  const year = Number(toChinaDigits(now).slice(0, 4))
  const found = [year, year - 1].map((each) => `${each}${settleDate}`).find((one) => startOf(one) <= now)
  return found
}

const startOf = (date: string) => Date.parse(`${date.replace(/^(....)(..)(..)$/, '$1-$2-$3')}T00:00:00+08:00`)

const deflate = async (bytes: Uint8Array) => {
  const stream = new Blob([new Uint8Array(bytes)]).stream().pipeThrough(new CompressionStream('deflate'))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

/** What moved money and was cleared on that day, in order. What was reversed was never cleared. */
export function linesOf(platform: Platform, settleDate: string): string[] {
  const orders = [...platform.book.orders.values()].filter((order) => !memoryOf(order).reversed)
  return orders
    .flatMap((order) => [ofOrder(platform, order), ...order.refunds.map(ofRefund)])
    .filter(({ code, at }) => code === '00' && at !== undefined && clearingDay(at) === settleDate)
    .filter(({ asked }) => !/^(02|32|99)$/.test(asked.txnType!))
    .sort((one, other) => one.at! - other.at!)
    .map(lineOf)
}

/** Widths of the columns, which are joined by a blank. The last is documented as 131 too. */
const widths = [
  ...[3, 11, 11, 6, 10, 19, 12, 4, 2, 21, 2, 32, 2, 6, 10, 13, 13, 4, 15, 2, 2],
  ...[6, 2, 4, 32, 1, 21, 15, 1, 15, 32, 13, 13, 8, 32, 13, 13, 12, 2, 1, 32, 98],
]

function lineOf({ asked, value, queryId = '', original }: Transaction): string {
  const gives = /^(04|31|33)$/.test(asked.txnType!)
  // Of the payment's own fee nothing comes back.
  const fee = gives ? 0 : Math.round((value * 6) / 1000)
  const signed = (amount: number, isDebit: boolean) => `${isDebit ? 'D' : 'C'}${String(amount).padStart(12, '0')}`
  const first = original?.paymentId ?? ''
  // By their number, from 1. The codes of an undoing and of a taking are unconfirmed.
  const columns: Readonly<Record<number, string>> = {
    1: gives ? 'S30' : 'S22',
    2: '01020000',
    3: '01020000',
    4: queryId.slice(14, 20),
    5: queryId.slice(4, 14),
    6: payer.card,
    7: String(value).padStart(12, '0'),
    8: '5411',
    9: '07',
    10: queryId,
    12: asked.orderId!.slice(0, 32),
    13: '01',
    14: first.slice(14, 20),
    15: first.slice(4, 14),
    16: signed(fee, true),
    17: signed(value - fee, gives),
    20: asked.txnType!,
    21: asked.txnSubType!,
    22: asked.bizType!,
    27: first,
    28: asked.merId!,
    33: signed(value - fee, gives),
    36: signed(0, gives),
    41: original ? original.orderId.slice(0, 32) : '',
  }
  return widths.map((width, place) => (columns[place + 1] ?? '').padEnd(width).slice(0, width)).join(' ')
}
