import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { typesOf } from './members.js'
import { root } from './pages.js'
import { providers } from './providers.js'

// The reference as `npm run docs` has built it: what TypeDoc only links, .ci/reference.mjs writes out.

const folder = join(root, 'docs/reference')

/** First cells of the rows of a page's tables, and what stands in the row beside. */
function rowsOf(page: string): ReadonlyMap<string, readonly string[]> {
  const rows = readFileSync(join(folder, page), 'utf8').split('<tr>').slice(1)
  const cells = rows.map((row) =>
    [...row.matchAll(/<td>(.*?)<\/td>/gs)].map(([, cell]) => cell!.replace(/<[^>]*>/g, '')),
  )
  return new Map(cells.filter((cell) => cell.length === 4).map(([name, ...rest]) => [name!, rest]))
}

it.each(providers.filter(({ page, name, module }) => page === name && 'createPayment' in module))(
  'createPayment of $name says each parameter, by channel, and what it may be',
  ({ name, entry }) => {
    const members = typesOf(entry, () => ['CreatePaymentParameters']).get('CreatePaymentParameters')!
    const paths = members.map(({ path }) => path).sort()
    // Where there are several channels one is by a payer's code; with one it is one object, whose members TypeDoc shows itself.
    const hasChannels = !['xrpl', 'circle', 'baidu'].includes(name)
    expect(paths).toEqual(expect.arrayContaining(['amount', 'channel', 'orderId']))
    expect(paths.includes('payerCode')).toBe(hasChannels)
    for (const page of [
      `functions/shroff_${name}.createPayment.html`,
      ...(hasChannels ? [`types/shroff_${name}.CreatePaymentParameters.html`] : []),
    ]) {
      const rows = rowsOf(page)
      expect([...rows.keys()].sort(), page).toEqual(paths)
      expect([...rows.values()].flat(), page).not.toContain('')
      if (!hasChannels) continue
      expect(rows.get('payerCode')![0], page).toMatch(/^barcode(, face)?: yes$/)
      expect(rows.get('description')![1], page).toMatch(/^1 to \d+ characters/)
    }
  },
)
