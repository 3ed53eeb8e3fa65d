import { readFileSync, writeFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Member, typesOf } from './members.js'
import { providers, toldElsewhere } from './providers.js'
import { en, zh } from './table-words.js'
import { kinds, markdownOf, type Tables, tablesOf } from './tables.js'

// The tables of parameters and members on the providers' pages are the types, their comments and the schemas' limits.
// WRITE_DOCS=1 writes them. A member without a text, in either language, fails. How a provider joins: providers.ts.

describe.each(providers)('$name', (provider) => {
  const { name, page } = provider
  let tables: Tables
  beforeAll(() => {
    tables = tablesOf(provider)
  }, 60_000)

  const pages = [
    ['docs', en],
    ['docs/zh', zh],
  ] as const
  const shown = kinds.filter((kind) => kind !== 'mock' || provider.mock)
  it.each(pages.flatMap(([folder, language]) => shown.map((kind) => ({ folder, kind, language }))))(
    '$folder has the $kind as the source has them',
    ({ folder, kind, language }) => {
      const path = new URL(`../../${folder}/${page}.md`, import.meta.url)
      const text = readFileSync(path, 'utf8')
      const [begin, end] = [`<!-- ${kind}: ${name} -->\n`, `\n<!-- end of ${kind} -->`]
      const from = text.indexOf(begin) + begin.length
      // The two lines may stand close together at first.
      const until = text.indexOf(end, from - 1)
      expect(from).toBeGreaterThan(begin.length)
      // Without its end a table would be written over all that follows it.
      expect(until, `the end of ${kind}`).toBeGreaterThanOrEqual(from - 1)
      const wanted = markdownOf(provider, tables, kind, language)
      if (process.env.WRITE_DOCS) writeFileSync(path, text.slice(0, from) + wanted + text.slice(until))
      else expect(text.slice(from, until), 'WRITE_DOCS=1 writes it').toBe(wanted)
    },
  )

  it('has a table for each result', () => {
    const namesOf = (members: Tables['members']) => new Map([...members].map(([type, of]) => [type, topOf(of)]))
    const told = namesOf(tables.members)
    const results = namesOf(
      typesOf(provider.entry, (exported) => exported.filter((name) => /^[A-Z].*Result$/.test(name))),
    )
    expect(results.size).toBeGreaterThan(3)
    // One may be told under another name: `GetPaymentResult` is an `AntomPayment`.
    const untold = [...results].filter(([type, names]) => !told.has(type) && ![...told.values()].includes(names))
    expect(untold.map(([type]) => type).filter((type) => !toldElsewhere.includes(type))).toEqual([])
  })

  it('has a Chinese text for nothing that is not there', () => {
    const paths = kinds
      .flatMap((kind) => [...tables[kind]])
      .flatMap(([table, members]) => members.flatMap(({ path }) => [path, `${table}.${path}`]))
    expect(Object.keys(provider.zh).filter((key) => !paths.includes(key))).toEqual([])
  })
})

const topOf = (members: readonly Member[]) =>
  members
    .map(({ path }) => path)
    .filter((path) => !/[.[]/.test(path))
    .sort()
    .join()
