import { accounts } from './accounts.js'
import { captures } from './captures.js'
import { findings } from './findings.js'
import { options } from './options.js'
import { qrCodes } from './qr.js'
import { words } from './words.js'

/**
 * What the library says in English, in Chinese. `{}` stands for a fact of the case, `{1}` for the first of them; a fact may itself
 * be a phrase of the table.
 */
export const table: Readonly<Record<string, string>> = {
  ...findings,
  ...captures,
  ...options,
  ...accounts,
  ...qrCodes,
  ...words,
}

type Pattern = readonly [english: RegExp, chinese: string]

let patterns: readonly Pattern[] | undefined

// The most words first: `it has {} entries` before `{} has {}`.
const compiled = (): readonly Pattern[] =>
  Object.entries(table)
    .filter(([english]) => english.includes('{}'))
    .sort(([one], [other]) => weight(other) - weight(one))
    .map(([english, chinese]) => [new RegExp(`^${english.split('{}').map(escaped).join('(.+)')}$`), chinese])

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
const weight = (english: string) => english.replaceAll('{}', '').length

/** Undefined for a sentence that the table does not have. */
export function chinese(english: string): string | undefined {
  if (Object.hasOwn(table, english)) return table[english]
  return behindItsFront(english) ?? listed(english) ?? byPattern(english)
}

/** The same where there is none: as it is. */
export const inChinese = (english: string): string => chinese(english) ?? english

/** The provider, an option or a place stands in front of many. */
function behindItsFront(english: string): string | undefined {
  const [, front, sentence] = /^([^\s:]+): (.+)$/.exec(english) ?? []
  const said = sentence === undefined ? undefined : chinese(sentence)
  return said === undefined ? undefined : `${front}：${said}`
}

/** Several phrases one after the other. */
function listed(english: string): string | undefined {
  const parts = english.split(', ')
  const said = parts.length > 1 ? parts.map(chinese) : [undefined]
  return said.includes(undefined) ? undefined : said.join('，')
}

function byPattern(english: string): string | undefined {
  patterns ??= compiled()
  for (const [pattern, said] of patterns) {
    const [, ...facts] = pattern.exec(english) ?? []
    // A part of a sentence is no fact.
    if (facts.some((fact) => chinese(fact) === undefined && /[a-z]{2,} [a-z]{2,}/.test(fact))) continue
    if (facts.length > 0) return said.replace(/\{(\d)\}/g, (_, place) => inChinese(facts[Number(place) - 1]!))
  }
  return undefined
}
