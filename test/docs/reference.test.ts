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
    // Nobody is billed through a gateway where tokens are sent to an address.
    const isBilled = name !== 'xrpl' && name !== 'circle'
    const billed = isBilled ? ['description', 'payerCode'] : [name === 'xrpl' ? 'tag' : 'chain']
    expect(paths).toEqual(expect.arrayContaining(['amount', 'channel', 'orderId', ...billed]))
    for (const page of [
      `functions/shroff_${name}.createPayment.html`,
      // With one channel it is one object, whose members TypeDoc shows itself.
      ...(isBilled ? [`types/shroff_${name}.CreatePaymentParameters.html`] : []),
    ]) {
      const rows = rowsOf(page)
      expect([...rows.keys()].sort(), page).toEqual(paths)
      expect([...rows.values()].flat(), page).not.toContain('')
      if (!isBilled) continue
      expect(rows.get('payerCode')![0], page).toMatch(/^barcode(, face)?: yes$/)
      expect(rows.get('description')![1], page).toMatch(/^1 to \d+ characters/)
    }
  },
)
