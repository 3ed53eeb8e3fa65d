import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { causes as causesZh } from '../../src/cli/chinese/causes.js'
import { type Cause, causes } from '../../src/doctor/causes.js'
import { planted } from '../doctor/planted/all.js'

// The tables of the doctor's page, in both languages, are its causes and what the tests plant. WRITE_DOCS=1 writes them.

type Language = 'en' | 'zh'
const words = {
  en: {
    page: 'docs/doctor.md',
    causes: '| `cause` | what it means | what to do |',
    mistakes: '| message | mistake | `cause` |',
    providers: {
      wechatpay: 'WeChat Pay',
      alipay: 'Alipay',
      antom: 'Antom',
      unionpay: 'UnionPay',
      lakala: 'Lakala',
      qqpay: 'QQ Wallet',
      yeepay: 'YeePay',
      baidu: 'Baidu',
    },
    messages: { notification: 'notification', answer: 'answer', request: 'request' },
  },
  zh: {
    page: 'docs/zh/doctor.md',
    causes: '| `cause` | 意思 | 怎么办 |',
    mistakes: '| 报文 | 犯的错 | `cause` |',
    providers: {
      wechatpay: '微信支付',
      alipay: '支付宝',
      antom: 'Antom',
      unionpay: '银联',
      lakala: '拉卡拉',
      qqpay: 'QQ 钱包',
      yeepay: '易宝支付',
      baidu: '百度收银台',
    },
    messages: { notification: '回调', answer: '应答', request: '请求' },
  },
} as const
const names = Object.keys(causes) as Cause[]
const cell = (text: string) => text.replaceAll('|', '\\|').replace(/</g, '&lt;')
/** The facts of a case stand where they are told. */
const general = (text: string) =>
  text === '{told}' ? 'The error says itself what there is to say.' : text.replace(/\{\w+\}/g, '…').replace(/….$/, '…')

function causesOf(language: Language): string {
  const rows = names.map((name) => {
    const [meaning, next] = language === 'en' ? causes[name] : causesZh[name]
    return `| \`${name}\` | ${cell(general(meaning))} | ${cell(general(next))} |`
  })
  return [words[language].causes, '| --- | --- | --- |', ...rows].join('\n')
}

function mistakesOf(language: Language): string {
  const { mistakes, providers, messages } = words[language]
  return Object.entries(providers)
    .map(([provider, title]) => {
      const rows = planted
        .filter((each) => each.provider === provider && each.cause !== 'right')
        .map(
          (each) =>
            `| ${messages[each.message]} | ${cell(language === 'en' ? each.mistake : each.zh)} | \`${each.cause}\` |`,
        )
      // As trees.test.ts wants it above a Chinese heading.
      const english = words.en.providers[provider as keyof typeof words.en.providers]
      const anchor = english === title ? '' : `<a id="${english.toLowerCase().replace(' ', '-')}"></a>\n\n`
      return `${anchor}### ${title}\n\n${[mistakes, '| --- | --- | --- |', ...rows].join('\n')}`
    })
    .join('\n\n')
}

describe.each(['en', 'zh'] as const)('the doctor’s page (%s)', (language) => {
  it.each([
    ['causes', causesOf],
    ['mistakes', mistakesOf],
  ] as const)('has the %s as they are', (kind, tableOf) => {
    const path = new URL(`../../${words[language].page}`, import.meta.url)
    const page = readFileSync(path, 'utf8')
    const [begin, end] = [`<!-- ${kind} -->\n`, `<!-- end of ${kind} -->`]
    const [from, until] = [page.indexOf(begin) + begin.length, page.indexOf(end)]
    expect(until, `the places of ${kind}`).toBeGreaterThanOrEqual(from)
    const wanted = `${tableOf(language)}\n`
    if (process.env.WRITE_DOCS) writeFileSync(path, page.slice(0, from) + wanted + page.slice(until))
    else expect(page.slice(from, until), 'WRITE_DOCS=1 writes it').toBe(wanted)
  })
})

it('each cause is planted at least once, or is named here with its reason', () => {
  const found = new Set(planted.map(({ cause }) => cause))
  // `told` is what an error says of itself; what long messages leave is in evidence.test.ts, and many of them in yeepay-notices.test.ts.
  expect(names.filter((name) => !found.has(name))).toEqual(['told', 'text-not-kept', 'opened-enough'])
})
