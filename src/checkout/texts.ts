const simplified = {
  payTo: '付款给 {merchant}',
  chooseWallet: '选择支付方式',
  scan: '请打开{wallet}「扫一扫」，扫码支付',
  scanAny: '请用 {wallet} 扫码支付',
  qrAlt: '{wallet} 支付二维码，{amount}',
  cameraOnly: '请用另一台手机直接扫描；长按识别或从相册选取无法支付',
  open: '打开{wallet}支付',
  payNow: '支付 {amount}',
  openFailed: '没有打开 {wallet}？请确认已安装，或换一种支付方式',
  leaveWechat: '微信内无法打开此支付方式。请点右上角「…」，在浏览器中打开',
  inMiniProgram: '请返回小程序完成支付',
  waiting: '等待支付',
  timeLeft: '请在 {time} 内完成支付',
  soonExpiring: '二维码即将失效，剩余 {time}',
  codeExpired: '二维码已失效',
  renew: '刷新二维码',
  renewed: '二维码已更新，请扫新的二维码；订单不变',
  orderExpired: '订单已超时，未收到付款。请返回商家重新下单',
  havePaid: '支付完成了吗？',
  yesPaid: '已完成支付',
  notYet: '继续支付',
  confirming: '正在确认支付结果，请勿重复支付',
  confirmSlow: '结果还没有返回。页面会继续确认，也可以稍后在订单中查看',
  notReceived: '尚未收到付款。刚付完请稍等片刻；已扣款请勿重复支付',
  paid: '支付成功',
  paidDetail: '已向 {merchant} 支付 {amount}',
  backToShop: '返回商家',
  leftWallet: '已离开 {wallet}，正在核对结果',
  failed: '支付未成功，可重试或换一种支付方式',
  failedBank: '若银行已扣款，款项会自动退回',
  closed: '订单已关闭，不能再支付',
  offline: '网络已断开，恢复后会自动继续。如已付款，请勿重复支付',
  startFailed: '暂时无法发起支付，请稍后重试',
  sessionInvalid: '链接已失效，请返回商家重新打开',
}

const traditional: Texts = {
  payTo: '付款予 {merchant}',
  chooseWallet: '選擇付款方式',
  scan: '請開啟{wallet}「掃一掃」，掃描二維碼付款',
  scanAny: '請用 {wallet} 掃描二維碼付款',
  qrAlt: '{wallet} 付款二維碼，{amount}',
  cameraOnly: '請用另一部手機直接掃描；長按圖片或從相簿選取均無法付款',
  open: '開啟{wallet}付款',
  payNow: '付款 {amount}',
  openFailed: '未能開啟 {wallet}？請確認已安裝，或選擇其他付款方式',
  leaveWechat: '此付款方式不能在微信內使用。請按右上角「…」，以瀏覽器開啟',
  inMiniProgram: '請返回小程式完成付款',
  waiting: '等待付款',
  timeLeft: '請於 {time} 內完成付款',
  soonExpiring: '二維碼即將失效，尚餘 {time}',
  codeExpired: '二維碼已失效',
  renew: '更新二維碼',
  renewed: '二維碼已更新，請掃描新的二維碼；訂單不變',
  orderExpired: '訂單已逾時，並未收到付款。請返回商戶重新下單',
  havePaid: '付款完成了嗎？',
  yesPaid: '已完成付款',
  notYet: '繼續付款',
  confirming: '正在確認付款結果，請勿重複付款',
  confirmSlow: '結果尚未傳回。本頁會繼續確認，亦可稍後在訂單中查看',
  notReceived: '尚未收到付款。如剛付款請稍候；已扣款請勿重複付款',
  paid: '付款成功',
  paidDetail: '已付款 {amount} 予 {merchant}',
  backToShop: '返回商戶',
  leftWallet: '已離開 {wallet}，正在核對結果',
  failed: '付款未成功，可重試或選擇其他付款方式',
  failedBank: '如銀行已扣款，款項會自動退回',
  closed: '訂單已關閉，不能再付款',
  offline: '網絡已中斷，恢復後會自動繼續。如已付款，請勿重複付款',
  startFailed: '暫時無法開始付款，請稍後重試',
  sessionInvalid: '連結已失效，請返回商戶重新開啟',
}

