import { inChinese } from './chinese/chinese.js'

export type Language = 'en' | 'zh'

/** The same in both languages. A command has a table of its own beside it. */
export type Text = Readonly<Record<Language, string>>

/** A text of the library’s own is English: its Chinese is looked up in one table. */
export function say({ language }: { readonly language: Language }, text: Text | string): string {
  if (typeof text !== 'string') return text[language]
  return language === 'zh' ? inChinese(text) : text
}

/** A page of the docs that come with the package. */
export const pageOf = ({ language }: { readonly language: Language }, page: string): string =>
  language === 'zh' ? `docs/zh/${page}` : `docs/${page}`

/** A name, what it is beside, and what is said of it, with the marks of the language. */
export function line(io: { readonly language: Language }, name: Text | string, text: string, aside?: string): string {
  const [open, close, colon] = io.language === 'zh' ? ['（', '）', '：'] : [' (', ')', ': ']
  return `${say(io, name)}${aside === undefined ? '' : open + aside + close}${colon}${text}`
}

/** With blanks behind it up to this width: a Chinese letter is as wide as two others. */
export const padded = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(1, width - text.length - (text.match(/[\u4e00-\u9fff]/g)?.length ?? 0)))

/** What `--lang` says, whether or not it is a language. */
export function askedLanguage(parameters: readonly string[]): string | undefined {
  const place = parameters.findIndex((one) => /^--lang(=|$)/.test(one))
  return place < 0 ? undefined : (parameters[place]!.split('=')[1] ?? parameters[place + 1])
}

/** By `--lang`, else as the terminal is set, else as the machine is. */
export function languageOf(
  parameters: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  machine = Intl.DateTimeFormat().resolvedOptions().locale,
): Language {
  const set = askedLanguage(parameters) || env.LC_ALL || env.LC_MESSAGES || env.LANG || machine
  return /^zh/i.test(set) ? 'zh' : 'en'
}

/** What the parser of parameters says by itself. */
export const headings: Readonly<Record<string, string>> = {
  'Usage:': '用法：',
  'Arguments:': '参数：',
  'Options:': '选项：',
  'Global Options:': '通用选项：',
  'Commands:': '命令：',
}

export const texts = {
  shroff: {
    en: 'Payment gateways of China on your machine: a mock gateway for any language, and tools that explain what fails.',
    zh: '在本机上运行国内支付网关：适用于任何语言的模拟网关，以及能说清失败原因的工具。',
  },
  help: { en: 'show this help', zh: '显示帮助' },
  helpCommand: { en: 'show the help of a command', zh: '显示某个命令的帮助' },
  version: { en: 'show the version', zh: '显示版本' },
  lang: {
    en: 'language of what is said: en or zh (default: as the terminal is set)',
    zh: '输出语言：en 或 zh（默认按终端设置）',
  },
  json: { en: 'print one JSON document, for programs', zh: '输出一个 JSON 文档，供程序读取' },
  examples: { en: 'Examples:', zh: '示例：' },
  noLanguage: { en: '--lang is en or zh', zh: '--lang 只能是 en 或 zh' },
  noCommand: { en: 'name a command; `shroff --help` lists them', zh: '请指定命令；`shroff --help` 列出全部命令' },
  refused: { en: 'the machine refuses', zh: '系统拒绝' },
  fault: {
    en: 'this is a fault of shroff, not yours; please report it with the command and this line',
    zh: '这是 shroff 自身的缺陷，与你的操作无关；请附上命令和本行内容反馈',
  },
} satisfies Record<string, Text>

/** By the parser’s own code of each mistake; `{}` stands for what was given. */
export const mistakes: Readonly<Record<string, string>> = {
  'commander.unknownOption': '没有选项 {}',
  'commander.unknownCommand': '没有命令 {}',
  'commander.missingArgument': '缺少参数 {}',
  'commander.optionMissingArgument': '选项 {} 需要一个值',
  'commander.missingMandatoryOptionValue': '缺少必填选项 {}',
  'commander.conflictingOption': '选项 {} 不能同时使用',
  'commander.excessArguments': '参数过多',
  'commander.invalidArgument': '{} 的值不正确',
}
