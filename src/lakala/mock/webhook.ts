import type { WireRequest } from '../../core/transport.js'
import { utf8 } from '../../crypto/bytes.js'
import { type Json, readJsonObject, writeJson } from '../../mock/http.js'
import { randomDigits } from '../../mock/numbers.js'
import type { Forgery, NewNotice, Notice } from '../../mock/provider.js'
import { noticeText, writeAuthorization } from '../canonical.js'
import { olderNotice, paymentOf, toldOrder, usesOlderNotices } from './counter.js'
import { tradeOf } from './orders.js'
import { memoryOf, type Platform, unconfirmedOf } from './platform.js'
import { signatureOf } from './sign.js'

export const forgeries: readonly Forgery[] = [
  'tampered-body',
  'wrong-key',
  'unsigned',
  'replayed',
  'from-the-future',
  'foreign-merchant',
]

/** The counter's; that of orders in a wallet is unconfirmed. */
export const schedule = [1_000, 5_000, 5_000, 10_000, 180_000, 600_000, 1_200_000, 1_800_000, 3_600_000, 7_200_000]

const addressOf = (notice: NewNotice): string | undefined =>
  notice.type === 'other' ? notice.url : notice.type === 'refund' ? undefined : memoryOf(notice.order).notifyUrl

/** Payments alone, and only where an address was given: what is told of a refund no public source has. */
export const isTold = (notice: NewNotice): boolean => addressOf(notice) !== undefined

function bodyOf(platform: Platform, notice: Notice): Json {
  if (notice.type === 'other') return notice.resource as Json
  const { order } = notice.type === 'refund' ? notice.refund : notice
  if (memoryOf(order).kind === 'COUNTER') {
    if (usesOlderNotices(platform)) return olderNotice(platform, order)
    const { order_trade_info_list: _, ...told } = toldOrder(platform, order, '2')
    return { ...told, order_trade_info: paymentOf(order) }
  }
  const { trade_main_type: _, trade_state: _state, trade_state_desc: _words, ...trade } = tradeOf(platform, order)
  // What was so when it happened, whatever has become of it since.
  return { ...trade, [unconfirmedOf(platform).noticesHaveTradeState ? 'trade_state' : 'trade_status']: 'SUCCESS' }
}

/** A notification, signed now, or false in the way asked for. */
export async function sealWebhook(platform: Platform, notice: Notice, forgery?: Forgery): Promise<WireRequest> {
  const { clock, identity, witness } = platform
  // Nothing limits its age: one from another hour differs in its time only, and is rightly signed.
  const shift = forgery === 'replayed' ? -3_600 : forgery === 'from-the-future' ? 3_600 : 0
  const timestamp = String(Math.floor(clock.now() / 1000) + shift)
  const nonce = randomDigits(10)
  const told = bodyOf(platform, notice)
  const text = writeJson(forgery === 'foreign-merchant' ? foreign(told) : told)
  const message = noticeText(timestamp, nonce, text).join('')
  const key = forgery === 'wrong-key' ? identity.stranger.privateKey : identity.notice.privateKey
  witness?.signed(message)
  const signature = await signatureOf(key, message)
  return {
    method: 'POST',
    url: addressOf(notice) ?? 'https://shop.example/notify',
    headers: {
      'Content-Type': 'application/json;charset=UTF-8',
      ...(forgery !== 'unsigned' && { Authorization: writeAuthorization({ timestamp, nonce_str: nonce, signature }) }),
    },
    body: utf8(forgery === 'tampered-body' ? text.replace(/_?amount":"?(\d)/i, tampered) : text),
  }
}

const tampered = (found: string, digit: string) => `${found.slice(0, -1)}${9 - Number(digit)}`

const foreign = (told: Json): Json => ({
  ...told,
  ['merchantNo' in told ? 'merchantNo' : 'merchant_no']: '822290059430BCY',
})

/** Whether an answer ends the deliveries. */
export const isAcknowledged = (status: number, body: string): boolean =>
  status === 200 && readJsonObject(body)?.code === 'SUCCESS'
