import { urlProblem } from '../core/public-url.js'
import type { Json } from './http.js'

/** What a member of a request body must be: a pattern or a test for texts, `amount` for minor units from 1, or its own rules. `?`: may be absent. */
export type Rules = {
  readonly [name: string]: RegExp | ((text: string) => boolean) | 'amount' | 'boolean' | 'any' | Rules
}

/** The first member that breaks a rule, as a JSON pointer. */
export type Broken = {
  readonly field: string
  readonly why: 'missing' | 'surplus' | 'not-text' | 'not-integer' | 'too-small' | 'not-boolean' | 'not-object'
  readonly value?: unknown
}

/** What of a body breaks its rules, members that they do not know first. */
export function brokenRule(rules: Rules, body: Json, path = ''): Broken | undefined {
  const known = new Set(Object.keys(rules).map((name) => name.replace('?', '')))
  const surplus = Object.keys(body).find((name) => !known.has(name))
  if (surplus) return { field: `${path}/${surplus}`, why: 'surplus' }
  for (const [key, rule] of Object.entries(rules)) {
    const name = key.replace('?', '')
    const value = body[name]
    if (value === undefined && key.endsWith('?')) continue
    const broken = value === undefined ? ({ why: 'missing' } as const) : brokenBy(rule, value, `${path}/${name}`)
    if (broken) return { field: `${path}/${name}`, ...broken }
  }
  return undefined
}

function brokenBy(rule: Rules[string], value: unknown, path: string): Omit<Broken, 'field'> | undefined {
  if (rule === 'any') return undefined
  if (rule === 'boolean') return typeof value === 'boolean' ? undefined : { why: 'not-boolean', value }
  if (rule === 'amount') {
    if (!Number.isSafeInteger(value)) return { why: 'not-integer', value }
    return (value as number) < 1 ? { why: 'too-small', value } : undefined
  }
  if (rule instanceof RegExp || typeof rule === 'function') {
    const fits = typeof value === 'string' && (rule instanceof RegExp ? rule.test(value) : rule(value))
    return fits ? undefined : { why: 'not-text', value }
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { why: 'not-object' }
  return brokenRule(rule, value as Json, path)
}

/** A text of up to so many characters. */
export const upTo = (length: number) => new RegExp(`^[\\s\\S]{1,${length}}$`, 'u')

/** An absolute address without a query. A machine of the merchant's own can be reached from here. */
export const publicUrl = (maximum: number) => (text: string) => urlProblem(text, { maximum }) === undefined

/** One text for equal bodies, whatever the order of their members. */
export function fingerprint(value: unknown): string {
  return JSON.stringify(value, (_, node) =>
    typeof node === 'object' && node !== null && !Array.isArray(node)
      ? Object.fromEntries(Object.entries(node).sort(([a], [b]) => (a < b ? -1 : 1)))
      : node,
  )
}
