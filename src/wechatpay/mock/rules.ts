import { urlProblem } from '../../core/public-url.js'
import type { Json } from './platform.js'
import { refuse, refuseField } from './refusal.js'

/** What a member of a request body must be: a pattern or a test for texts, `amount` for fen, or its own rules. `?`: may be absent. */
export type Rules = {
  readonly [name: string]: RegExp | ((text: string) => boolean) | 'amount' | 'boolean' | 'any' | Rules
}

/** Refuses what WeChat Pay's field tables refuse, unknown members included (its internal error 270924358). */
export function checkBody(rules: Rules, body: Json, path = ''): void {
  const known = new Set(Object.keys(rules).map((name) => name.replace('?', '')))
  const surplus = Object.keys(body).find((name) => !known.has(name))
  if (surplus) throw refuseField(`${path}/${surplus}`, '存在多余的参数')
  for (const [key, rule] of Object.entries(rules)) {
    const name = key.replace('?', '')
    const field = `${path}/${name}`
    const value = body[name]
    if (value === undefined) {
      if (key.endsWith('?')) continue
      throw refuseField(field, '缺少必填参数')
    }
    if (rule === 'any') continue
    if (rule === 'boolean') {
      if (typeof value !== 'boolean') throw refuseField(field, '映射到布尔字段规则校验失败', value)
    } else if (rule === 'amount') {
      if (!Number.isSafeInteger(value)) throw refuseField(field, '映射到数值字段规则校验失败，值不是整数', value)
      // The one sentence of this kind that is published (doc 4012081709).
      if ((value as number) < 1)
        throw refuse(400, 'PARAM_ERROR', `输入源“/body${field}”映射到数值字段“总金额”规则校验失败，值低于最小值 1`)
    } else if (rule instanceof RegExp || typeof rule === 'function') {
      if (typeof value !== 'string' || !(rule instanceof RegExp ? rule.test(value) : rule(value)))
        throw refuseField(field, '映射到字符串字段规则校验失败', value)
    } else {
      if (typeof value !== 'object' || value === null) throw refuseField(field, '映射到对象字段规则校验失败')
      checkBody(rule, value as Json, field)
    }
  }
}

/** A text of up to so many characters. */
export const upTo = (length: number) => new RegExp(`^[\\s\\S]{1,${length}}$`, 'u')

/** `notify_url` (doc 4012791877): absolute, no query string. A machine of the merchant's own can be reached from here. */
export const publicUrl = (maximum: number) => (text: string) => urlProblem(text, { maximum }) === undefined

/** One text for equal bodies, whatever the order of their members. */
export function fingerprint(value: unknown): string {
  return JSON.stringify(value, (_, node) =>
    typeof node === 'object' && node !== null && !Array.isArray(node)
      ? Object.fromEntries(Object.entries(node).sort(([a], [b]) => (a < b ? -1 : 1)))
      : node,
  )
}
