import { alipayPractice } from '../alipay/doctor.js'
import { antomPractice } from '../antom/doctor.js'
import { unionpayPractice } from '../unionpay/doctor.js'
import { wechatpayPractice } from '../wechatpay/doctor.js'
import { xrplFindings, xrplPractice } from '../xrpl/doctor.js'
import type { Practice } from './case.js'
import type { Finding } from './finding.js'

/** By the account's provider. */
export const practices: Readonly<Record<string, Practice>> = {
  alipay: alipayPractice,
  antom: antomPractice,
  unionpay: unionpayPractice,
  wechatpay: wechatpayPractice,
  xrpl: xrplPractice,
}

/** What only one provider's accounts can have wrong. Apart, for whoever only explains messages. */
export const ownFindings: Readonly<Record<string, (account: never) => readonly Finding[]>> = { xrpl: xrplFindings }
