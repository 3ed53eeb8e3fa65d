import type { Diagnosis } from '../../doctor/diagnosis.js'
import type { Io } from '../io.js'
import { causes } from './causes.js'
import { inChinese } from './chinese.js'

/** A diagnosis in the reader’s language. */
export const inLanguage = ({ language }: Pick<Io, 'language'>, found: Diagnosis): Diagnosis =>
  language === 'zh' ? diagnosisInChinese(found) : found

/** The words of the page, and the facts of this case behind them. */
function diagnosisInChinese({ cause, evidence, problem, next }: Diagnosis): Diagnosis {
  if (cause === 'told') return { cause, evidence, problem: inChinese(problem), next: inChinese(next) }
  const [meaning, advice] = causes[cause]
  const { key, expected, account, hash, changes, difference, secondsAgo } = evidence
  const facts = [
    key !== undefined && `签名所用：${key}`,
    expected !== undefined && expected !== key && `应为：${expected}`,
    account !== undefined && `商户配置：${account}`,
    hash !== undefined && `摘要：${hash}`,
    changes !== undefined && changes.length > 0 && `差别：${changes.map(inChinese).join('、')}`,
    difference &&
      `第 ${difference.at} 个字符起，签名时是 ${JSON.stringify(difference.signed)}，现在是 ${JSON.stringify(difference.came)}`,
    secondsAgo !== undefined && `相差 ${Math.round(Math.abs(secondsAgo))} 秒`,
  ].filter((fact) => typeof fact === 'string')
  return { cause, problem: `${[meaning, ...facts].join('；')}。`, next: `${advice}。`, evidence }
}
