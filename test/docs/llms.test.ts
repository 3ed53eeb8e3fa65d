import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { isChinese, pages, root } from './pages.js'

// The index of the pages for machines (llmstxt.org): each with its title. WRITE_DOCS=1 writes it.

it('docs/llms.txt names every page, with its title', () => {
  const path = join(root, 'docs/llms.txt')
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { description: string }
  const english = pages.filter((page) => !isChinese(page))
  const wanted = [
    '# shroff',
    `> ${manifest.description}`,
    '## English',
    english.map(lineOf).join('\n'),
    '## 中文',
    pages.filter(isChinese).map(lineOf).join('\n'),
    '',
  ].join('\n\n')
  if (process.env.WRITE_DOCS) writeFileSync(path, wanted)
  else expect(readFileSync(path, 'utf8'), 'WRITE_DOCS=1 writes it').toBe(wanted)
})

function lineOf(page: string): string {
  const text = readFileSync(join(root, page), 'utf8')
  const [, title = page] = /^# (.+)$/m.exec(text) ?? []
  const path = page === 'README.md' ? '../README.md' : page.replace('docs/', '')
  return `- [${title}](${path})`
}
