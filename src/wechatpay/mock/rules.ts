import type { Json } from '../../mock/http.js'
import { type Refusal, refuse } from '../../mock/refusal.js'
import { type Broken, brokenRule, type Rules, upTo } from '../../mock/rules.js'

/** Refuses what WeChat Pay's field tables refuse, unknown members included (its internal error 270924358). */
export function checkBody(rules: Rules, body: Json): void {
  const broken = brokenRule(rules, body)
  if (!broken) return
  // The one sentence of this kind that is published (doc 4012081709).
  if (broken.why === 'too-small') throw refuse(400, 'PARAM_ERROR', `输入源“/body${broken.field}”${issues[broken.why]}`)
  throw refuseField(broken.field, issues[broken.why], broken.value)
}

const issues: Record<Broken['why'], string> = {
  missing: '缺少必填参数',
  surplus: '存在多余的参数',
  'not-text': '映射到字符串字段规则校验失败',
  'not-integer': '映射到数值字段规则校验失败，值不是整数',
  'too-small': '映射到数值字段“总金额”规则校验失败，值低于最小值 1',
  'not-boolean': '映射到布尔字段规则校验失败',
  'not-object': '映射到对象字段规则校验失败',
}

/** Who a body is about: one merchant, or a partner and his sub-merchant. */
export const partyRules = (partner: boolean): Rules =>
  partner
    ? { sp_appid: upTo(32), sp_mchid: upTo(32), 'sub_appid?': upTo(32), sub_mchid: upTo(32) }
    : { appid: upTo(32), mchid: upTo(32) }

/** A value that breaks a rule: 400 PARAM_ERROR with the field as a JSON pointer (doc 4012081709). */
export function refuseField(field: string, issue: string, value?: unknown): Refusal {
  return refuse(400, 'PARAM_ERROR', `输入源“/body${field}”${issue}`, {
    field,
    value: value === undefined ? '' : String(value).slice(0, 64),
    issue,
    location: 'body',
  })
}
