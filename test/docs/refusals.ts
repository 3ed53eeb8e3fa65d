import * as alipay from '../../src/alipay/refusals.js'
import * as alipayFunds from '../../src/alipay/refusals-funds.js'
import * as alipayGateway from '../../src/alipay/refusals-gateway.js'
import * as antom from '../../src/antom/refusals.js'
import * as baidu from '../../src/baidu/refusals.js'
import * as circle from '../../src/circle/refusals.js'
import type { Refusal } from '../../src/core/refusals.js'
import * as lakala from '../../src/lakala/refusals.js'
import * as qqpay from '../../src/qqpay/refusals.js'
import * as ripplePayments from '../../src/ripple-payments/refusals.js'
import * as unionpay from '../../src/unionpay/refusals.js'
import * as wechatpayAny from '../../src/wechatpay/errors.js'
import * as wechatpay from '../../src/wechatpay/refusals.js'
import * as wechatpayV2 from '../../src/wechatpay/v2/errors.js'
import * as xrpl from '../../src/xrpl/refusals.js'
import * as yeepay from '../../src/yeepay/refusals.js'

/** The rows of the source by action, and as the tables that docs/runbook.md has. */
export type Tables = Readonly<Record<string, readonly Refusal[]>>

/** The constants of these modules that are named after an action: `createPaymentRefusals`. */
function tablesOf(modules: object[], names: Readonly<Record<string, string>> = {}): Tables {
  const tables: Record<string, readonly Refusal[]> = {}
  for (const [constant, rows] of modules.flatMap((module) => Object.entries(module))) {
    if (!constant.endsWith('Refusals')) continue
    const action = constant.replace(/Refusals$/, '')
    const name = names[action] ?? action
    // Two constants of one name are one table: what holds for every action comes in two.
    tables[name] = [...(tables[name] ?? []), ...((typeof rows === 'function' ? rows() : rows) as readonly Refusal[])]
  }
  return tables
}

const charge = 'createPayment of a `barcode`'
export const refusals = {
  wechatpay: tablesOf([wechatpayAny, wechatpay], { charge }),
  wechatpayV2: tablesOf([wechatpayV2], { createPayment: charge }),
  alipay: tablesOf([alipayGateway, alipay, alipayFunds], { charge: `${charge} or \`face\``, code: 'any' }),
  antom: tablesOf([antom], {
    charge: `${charge} or under an agreement`,
    gateway: 'any',
    agreement: 'acceptAgreement, endAgreement',
  }),
  unionpay: tablesOf([unionpay]),
  circle: tablesOf([circle]),
  qqpay: tablesOf([qqpay], { charge }),
  baidu: tablesOf([baidu]),
  'ripple-payments': tablesOf([ripplePayments]),
  lakala: tablesOf([lakala], { gateway: 'any' }),
  yeepay: tablesOf([yeepay], { charge }),
  xrpl: tablesOf([xrpl]),
}

/** Rows that no caller sees as an error: a day without payments is an empty statement. */
const noError = ['NO_STATEMENT_EXIST', 'NO_BILL_DATA']

const words = {
  en: { head: '| action | provider code | `code` | outcome |', and: ', ', nameOf: (action: string) => action },
  zh: {
    head: '| 方法 | 平台错误码 | `code` | outcome |',
    and: '、',
    nameOf: (action: string) =>
      action
        .replace(/^any$/, '所有方法')
        .replace(/ of a (.*)$/, '（$1）')
        .replace(/ or under an agreement/, '、协议扣款')
        .replace(/ or |, /, '、'),
  },
}

/** One line for each meaning of an action; actions that have the same one share it. */
export function markdownOf(tables: Tables, language: keyof typeof words): string {
  const { head, and, nameOf } = words[language]
  const lines = new Map<string, string[]>()
  for (const [action, rows] of Object.entries(tables)) {
    const meanings = new Map<string, string[]>()
    for (const [codes, code, outcome] of rows) {
      const shown = codes.split(' ').filter((name) => !noError.includes(name))
      if (shown.length === 0) continue
      const meaning = `\`${code}\` | ${outcome}`
      meanings.set(meaning, [...(meanings.get(meaning) ?? []), ...shown])
    }
    for (const [meaning, codes] of meanings) {
      const line = `${[...new Set(codes)].map((name) => `\`${name}\``).join(' ')} | ${meaning}`
      lines.set(line, [...(lines.get(line) ?? []), action])
    }
  }
  const rows = [...lines].map(([line, actions]) => `| ${actions.map(nameOf).join(and)} | ${line} |`)
  return [head, '| --- | --- | --- | --- |', ...rows].join('\n')
}
