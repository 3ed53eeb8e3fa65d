import type { Surroundings } from '../../src/checkout/detect-wallet.js'

const iphone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_2_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)'
const windows = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)'
const mac = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)'

/** User agents as apps send them, by what they are. */
export const agents = {
  wechatIos: `${iphone} Mobile/15E148 MicroMessenger/8.0.76(0x18004c24) NetType/WIFI Language/zh_CN`,
  wechatMiniProgram: `${iphone} Mobile/15E148 MicroMessenger/8.0.76(0x18004c24) NetType/WIFI Language/zh_CN miniProgram/wx0000000000000000`,
  wecom: `${iphone} Mobile/15E148 wxwork/3.1.16 MicroMessenger/7.0.1 Language/zh ColorScheme/Dark`,
  wechatWindows: `${windows} Chrome/132.0.0.0 Safari/537.36 NetType/WIFI MicroMessenger/7.0.20.1781(0x6700143B) WindowsWechat(0x63090c37) XWEB/14315 Flue`,
  wechatMac: `${mac} MicroMessenger/6.8.0(0x16080000) MacWechat/3.8.7(0x13080710) NetType/WIFI WindowsWechat`,
  wechatMiniProgramWindows: `${windows} Chrome/132.0.0.0 Safari/537.36 MicroMessenger/7.0.20.1781 MiniProgramEnv/Windows WindowsWechat/WMPF XWEB/14315`,
  wechatX5:
    'Mozilla/5.0 (Linux; Android 10; PCT-AL10; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/89.0.4389.72 MQQBrowser/6.2 TBS/046011 Mobile Safari/537.36 MicroMessenger/8.0.42.2460(0x28002A58) WeChat/arm64 Weixin NetType/WIFI Language/zh_CN',
  alipayAndroid:
    'Mozilla/5.0 (Linux; U; Android 11; zh-CN; MI 8) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/69.0.3497.100 UWS/3.22.2.66 Mobile Safari/537.36 UCBS/3.22.2.66 Nebula AlipayDefined(nt:WIFI,ws:393|0|2.75) AliApp(AP/10.5.26.8000) AlipayClient/10.5.26.8000 Language/zh-Hans',
  alipayMiniProgram: `${iphone} Mobile/15E148 Nebula AliApp(AP/10.5.26) AlipayClient/10.5.26 Language/zh-Hans MiniProgram`,
  cloudPay: `${iphone} Mobile/15E148  (com.unionpay.chsp) (cordova 4.5.4) (updebug 0) (version 1024) (UnionPay/1.0 CloudPay) (clientVersion 324) (language zh_CN) (upHtml) (walletMode 00)`,
  cloudPayMiniProgram: `${iphone} Mobile/15E148  (com.unionpay.chsp) (version 1024) (UnionPay/1.0 CloudPay) (upApplet single)`,
  bankApp: `${iphone} Mobile/15E148 UnionPay/1.0 ICBCeLife`,
  qqAndroid:
    'Mozilla/5.0 (Linux; Android 10; PCT-AL10; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/89.0.4389.72 MQQBrowser/6.2 TBS/046011 Mobile Safari/537.36 V1_AND_SQ_8.8.50_2324_YYB_D QQ/8.8.50.6735 NetType/WIFI',
  qqIos: `${iphone} Mobile/15E148 QQ/9.0.15.614 V1_IPH_SQ_9.0.15_1_APP_A`,
  qqBrowser:
    'Mozilla/5.0 (Linux; U; Android 11; zh-cn; MI 8) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/89.0 MQQBrowser/12.1 Mobile Safari/537.36',
  baidu: `${iphone} Mobile/15E148 Safari/604.1 baiduboxapp/13.10.0.10`,
  baiduSmartProgram: `${iphone} Mobile/15E148 swan/2.10.0 swan-baiduboxapp/13.10.0.10`,
  dingTalk: `${iphone} Mobile/15E148 AliApp(DingTalk/6.5.20) com.laiwang.DingTalk/20600`,
  taobao: `${iphone} Mobile/15E148 AliApp(TB/10.9.10) WindVane/8.7.2`,
  safari: `${iphone} Version/17.5 Mobile/15E148 Safari/604.1`,
  safariMac: `${mac} Version/17.5 Safari/605.1.15`,
  chromeAndroid:
    'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/132.0.0.0 Mobile Safari/537.36',
  chromeWindows: `${windows} Chrome/132.0.0.0 Safari/537.36`,
  harmonyPhone:
    'Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.0.0 Safari/537.36 ArkWeb/4.1.6.1 Mobile',
  harmonyTablet:
    'Mozilla/5.0 (Tablet; OpenHarmony 5.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.0.0 Safari/537.36 ArkWeb/4.1.6.1',
  harmonyPc:
    'Mozilla/5.0 (PC; OpenHarmony 5.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.0.0 Safari/537.36 ArkWeb/4.1.6.1',
} as const

const phone = { device: 'phone', miniProgram: false } as const
const desktop = { device: 'desktop', miniProgram: false } as const
const inside = { device: 'phone', miniProgram: true } as const
const cloud = { wallet: 'unionpay', unionpayApp: 'UnionPay/1.0 CloudPay' } as const

/** What each of them is. */
export const detected: Record<keyof typeof agents, Surroundings> = {
  wechatIos: { wallet: 'wechat', ...phone },
  wechatMiniProgram: { wallet: 'wechat', ...inside },
  wecom: { wallet: 'wecom', ...phone },
  wechatWindows: { wallet: 'wechat', ...desktop },
  wechatMac: { wallet: 'wechat', ...desktop },
  wechatMiniProgramWindows: { wallet: 'wechat', device: 'desktop', miniProgram: true },
  wechatX5: { wallet: 'wechat', ...phone },
  alipayAndroid: { wallet: 'alipay', ...phone },
  alipayMiniProgram: { wallet: 'alipay', ...inside },
  cloudPay: { ...cloud, ...phone },
  cloudPayMiniProgram: { ...cloud, ...inside },
  bankApp: { wallet: 'unionpay', ...phone, unionpayApp: 'UnionPay/1.0 ICBCeLife' },
  qqAndroid: { wallet: 'qq', ...phone },
  qqIos: { wallet: 'qq', ...phone },
  qqBrowser: phone,
  baidu: { wallet: 'baidu', ...phone },
  baiduSmartProgram: { wallet: 'baidu', ...inside },
  dingTalk: phone,
  taobao: phone,
  safari: phone,
  safariMac: desktop,
  chromeAndroid: phone,
  chromeWindows: desktop,
  harmonyPhone: phone,
  harmonyTablet: phone,
  harmonyPc: desktop,
}
