import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { markdownOf, refusals } from './refusals.js'

// The tables of docs/errors.md are the rows of the source. WRITE_DOCS=1 writes them.

const path = new URL('../../docs/errors.md', import.meta.url)

describe.each(Object.entries(refusals))('the table of %s', (name, tables) => {
  it('is what the rows say', () => {
    const page = readFileSync(path, 'utf8')
    const [begin, end] = [`<!-- rows: ${name} -->\n`, '\n<!-- end of rows -->']
    const from = page.indexOf(begin) + begin.length
    const until = page.indexOf(end, from)
    expect(from).toBeGreaterThan(begin.length)
    if (process.env.WRITE_DOCS) writeFileSync(path, page.slice(0, from) + markdownOf(tables) + page.slice(until))
    else expect(page.slice(from, until)).toBe(markdownOf(tables))
  })

  it('has each code of an action once, and none with a prefix', () => {
    for (const [action, rows] of Object.entries(tables)) {
      const codes = rows.flatMap(([joined]) => joined.toLowerCase().split(' '))
      // The first row decides, so that a charge can put its own before those of placing an order.
      const known = /or `face`$|^any$/.test(action) ? [...new Set(codes)] : codes
      expect({ action, codes: known }).toEqual({ action, codes: [...new Set(codes)] })
      for (const code of codes) expect(code).toMatch(/^[a-z0-9_-]+$/)
    }
  })
})
