import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { bare, exists, isChinese, type Page, pages, parsePage, readPage, root, targetOf, twinOf } from './pages.js'

// Each page is there in English (docs) and in Chinese (docs/zh), and the two are of one build: the same headings by level, the
// same tables by their rows, the same code but for comments and texts. A link that ends in `#anchor` works in both trees: where
// a Chinese heading has another anchor, the line above it is `<a id="anchor-of-the-english-heading"></a>`.

// WRITE_DOCS=1 writes those lines.

const english = pages.filter((page) => !isChinese(page))
const paired = english.filter((page) => pages.includes(twinOf(page)))

it('every page has its twin', () => {
  expect(english.filter((page) => !pages.includes(twinOf(page)))).toEqual([])
  expect(pages.filter((page) => isChinese(page) && !english.map(twinOf).includes(page))).toEqual([])
})

describe.each(paired)('%s and its twin', (page) => {
  it('are of one build', () => {
    if (process.env.WRITE_DOCS) writeAnchors(page)
    expect(differences(readPage(page), readPage(twinOf(page)))).toEqual([])
  })
})

it('notices what one side alone has', () => {
  const page =
    '# A page\n\n## One\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n```ts\nconst tea = call({ name: "Tea" }) // buys\n```\n'
  const twin = page
    .replace('# A page', '# 一页')
    .replace('## One', '<a id="one"></a>\n\n## 一')
    .replace('"Tea"', '"茶"')
    .replace('// buys', '// 购买')
  const found = (changed: string) => differences(parsePage(page), parsePage(changed))
  expect(found(twin)).toEqual([])
  expect(found(`${twin}\n## 二\n`)).toEqual(['headings 1 2 | 1 2 2'])
  expect(found(twin.replace('id="one"', 'id="two"'))).toEqual(['no anchor #one'])
  expect(found(twin.replace('| 1 | 2 |\n', ''))).toEqual(['tables 3 | 2'])
  expect(found(twin.replace('call(', 'send('))).toEqual(['code block 1'])
})

describe.each(pages)('%s', (page) => {
  it('has no anchor twice', () => {
    const ids = [...readFileSync(join(root, page), 'utf8').matchAll(/<a id="([^"]+)">/g)].map(([, id]) => id)
    expect(ids.filter((id, place) => ids.indexOf(id) !== place)).toEqual([])
  })

  it('has no broken link, in the project or as it is installed', () => {
    expect(readPage(page).links.flatMap((link) => broken(page, link))).toEqual([])
  })
})

it('the runbook has an anchor for every error code, in both languages', () => {
  const source = readFileSync(join(root, 'src/core/errors.ts'), 'utf8')
  const [, union] = /export type ErrorCode =\n(.*?)\n\n/s.exec(source)!
  const codes = [...union!.matchAll(/'([A-Z_]+)'/g)].map(([, code]) => code!.toLowerCase())
  expect(codes.length).toBeGreaterThan(30)
  for (const page of ['docs/runbook.md', 'docs/zh/runbook.md'])
    expect(codes.filter((code) => !readPage(page).anchors.has(code))).toEqual([])
})

function differences(one: Page, other: Page): string[] {
  const levels = ({ headings }: Page) => headings.map(({ level }) => level).join(' ')
  const unequal = (what: string, a: string, b: string) => (a === b ? [] : [`${what} ${a} | ${b}`])
  const structure = [
    ...unequal('headings', levels(one), levels(other)),
    ...unequal('tables', one.tables.join(' '), other.tables.join(' ')),
    ...unequal('blocks of code', String(one.code.length), String(other.code.length)),
  ]
  if (structure.length > 0) return structure
  return [
    ...one.headings.flatMap(({ level, slug, ids }, place) => {
      // Whoever wants the top links the page.
      if (level === 1) return []
      const { slug: theirs, ids: others } = other.headings[place]!
      return [...ids, slug].filter((id) => id !== theirs && !others.includes(id)).map((id) => `no anchor #${id}`)
    }),
    ...one.code.flatMap((code, place) => (bare(code) === bare(other.code[place]!) ? [] : [`code block ${place + 1}`])),
  ]
}

/** Above each Chinese heading the anchor of the English one, where the two have the same levels. */
function writeAnchors(page: string): void {
  const [one, other] = [readPage(page), readPage(twinOf(page))]
  if (one.headings.map(({ level }) => level).join() !== other.headings.map(({ level }) => level).join()) return
  const path = join(root, twinOf(page))
  let place = -1
  let inCode = false
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line) => {
      if (line.startsWith('```')) inCode = !inCode
      if (inCode || !/^#{1,6} /.test(line)) return [line]
      place += 1
      const { level, slug, ids } = one.headings[place]!
      const { slug: theirs, ids: others } = other.headings[place]!
      const wanted = [...ids, slug].filter((id) => level > 1 && id !== theirs && !others.includes(id))
      return [...wanted.map((id) => `<a id="${id}"></a>\n`), line]
    })
  writeFileSync(path, lines.join('\n'))
}

/** What an installed package has: `files` of package.json, and what npm always adds. Screenshots stay behind. */
const ships = (file: string) =>
  /^(docs\/(?!reference\/|images\/).*\.(md|svg|txt)|examples\/.*|README\.md|CHANGELOG\.md|LICENSE)$/.test(file)

function broken(page: string, link: string): string[] {
  const target = targetOf(page, link)
  if (!target) return []
  const { file, anchor } = target
  if (!exists(file)) return [`${link}: there is no ${file}`]
  if (ships(page) && !ships(file)) return [`${link}: ${file} is not in the package`]
  if (anchor === undefined || !file.endsWith('.md')) return []
  return readPage(file).anchors.has(anchor) ? [] : [`${link}: no such anchor`]
}
