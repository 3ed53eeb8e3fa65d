import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { bare, root } from './pages.js'

// docs/quickstarts.md shows each file of examples/quickstarts below a link to it: in English as it stands, in Chinese with the
// comments translated. What runs there is `npm run test:quickstarts`. WRITE_DOCS=1 writes the English ones.

const english = 'docs/quickstarts.md'
const chinese = 'docs/zh/quickstarts.md'
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const folder = 'examples/quickstarts/'
const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => /\.\w+$/.test(name))

const block = /(?<=^\[`([^`]+)`\]\(([^)]+)\)\n\n```\w+\n).*?(?=^```$)/gms
const shown = (page: string) =>
  Array.from(read(page).matchAll(block), ([code, file, link]) => ({ code, file: file!, link: link! }))

it('the English page shows every quickstart as it stands', () => {
  if (process.env.WRITE_DOCS)
    writeFileSync(
      join(root, english),
      read(english).replace(block, (_, file) => read(folder + file)),
    )
  const blocks = shown(english)
  expect(blocks.map(({ file }) => file).sort()).toEqual([...files].sort())
  for (const { code, file, link } of blocks) {
    expect(link).toBe(`../${folder}${file}`)
    expect(code, `${file}: WRITE_DOCS=1 writes it`).toBe(read(folder + file))
  }
})

it('the Chinese page shows the same code in the same order', () => {
  const blocks = shown(chinese)
  expect(blocks.map(({ file }) => file)).toEqual(shown(english).map(({ file }) => file))
  for (const { code, file, link } of blocks) {
    expect(link).toBe(`../../${folder}${file}`)
    expect(bare(code), file).toBe(bare(read(folder + file)))
  }
})

it.each([english, chinese])('%s names every version that test/quickstarts pins', (page) => {
  const { dependencies } = JSON.parse(read('test/quickstarts/package.json')) as { dependencies: Record<string, string> }
  const [, workerd] = /bring\('workerd', '([\d.]+)'\)/.exec(read('test/runtimes/bring.ts'))!
  const wanted = [
    // A second version of a package has another name there: `npm:h3@1.15.11`.
    ...Object.entries(dependencies).map(([name, version]) => `\`${version.split('npm:')[1] ?? `${name}@${version}`}\``),
    `workerd ${workerd}`,
  ]
  expect(wanted.filter((name) => !read(page).includes(name))).toEqual([])
})
