import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { bare, root } from './pages.js'

// The blocks of JavaScript that other stages run as they stand, with the programs that they are for: docs/webhooks.md by
// `npm run test:quickstarts`, docs/stores.md, docs/statements.md and
// docs/production.md by `npm run test:stores`. The Chinese page has the same.

const recipes = (page: string) =>
  [...readFileSync(join(root, page), 'utf8').matchAll(/^```(?:js|typescript)\n(.*?)^```$/gms)].map(([, code]) =>
    bare(code!),
  )

it.each(['webhooks', 'stores', 'statements', 'production'])(
  'docs/zh/%s.md has the recipes of the English page',
  (page) => {
    const english = recipes(`docs/${page}.md`)
    expect(english.length).toBeGreaterThan(0)
    expect(recipes(`docs/zh/${page}.md`)).toEqual(english)
  },
)

it('docs/zh/statements.md has the SQL of the English page', () => {
  const sql = (page: string) => readFileSync(join(root, page), 'utf8').match(/^```sql\n.*?^```$/gms)
  expect(sql('docs/statements.md')).toHaveLength(2)
  expect(sql('docs/zh/statements.md')).toEqual(sql('docs/statements.md'))
})