const english: Texts = {
  payTo: 'Pay {merchant}',
  chooseWallet: 'Choose how to pay',
  scan: 'Open {wallet}, tap Scan, and scan this code',
  scanAny: 'Scan this code with {wallet}',
  qrAlt: '{wallet} payment code for {amount}',
  cameraOnly: "Scan it with another phone's camera. A long press or a saved picture will not work",
  open: 'Open {wallet} to pay',
  payNow: 'Pay {amount}',
  openFailed: '{wallet} did not open? Check that it is installed, or pay another way',
  leaveWechat: 'This does not work inside WeChat. Tap “…” at the top right and open the page in your browser',
  inMiniProgram: 'Go back to the mini program to pay',
  waiting: 'Waiting for payment',
  timeLeft: 'Time left to pay: {time}',
  soonExpiring: 'The code expires in {time}',
  codeExpired: 'The code has expired',
  renew: 'Get a new code',
  renewed: 'New code ready. It is for the same order',
  orderExpired: 'This order has timed out and no payment was received. Please order again',
  havePaid: 'Have you paid?',
  yesPaid: 'I have paid',
  notYet: 'Not yet, continue',
  confirming: 'Confirming your payment. Please do not pay again',
  confirmSlow: 'No answer yet. This page keeps checking; you can also look in your orders later',
  notReceived: 'No payment received yet. If you have just paid, wait a moment; if you were charged, do not pay again',
  paid: 'Payment successful',
  paidDetail: '{amount} paid to {merchant}',
  backToShop: 'Back to the shop',
  leftWallet: 'Back from {wallet}. Checking the result',
  failed: 'The payment did not go through. Try again, or pay another way',
  failedBank: 'If your bank took the money, it comes back by itself',
  closed: 'This order is closed and can no longer be paid',
  offline: 'Connection lost. This page continues by itself once it is back. If you have paid, do not pay again',
  startFailed: 'The payment could not be started. Please try again shortly',
  sessionInvalid: 'This link is no longer valid. Open it again from the shop',
}
export type Texts = Readonly<Record<keyof typeof simplified, string>>
export type Language = 'zh-CN' | 'zh-HK' | 'en'
export type TextKey = keyof Texts

const languages: Readonly<Record<Language, Texts>> = { 'zh-CN': simplified, 'zh-HK': traditional, en: english }

// As the shop's choice says which way to pay, and as the payer's phone calls the app where that is shorter.
const names: Readonly<Record<string, Readonly<Record<Language, readonly [way: string, app?: string]>>>> = {
  wechatpay: { 'zh-CN': ['微信支付', '微信'], 'zh-HK': ['微信支付', '微信'], en: ['WeChat Pay', 'WeChat'] },
  alipay: { 'zh-CN': ['支付宝'], 'zh-HK': ['支付寶'], en: ['Alipay'] },
  unionpay: { 'zh-CN': ['云闪付'], 'zh-HK': ['雲閃付'], en: ['UnionPay'] },
  antom: { 'zh-CN': ['Alipay+'], 'zh-HK': ['Alipay+'], en: ['Alipay+'] },
}

/** The language of the three that is nearest to a tag of BCP 47. */
export function languageOf(tag: string): Language {
  if (/^zh-(HK|MO|TW|Hant)/i.test(tag)) return 'zh-HK'
  return /^zh\b/i.test(tag) ? 'zh-CN' : 'en'
}

/** What a provider's way to pay, and its app, are called. */
export function nameOf(provider: string, language: Language, app: boolean): string {
  const [way = provider, short = way] = names[provider]?.[language] ?? []
  return app ? short : way
}

/** A text with its gaps filled. Between two Chinese characters stands no blank. */
export function tell(language: Language, key: TextKey, values: Readonly<Record<string, string>> = {}): string {
  return languages[language][key].replace(/( ?)\{(\w+)\}( ?)/g, (_, before: string, name: string, after: string) => {
    const value = values[name] ?? ''
    const chinese = (character = '') => language !== 'en' && /[\u3000-\u9fff]/.test(character)
    return (chinese(value[0]) ? '' : before) + value + (chinese(value[value.length - 1]) ? '' : after)
  })
}
