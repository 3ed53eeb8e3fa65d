import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageFolder } from '../package-folder.js'
import type { Language } from '../texts.js'

/** What the runbook says of a code. */
export type RunbookRow = { readonly money: string; readonly look: string; readonly wake: string }

/** The section of this code on the page that comes with the package; undefined for a code that there is not. */
export function readRunbook(language: Language, code: string): RunbookRow | undefined {
  const page = readFileSync(join(packageFolder(), language === 'zh' ? 'docs/zh/runbook.md' : 'docs/runbook.md'), 'utf8')
  const [, behind = ''] = page.split(`\n### ${code}\n`)
  const [section = ''] = behind.split('\n#')
  const rows = section.match(/^- \*\*.*$/gm)?.map((line) => plainOf(line.replace(/^- \*\*[^*]*\*\* ?/, '')))
  if (rows?.length !== 3) return undefined
  const [money, look, wake] = rows as [string, string, string]
  return { money, look, wake }
}

/** Of links their words. */
const plainOf = (text: string) => text.replace(/\[([^\]]+)\]\([^)]*\)/g, '$1').replaceAll('`', '')
