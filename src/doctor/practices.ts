import { alipayPractice } from '../alipay/doctor.js'
import { antomPractice } from '../antom/doctor.js'
import { baiduPractice } from '../baidu/doctor.js'
import { circleRail } from '../circle/doctor.js'
import { lakalaPractice } from '../lakala/doctor.js'
import { qqpayPractice } from '../qqpay/doctor.js'
import { unionpayPractice } from '../unionpay/doctor.js'
import { wechatpayPractice } from '../wechatpay/doctor.js'
import { xrplRail } from '../xrpl/doctor.js'
import { yeepayPractice } from '../yeepay/doctor.js'
import type { Practice, Rail } from './case.js'

/** By the account's provider. */
export const practices: Readonly<Record<string, Practice>> = {
  alipay: alipayPractice,
  antom: antomPractice,
  baidu: baiduPractice,
  lakala: lakalaPractice,
  qqpay: qqpayPractice,
  unionpay: unionpayPractice,
  wechatpay: wechatpayPractice,
  yeepay: yeepayPractice,
}

/** The same where nobody signs. Apart, for whoever only explains messages. */
export const rails: Readonly<Record<string, Rail>> = { circle: circleRail, xrpl: xrplRail }
