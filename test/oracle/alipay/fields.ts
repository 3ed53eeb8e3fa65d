import { anything, type Check, closed, list, type Members, oneOf, text } from '../wechatpay/checks.js'
import { isObject } from '../wechatpay/primitives.js'

// What several methods share (§10.2, §11).

const isYuan = (value: unknown, least: number) =>
  typeof value === 'string' &&
  /^(0|[1-9]\d{0,8})(\.\d{1,2})?$/.test(value) &&
  Number(value) >= least &&
  Number(value) <= 100_000_000
const yuanFrom =
  (least: number): Check =>
  (value, at, report) => {
    if (!isYuan(value, least)) report(`${at} must be yuan as text, from ${least} (§10.2)`)
  }
/** At most two decimals, 0.01 to 100000000. */
export const yuan = yuanFrom(0.01)
/** A transfer; a red packet may be smaller. */
export const transferYuan = yuanFrom(0.1)
/** Zero is allowed: a coupon may pay all, an unpaid order has received nothing. */
export const sum = text(12, /^(0|[1-9]\d{0,8})\.\d{2}$/)
/** A number that a call creates something under. */
export const newNumber = text(64, /^[0-9A-Za-z_]+$/)
/** A number that exists already: what was allowed when it was made is not asked again. */
export const knownNumber = text(64, /^\S+$/)
/** Only its length is documented. */
export const requestNumber = text(64, /^[\x21-\x7e]+$/)
/** Not necessarily 28 digits. */
export const tradeNumber = text(64, /^\d+$/)
export const wallTime = text(19, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/)
/** One to three digits of milliseconds have been seen. */
export const shownTime = text(23, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,3})?$/)
export const day = text(10, /^\d{4}-\d\d-\d\d$/)
export const url = (most: number) => text(most, /^https?:\/\//)
/** 1m to 15d, or until the end of the day; no decimals. */
export const lifetime: Check = (value, at, report) => {
  const [, count, unit] = /^([1-9]\d*)([mhd])$/.exec(String(value)) ?? []
  const minutes = Number(count) * { m: 1, h: 60, d: 1440 }[unit ?? 'm']!
  if (value !== '1c' && !(minutes <= 15 * 1440)) report(`${at} must be 1m to 15d, or 1c (§10.2)`)
}
/** A payment code, or what a face gives: 35 characters with its `fp`. */
export const payerCode = text(64, /^((2[5-9]|30)\d{14,22}|fp.{33})$/)
export const userId = text(28, /^2088\d{12}$/)
export const jsonText: Check = (value, at, report) => {
  try {
    if (isObject(JSON.parse(String(value)))) return
  } catch {
    // Told below.
  }
  report(`${at} must be JSON as text`)
}

export const count: Check = (value, at, report) => {
  if (!Number.isSafeInteger(value) || Number(value) < 1) report(`${at} must be a whole number from 1`)
}

/** Members that are documented without a rule of their own. */
export const optional = (names: string): Members =>
  Object.fromEntries(names.split(' ').map((name) => [`${name}?`, anything]))

export const goods = list(
  closed({
    goods_id: text(64),
    goods_name: text(256),
    quantity: count,
    price: yuan,
    ...optional('goods_category categories_tree body show_url alipay_goods_id out_item_id out_sku_id'),
  }),
  1,
  150,
)
export const accessChannel = oneOf('ALIPAYAPP', 'QRCODE', 'QRCODEORSMS')

/** Half of a character that needs two: it cannot be written in UTF-8, so no two sides sign the same bytes. */
export const hasHalfCharacter = (value: unknown): boolean => {
  if (typeof value === 'string') return /[\ud800-\udfff]/u.test(value)
  return typeof value === 'object' && value !== null && Object.values(value).some(hasHalfCharacter)
}
