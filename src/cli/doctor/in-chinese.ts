import type { Diagnosis } from '../../doctor/diagnosis.js'
import { causesZh } from './causes-zh.js'

/** A diagnosis in Chinese: the words of the page, and the facts of this case behind them. What an error says itself stays as it is. */
export function inChinese({ cause, evidence, ...rest }: Diagnosis): Diagnosis {
  if (cause === 'told') return { cause, evidence, ...rest }
  const [meaning, next] = causesZh[cause]
  const { key, expected, account, hash, changes, difference, secondsAgo } = evidence
  const facts = [
    key !== undefined && `签名所用：${key}`,
    expected !== undefined && expected !== key && `应为：${expected}`,
    account !== undefined && `账户：${account}`,
    hash !== undefined && `摘要：${hash}`,
    changes !== undefined && changes.length > 0 && `差别：${changes.join('、')}`,
    difference &&
      `第 ${difference.at} 个字符起，签名时是 ${JSON.stringify(difference.signed)}，现在是 ${JSON.stringify(difference.came)}`,
    secondsAgo !== undefined && `相差 ${Math.round(Math.abs(secondsAgo))} 秒`,
  ].filter((fact) => typeof fact === 'string')
  const problem = [meaning, ...facts].join('；')
  return { cause, problem: `${problem}。`, next: `${next}。`, evidence }
}
