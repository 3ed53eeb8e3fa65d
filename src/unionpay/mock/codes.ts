import { type Refusal, refuse } from '../../mock/refusal.js'

// The number in brackets is UnionPay's inner one; of most codes none is known.
const messages: Readonly<Record<string, string>> = {
  '00': '成功[0000000]',
  '03': '交易通讯超时，请发起查询交易[9000003]',
  '04': '交易状态未明，请查询对账结果[9000004]',
  '05': '交易已受理，请稍后查询交易结果[9000005]',
  '06': '系统繁忙，请稍后再试[9000006]',
  '10': '报文格式错误[6100030]',
  '11': '验证签名失败[9100004]',
  '12': '重复交易[7101201]',
  '13': '报文交易要素缺失[9000013]',
  '30': '交易未通过，请尝试使用其他银联卡支付或联系95516[9000030]',
  '31': '商户状态不正确[9000031]',
  '33': '交易金额超限[9000033]',
  '34': '查无此交易[2600000]',
  '35': '原交易不存在或状态不正确[2011000]',
  '36': '与原交易信息不符[9000036]',
  '37': '已超过最大查询次数或操作过于频繁[9000037]',
  '45': '原交易已被成功退货或已被成功撤销[9000045]',
  '61': '输入的卡号无效，请确认后输入[9000061]',
  '63': '卡状态不正确[9000063]',
  '64': '卡上的余额不足[9000064]',
  '69': '输入超时[9000069]',
  '98': '文件不存在[9000098]',
}

export const messageOf = (code: string): string => messages[code] ?? `交易失败[90000${code}]`

/** A refusal. `hint`: what this mock would say besides, before the inner number. */
export const refused = (code: string, hint = ''): Refusal =>
  refuse(400, code, messageOf(code).replace('[', `${hint && `：${hint}`}[`))

/** What comes as a page of HTML and not as an answer: what UnionPay cannot read, or a field that it does not know. */
export const unreadable = (why: string): Refusal => refuse(400, 'unreadable', why)
export const isUnreadable = ({ code }: Refusal): boolean => code === 'unreadable'
