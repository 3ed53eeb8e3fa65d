import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))

/** Every page by its path in the project, English and Chinese. The reference is generated, and so has no twin. */
export const pages: readonly string[] = [
  'README.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .map((name) => `docs/${name.replaceAll('\\', '/')}`)
    .filter((name) => name.endsWith('.md') && !name.startsWith('docs/reference/')),
].sort()

export const isChinese = (page: string) => page.startsWith('docs/zh/')
/** Where the same page stands in the other language. */
export const twinOf = (page: string) => {
  if (page === 'README.md') return 'docs/zh/README.md'
  return page.replace('docs/', 'docs/zh/')
}

export type Heading = { readonly level: number; readonly slug: string; readonly ids: readonly string[] }

export type Page = {
  readonly headings: readonly Heading[]
  /** The rows of each table, its head among them. */
  readonly tables: readonly number[]
  /** The code of each block of TypeScript. */
  readonly code: readonly string[]
  /** Everything that a link to this page may end in. */
  readonly anchors: ReadonlySet<string>
  readonly links: readonly string[]
}

export const readPage = (page: string): Page => parsePage(readFileSync(join(root, page), 'utf8'))

export function parsePage(text: string): Page {
  const code = [...text.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, inside]) => inside!)
  const lines = text.replace(/^(```+|~~~+).*?^\1$/gms, '').split('\n')
  const headings: Heading[] = []
  const tables: number[] = []
  const anchors = new Set<string>()
  const seen = new Map<string, number>()
  let ids: string[] = []
  let inTable = false
  for (const line of lines) {
    const named = [...line.matchAll(/<a id="([^"]+)"><\/a>/g)].map(([, id]) => id!)
    ids.push(...named)
    const [, marks, title] = /^(#{1,6}) (.+)$/.exec(line) ?? []
    if (marks && title) {
      const plain = slugOf(title)
      const count = seen.get(plain) ?? 0
      seen.set(plain, count + 1)
      const slug = count === 0 ? plain : `${plain}-${count}`
      headings.push({ level: marks.length, slug, ids })
      for (const anchor of [slug, ...ids]) anchors.add(anchor)
    }
    for (const id of named) anchors.add(id)
    if (line.trim() !== '' && named.length === 0) ids = []
    const isRow = line.startsWith('|')
    if (isRow && !inTable) tables.push(0)
    if (isRow) tables.push(tables.pop()! + 1)
    inTable = isRow
  }
  const links = [...lines.join('\n').matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target!)
  return { headings, tables, code, anchors, links }
}

/** Without comments and without the words in texts, which are goods and messages. */
export const bare = (code: string) =>
  code
    .replace(/(^|\s)\/\/.*$/gm, '')
    .replace(/\/\*.*?\*\//gs, '')
    .replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g, "''")
    .replace(/`[^`]*`/g, (text) => (text.match(/\$\{[^}]*\}/g) ?? []).join(''))
    .replace(/\s+/g, ' ')

/** As GitHub makes the anchor of a heading: small letters, blanks to hyphens, and nothing but letters, digits, `-` and `_`. */
const slugOf = (title: string) =>
  title
    .replace(/<[^>]*>/g, '')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-')

/** What a relative link of a page is about: a file of the project, and an anchor in it. */
export function targetOf(page: string, link: string): { file: string; anchor: string | undefined } | undefined {
  if (/^[a-z]+:/.test(link)) return undefined
  const [path = '', anchor] = link.split('#')
  return { file: path === '' ? page : posix.join(dirname(page).replaceAll('\\', '/'), path), anchor }
}

export const exists = (file: string) => existsSync(join(root, file))
