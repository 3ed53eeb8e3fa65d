import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { v2Error } from '../../src/alipay/errors.js'
import { fundsErrors } from '../../src/alipay/errors-funds.js'

// The table of Alipay's codes in docs/errors.md beside the source, in both directions.

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
const section = read('docs/errors.md').split("## Alipay's codes\n")[1]!.split('\n## ')[0]!
const documented = Array.from(
  section.matchAll(/^\| ([A-Za-z, ]+) \| ((?:`[\w-]+` ?)+) \| `(\w+)` \| (rejected|unknown) \|$/gm),
  ([, actions, codes, code, outcome]) => ({
    actions: actions!.split(', '),
    codes: Array.from(codes!.matchAll(/[\w-]+/g), ([name]) => name),
    code,
    outcome,
  }),
)

describe.each(documented)('$actions: $code, $outcome', ({ actions, codes, code, outcome }) => {
  it.each(codes)('%s', (name) => {
    for (const action of actions) {
      const refusals = fundsErrors[action]
      const told = { code: '40004', sub_code: `ACQ.${name}` }
      const error = v2Error(action === 'any' ? 'callProvider' : action, told, true, undefined, {
        ...(refusals && { refusals }),
      })
      expect(error).toMatchObject({ code, outcome })
    }
  })
})

it('no code of the source is left out', () => {
  const source = read('src/alipay/errors.ts') + read('src/alipay/errors-funds.ts')
  const rows = Array.from(
    source.matchAll(/\[\s*'([\w -]+)',\s*'([A-Z_]+)',\s*'(rejected|unknown)',/g),
    ([, codes, code, outcome]) => ({ codes: codes!.split(' '), code, outcome }),
  )
  expect(rows.length).toBeGreaterThan(80)
  const missing = rows.flatMap(({ codes, code, outcome }) =>
    codes.filter(
      (name) => !documented.some((row) => row.codes.includes(name) && row.code === code && row.outcome === outcome),
    ),
  )
  // This one is no refusal: a day without payments.
  expect(missing).toEqual(['NO_BILL_DATA'])
})
