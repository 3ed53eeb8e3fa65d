import { enTexts } from './en-texts.js'
import type { Member } from './members.js'
import type { Provider } from './providers.js'
import type { How } from './variants.js'
import { zhLimits } from './zh-limits.js'

// What the tables say in either language beside the texts of the members themselves.

type Way = 'given' | 'told'

export type Language = {
  readonly comma: string
  readonly semicolon: string
  readonly colon: string
  readonly or: string
  readonly all: string
  readonly allBut: (values: string) => string
  /** Heads of what each variant asks for. */
  readonly variants: Readonly<Record<Way, readonly string[]>>
  readonly head: Readonly<Record<Way, readonly string[]>>
  readonly how: Readonly<Record<Way, (how: How, table: string) => string>>
  readonly type: (type: string) => string
  readonly limit: (message: string) => string
  /** @throws where the member has no text in this language */
  readonly text: (
    provider: Provider,
    table: string,
    member: Member,
    limits: readonly string[],
    named: (of: readonly string[]) => string,
  ) => string
}

const code = (names: readonly string[], comma: string) => names.map((name) => `\`${name}\``).join(comma)
const typeOf = (names: Readonly<Record<string, string>>) => (type: string) => names[type] ?? `\`${type}\``

export const en: Language = {
  comma: ', ',
  semicolon: '; ',
  colon: ': ',
  or: ' or ',
  all: 'all',
  allBut: (values) => `all but ${values}`,
  variants: { given: ['needed', 'may be given'], told: ['always there', 'where told'] },
  head: { given: ['parameter', 'needed', 'what it may be', ''], told: ['member', 'there', 'type', ''] },
  how: {
    given: ({ is, others }, table) =>
      ({
        needed: 'yes',
        optional: 'no',
        or: `yes, or ${code(others, ', ')}`,
        with: `with ${code(others, ', ')}`,
        together: table === 'cancelPayment' ? 'yes, for the void' : 'yes, to charge',
      })[is],
    told: ({ is }) => (is === 'needed' ? 'always' : 'where told'),
  },
  type: typeOf({ 'list of objects': 'list of objects', object: 'object' }),
  limit: (message) => message,
  text({ en: own = {} }, table, { path, texts }, limits, named) {
    if (texts.length > 1)
      return [...texts]
        .sort(([, a], [, b]) => b.length - a.length)
        .map(([text, of]) => `${of.length > 0 ? `${named(of)}: ` : ''}${without(text, limits)}`)
        .join(' ')
    const left = { ...enTexts, ...own }
    const text = texts[0]?.[0] ?? left[`${table}.${path}`] ?? left[path]
    if (!text) throw new Error(`${table}: ${path} has no comment in the source that says what it is`)
    return without(text, limits)
  },
}

/** Limits have a column of their own. */
const without = (text: string, limits: readonly string[]) =>
  limits
    .flatMap((limit) => [limit, limit.replace(/^1 to/, 'at most')])
    .reduce((shorter, limit) => shorter.replace(new RegExp(`[,:] ${escaped(limit)}(?=[.,:;]|$)`), ''), text)
const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')

export const zh: Language = {
  comma: '、',
  semicolon: '；',
  colon: '：',
  or: ' 或 ',
  all: '全部',
  allBut: (values) => `除 ${values} 外`,
  variants: { given: ['必填', '选填'], told: ['总有', '平台给出时'] },
  head: { given: ['参数', '必填', '取值', '说明'], told: ['成员', '何时有', '类型', '说明'] },
  how: {
    given: ({ is, others }, table) =>
      ({
        needed: '是',
        optional: '否',
        or: `是，或用 ${code(others, '、')}`,
        with: `传 ${code(others, '、')} 时必填`,
        together: table === 'cancelPayment' ? '撤销时必填' : '扣款时必填',
      })[is],
    told: ({ is }) => (is === 'needed' ? '总有' : '平台给出时'),
  },
  type: typeOf({ 'list of objects': '对象数组', object: '对象' }),
  limit(message) {
    for (const [pattern, words] of zhLimits) if (pattern.test(message)) return message.replace(pattern, words)
    throw new Error(`zh-texts.ts has no words for the limit “${message}”`)
  },
  text({ zh: texts }, table, { path }) {
    const text = texts[`${table}.${path}`] ?? texts[path]
    if (!text) throw new Error(`${table}: ${path} has no Chinese text`)
    return text
  },
}
