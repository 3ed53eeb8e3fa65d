import { alipayPlanted } from './alipay.js'
import { antomPlanted } from './antom.js'
import { baiduPlanted } from './baidu.js'
import { lakalaPlanted } from './lakala.js'
import { qqpayPlanted } from './qqpay.js'
import { unionpayPlanted } from './unionpay.js'
import { wechatpayPlanted } from './wechatpay.js'
import { yeepayPlanted } from './yeepay.js'
import { yeepaySmPlanted } from './yeepay-sm.js'

/** Every mistake that is planted, over all providers. The list stands in docs/doctor.md. */
export const planted = [
  ...wechatpayPlanted,
  ...alipayPlanted,
  ...antomPlanted,
  ...unionpayPlanted,
  ...lakalaPlanted,
  ...qqpayPlanted,
  ...baiduPlanted,
  ...yeepayPlanted,
  ...yeepaySmPlanted,
]
