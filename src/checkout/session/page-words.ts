import type { CheckoutOffer } from '../view.js'

/** What the page without JavaScript says. `{…}` is put in. */
type Words = Readonly<Record<Key, string>>
type Key =
  | 'title'
  | 'payTo'
  | 'choose'
  | 'qr'
  | 'page'
  | 'wap'
  | 'transfer'
  | 'send'
  | 'sendRest'
  | 'address'
  | 'tag'
  | 'sum'
  | 'scan'
  | 'cameraOnly'
  | 'open'
  | 'other'
  | 'noScript'
  | 'check'
  | 'notReceived'
  | 'renew'
  | 'paid'
  | 'expired'
  | 'closed'
  | 'back'
  | 'startFailed'
  | 'sessionInvalid'

const zhCn: Words = {
  title: '收银台',
  payTo: '付款给 {merchant}',
  choose: '选择支付方式',
  qr: '{wallet}：扫码支付',
  page: '{wallet}：在网页上支付',
  wap: '{wallet}：在手机上支付',
  transfer: '{wallet}：转 {amount}',
  send: '请用 {chain} 转账：金额、地址和标签都要与这里一致，否则无法入账',
  sendRest: '已收到 {received}，还差 {missing}。请向同一地址补足',
  address: '地址',
  tag: '标签',
  sum: '金额',
  scan: '请打开 {wallet}「扫一扫」，扫码支付',
  cameraOnly: '请用另一台手机直接扫描；长按识别或从相册选取无法支付',
  open: '打开 {wallet} 支付',
  other: '换一种支付方式',
  noScript: '付款后请点「查询结果」，页面不会自动更新',
  check: '查询结果',
  notReceived: '尚未收到付款。刚付完请稍等片刻；已扣款请勿重复支付',
  renew: '刷新二维码',
  paid: '支付成功',
  expired: '订单已超时，未收到付款。请返回商家重新下单',
  closed: '订单已关闭，不能再支付',
  back: '返回商家',
  startFailed: '暂时无法发起支付，请稍后重试',
  sessionInvalid: '链接已失效，请返回商家重新打开',
}

const zhHk: Words = {
  title: '付款',
  payTo: '付款予 {merchant}',
  choose: '選擇付款方式',
  qr: '{wallet}：掃描二維碼付款',
  page: '{wallet}：在網頁上付款',
  wap: '{wallet}：在手機上付款',
  transfer: '{wallet}：轉 {amount}',
  send: '請用 {chain} 轉帳：金額、地址和標籤都要與此一致，否則無法入帳',
  sendRest: '已收到 {received}，尚欠 {missing}。請向同一地址補足',
  address: '地址',
  tag: '標籤',
  sum: '金額',
  scan: '請開啟 {wallet}「掃一掃」，掃描二維碼付款',
  cameraOnly: '請用另一部手機直接掃描；長按圖片或從相簿選取均無法付款',
  open: '開啟 {wallet} 付款',
  other: '其他付款方式',
  noScript: '付款後請按「查詢結果」，本頁不會自動更新',
  check: '查詢結果',
  notReceived: '尚未收到付款。如剛付款請稍候；已扣款請勿重複付款',
  renew: '更新二維碼',
  paid: '付款成功',
  expired: '訂單已逾時，並未收到付款。請返回商戶重新下單',
  closed: '訂單已關閉，不能再付款',
  back: '返回商戶',
  startFailed: '暫時無法開始付款，請稍後重試',
  sessionInvalid: '連結已失效，請返回商戶重新開啟',
}

const en: Words = {
  title: 'Payment',
  payTo: 'Pay {merchant}',
  choose: 'Choose how to pay',
  qr: '{wallet}: scan a code',
  page: '{wallet}: on its page',
  wap: '{wallet}: on this phone',
  transfer: '{wallet}: send {amount}',
  send: 'Send it on {chain}, with exactly this amount, address and tag: otherwise it cannot be found',
  sendRest: '{received} received, {missing} missing. Send the rest to the same address',
  address: 'Address',
  tag: 'Tag',
  sum: 'Amount',
  scan: 'Open {wallet}, tap Scan, and scan this code',
  cameraOnly: 'Scan it with another phone’s camera. A long press or a saved picture will not work',
  open: 'Open {wallet} to pay',
  other: 'Pay another way',
  noScript: 'After paying, press “Check result”. This page does not update by itself',
  check: 'Check result',
  notReceived: 'No payment received yet. If you have just paid, wait a moment; if you were charged, do not pay again',
  renew: 'Get a new code',
  paid: 'Payment successful',
  expired: 'This order has timed out and no payment was received. Please order again',
  closed: 'This order is closed and can no longer be paid',
  back: 'Back to the shop',
  startFailed: 'The payment could not be started. Please try again shortly',
  sessionInvalid: 'This link is no longer valid. Open it again from the shop',
}

export type Page = { readonly lang: string; readonly say: (key: Key, put?: Readonly<Record<string, string>>) => string }

const languages = [
  { lang: 'zh-HK', wanted: /^zh-(hk|mo|tw|hant)/i, words: zhHk },
  { lang: 'zh-CN', wanted: /^zh/i, words: zhCn },
  { lang: 'en', wanted: /^en/i, words: en },
]

/** In the first of the browser's languages that there is; English for all others. */
export function wordsFor(acceptLanguage: string | null): Page {
  const accepted = (acceptLanguage ?? '').split(',').map((part) => part.trim())
  const found = accepted.flatMap((one) => languages.find(({ wanted }) => wanted.test(one)) ?? [])[0]
  const { lang, words } = found ?? { lang: 'en', words: en }
  return { lang, say: (key, put = {}) => words[key].replace(/\{(\w+)\}/g, (_all, name: string) => put[name] ?? '') }
}

const wallets: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  wechatpay: ['微信', 'WeChat'],
  alipay: ['支付宝', 'Alipay'],
  unionpay: ['云闪付', 'UnionPay'],
  yeepay: ['微信或支付宝', 'WeChat or Alipay'],
  lakala: ['微信、支付宝或云闪付', 'WeChat, Alipay or UnionPay'],
  qqpay: ['QQ', 'QQ'],
  antom: ['Alipay+', 'Alipay+'],
  xrpl: ['XRP Ledger', 'XRP Ledger'],
  circle: ['Circle', 'Circle'],
}

export const walletName = ({ provider, wallet = provider }: CheckoutOffer, lang: string): string =>
  wallets[wallet]?.[lang === 'en' ? 1 : 0] ?? wallet
