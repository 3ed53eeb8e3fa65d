/** The languages in the order of each line below. */
const languages = ['zh-CN', 'zh-HK', 'en'] as const
export type Language = (typeof languages)[number]

const texts = {
  payTo: ['付款给 {merchant}', '付款予 {merchant}', 'Pay {merchant}'],
  chooseWallet: ['选择支付方式', '選擇付款方式', 'Choose how to pay'],
  scan: [
    '请打开{wallet}「扫一扫」，扫码支付',
    '請開啟{wallet}「掃一掃」，掃描二維碼付款',
    'Open {wallet}, tap Scan, and scan this code',
  ],
  scanAny: ['请用 {wallet} 扫码支付', '請用 {wallet} 掃描二維碼付款', 'Scan this code with {wallet}'],
  qrAlt: ['{wallet} 支付二维码，{amount}', '{wallet} 付款二維碼，{amount}', '{wallet} payment code for {amount}'],
  cameraOnly: [
    '请用另一台手机直接扫描；长按识别或从相册选取无法支付',
    '請用另一部手機直接掃描；長按圖片或從相簿選取均無法付款',
    "Scan it with another phone's camera. A long press or a saved picture will not work",
  ],
  open: ['打开{wallet}支付', '開啟{wallet}付款', 'Open {wallet} to pay'],
  payNow: ['支付 {amount}', '付款 {amount}', 'Pay {amount}'],
  openFailed: [
    '没有打开 {wallet}？请确认已安装，或换一种支付方式',
    '未能開啟 {wallet}？請確認已安裝，或選擇其他付款方式',
    '{wallet} did not open? Check that it is installed, or pay another way',
  ],
  leaveWechat: [
    '微信内无法打开此支付方式。请点右上角「…」，在浏览器中打开',
    '此付款方式不能在微信內使用。請按右上角「…」，以瀏覽器開啟',
    'This does not work inside WeChat. Tap “…” at the top right and open the page in your browser',
  ],
  inMiniProgram: ['请返回小程序完成支付', '請返回小程式完成付款', 'Go back to the mini program to pay'],
  waiting: ['等待支付', '等待付款', 'Waiting for payment'],
  timeLeft: ['请在 {time} 内完成支付', '請於 {time} 內完成付款', 'Time left to pay: {time}'],
  soonExpiring: ['二维码即将失效，剩余 {time}', '二維碼即將失效，尚餘 {time}', 'The code expires in {time}'],
  codeExpired: ['二维码已失效', '二維碼已失效', 'The code has expired'],
  renew: ['刷新二维码', '更新二維碼', 'Get a new code'],
  renewed: [
    '二维码已更新，请扫新的二维码；订单不变',
    '二維碼已更新，請掃描新的二維碼；訂單不變',
    'New code ready. It is for the same order',
  ],
  orderExpired: [
    '订单已超时，未收到付款。请返回商家重新下单',
    '訂單已逾時，並未收到付款。請返回商戶重新下單',
    'This order has timed out and no payment was received. Please order again',
  ],
  havePaid: ['支付完成了吗？', '付款完成了嗎？', 'Have you paid?'],
  yesPaid: ['已完成支付', '已完成付款', 'I have paid'],
  notYet: ['继续支付', '繼續付款', 'Not yet, continue'],
  confirming: [
    '正在确认支付结果，请勿重复支付',
    '正在確認付款結果，請勿重複付款',
    'Confirming your payment. Please do not pay again',
  ],
  confirmSlow: [
    '结果还没有返回。页面会继续确认，也可以稍后在订单中查看',
    '結果尚未傳回。本頁會繼續確認，亦可稍後在訂單中查看',
    'No answer yet. This page keeps checking; you can also look in your orders later',
  ],
  notReceived: [
    '尚未收到付款。刚付完请稍等片刻；已扣款请勿重复支付',
    '尚未收到付款。如剛付款請稍候；已扣款請勿重複付款',
    'No payment received yet. If you have just paid, wait a moment; if you were charged, do not pay again',
  ],
  paid: ['支付成功', '付款成功', 'Payment successful'],
  paidDetail: ['已向 {merchant} 支付 {amount}', '已付款 {amount} 予 {merchant}', '{amount} paid to {merchant}'],
  backToShop: ['返回商家', '返回商戶', 'Back to the shop'],
  leftWallet: [
    '已离开 {wallet}，正在核对结果',
    '已離開 {wallet}，正在核對結果',
    'Back from {wallet}. Checking the result',
  ],
  failed: [
    '支付未成功，可重试或换一种支付方式',
    '付款未成功，可重試或選擇其他付款方式',
    'The payment did not go through. Try again, or pay another way',
  ],
  closed: ['订单已关闭，不能再支付', '訂單已關閉，不能再付款', 'This order is closed and can no longer be paid'],
  offline: [
    '网络已断开，恢复后会自动继续。如已付款，请勿重复支付',
    '網絡已中斷，恢復後會自動繼續。如已付款，請勿重複付款',
    'Connection lost. This page continues by itself once it is back. If you have paid, do not pay again',
  ],
  startFailed: [
    '暂时无法发起支付，请稍后重试',
    '暫時無法開始付款，請稍後重試',
    'The payment could not be started. Please try again shortly',
  ],
  sessionInvalid: [
    '链接已失效，请返回商家重新打开',
    '連結已失效，請返回商戶重新開啟',
    'This link is no longer valid. Open it again from the shop',
  ],
} as const
export type TextKey = keyof typeof texts

