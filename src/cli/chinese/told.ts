import type { ShroffError } from '../../core/errors.js'
import { readRunbook } from '../doctor/runbook.js'
import type { Io } from '../io.js'
import { chinese } from './chinese.js'
import { codes } from './codes.js'

/** An error of the library in the reader’s language: its first line, and its advice. Where its sentence is in no table: what its code means. */
export function told({ language }: Pick<Io, 'language'>, error: ShroffError): { problem: string; next: string } {
  const { code, message, next = '', fields = [], providerCode } = error
  const problem = message.split('\n')[0]!
  if (language === 'en') return { problem: [problem, ...fields.map(inEnglish)].join(' '), next }
  const named = fields.map(({ path, problem: wrong }) => `${path} ${chinese(wrong) ?? '不对'}`)
  const said = chinese(problem)
  const facts = [code, providerCode, ...named].filter(Boolean).join('；')
  return {
    problem: said === undefined ? `${codes[code]}（${facts}）` : [said, ...named].join('；'),
    next: chinese(next) ?? (next === '' && said !== undefined ? '' : (readRunbook('zh', code)?.look ?? '')),
  }
}

const inEnglish = ({ path, problem }: { path: string; problem: string }) => `${path}: ${problem}`
