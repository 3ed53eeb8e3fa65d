import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { project } from './project.js'

const shop = project('typescript')

// Every subpath there is, so that each declaration is read. Those of msw are for ES modules.
const { exports } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'))
for (const [ending, without] of [
  ['mts', ['./package.json']],
  ['cts', ['./package.json', './mock/msw', './checkout/mock']],
] as const) {
  const subpaths = Object.keys(exports).filter((subpath) => !without.some((name) => name === subpath))
  const lines = subpaths.map((subpath, index) => `export * as subpath${index} from 'shroff${subpath.slice(1)}'\n`)
  writeFileSync(join(shop.folder, `every-subpath.${ending}`), lines.join(''))
}

describe(`TypeScript ${shop.version('typescript')}`, () => {
  it.each(['bundler', 'nodenext', 'node-types', 'worker-types'])('compiles with tsconfig.%s.json', async (script) => {
    expect(await shop.run(script)).toBe('')
  })

  it('compiles with tsconfig.node16.json to programs that take payments', async () => {
    expect((await shop.run('node16')).split('\n')).toEqual([
      'fetch payment.paid 2500',
      'fetch SIGNATURE_INVALID',
      'http payment.paid 2500',
      'http SIGNATURE_INVALID',
      'node payment.paid 2500',
      'node SIGNATURE_INVALID',
      'alipay payment.paid 2500',
      'alipay SIGNATURE_INVALID',
    ])
  })
})

describe.each(['oldest', 'newest'])('TypeScript, the %s', (age) => {
  it(`${shop.version(`typescript-${age}`)}, compiles with tsconfig.nodenext.json`, async () => {
    expect(await shop.run(age)).toBe('')
  })
})