// As the shop's choice says which way to pay, and as the payer's phone calls the app where that is shorter.
type Names = Readonly<Record<string, readonly string[]>>
const names: Names = {
  wechatpay: ['微信支付', '微信支付', 'WeChat Pay'],
  alipay: ['支付宝', '支付寶', 'Alipay'],
  unionpay: ['云闪付', '雲閃付', 'UnionPay'],
  antom: ['Alipay+', 'Alipay+', 'Alipay+'],
  qqpay: ['QQ钱包', 'QQ錢包', 'QQ Wallet'],
  // Of an acquirer what its payers know is who takes part.
  yeepay: ['微信或支付宝', '微信或支付寶', 'WeChat or Alipay'],
  lakala: ['微信、支付宝或云闪付', '微信、支付寶或雲閃付', 'WeChat, Alipay or UnionPay'],
}
const apps: Names = { wechatpay: ['微信', '微信', 'WeChat'], qqpay: ['QQ', 'QQ', 'QQ'] }

/** The language of the three that is nearest to a tag of BCP 47. */
export function languageOf(tag: string): Language {
  if (/^zh-(HK|MO|TW|Hant)/i.test(tag)) return 'zh-HK'
  return /^zh\b/i.test(tag) ? 'zh-CN' : 'en'
}

/** What a way to pay, and its app, are called. */
export function nameOf({ provider, wallet = provider }: Named, language: Language, app: boolean): string {
  return ((app && apps[wallet]) || names[wallet])?.[languages.indexOf(language)] ?? wallet
}

/** Whose it is, and of an acquirer whose wallet pays. */
type Named = { readonly provider: string; readonly wallet?: string }

/** A text with its gaps filled. Between two Chinese characters stands no blank. */
export function tell(language: Language, key: TextKey, values: Readonly<Record<string, string>> = {}): string {
  return texts[key][languages.indexOf(language)]!.replace(
    /( ?)\{(\w+)\}( ?)/g,
    (_, before: string, name: string, after: string) => {
      const value = values[name] ?? ''
      const chinese = (character = '') => language !== 'en' && /[\u3000-\u9fff]/.test(character)
      return (chinese(value[0]) ? '' : before) + value + (chinese(value[value.length - 1]) ? '' : after)
    },
  )
}
