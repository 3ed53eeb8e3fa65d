import { readFileSync } from 'node:fs'
import { postgresTable } from 'shroff/store/postgres'
import { sqliteTable } from 'shroff/store/sqlite'
import { expect, it } from 'vitest'

it.each(['docs/stores.md', 'docs/zh/stores.md'])('%s has the tables as they are', (page) => {
  const text = readFileSync(new URL(`../../${page}`, import.meta.url), 'utf8')
  const statements = [...text.matchAll(/^```sql\n(create .*?)\n```$/gms)].map(([, statement]) => statement)
  expect(statements).toEqual([postgresTable, sqliteTable])
})
