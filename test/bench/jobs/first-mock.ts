import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { median } from '../measure.js'
import { report } from '../result.js'

const mocks = {
  'WeChat Pay': ['wechatpay', 'mockWechatpay'],
  Alipay: ['alipay', 'mockAlipay'],
} as const

const folder = join(process.cwd(), 'first-mock')
mkdirSync(folder, { recursive: true })

/** Milliseconds of the first start in a process, without the import, which is measured by itself. */
function starts([provider, mock]: readonly [string, string]): number[] {
  const file = join(folder, `${provider}.mjs`)
  writeFileSync(
    file,
    `import { createMockGateway } from 'shroff/mock'
import { ${mock} } from 'shroff/${provider}/mock'
const start = performance.now()
await createMockGateway({ providers: [${mock}()] })
console.log(performance.now() - start)
`,
  )
  return Array.from({ length: 21 }, () => {
    const { status, stdout } = spawnSync(process.execPath, [file], { encoding: 'utf8' })
    if (status !== 0) throw new Error(`the mock of ${provider} does not start`)
    return Number(stdout)
  }).slice(1)
}

const measured = Object.entries(mocks).map(([name, mock]) => ({ name, milliseconds: starts(mock) }))
const slowest = Math.max(...measured.map(({ milliseconds }) => median(milliseconds)))
report({
  title: 'The first mock of a process',
  text: 'What each file of tests pays once: `createMockGateway` in a fresh process, with the keys that ship. 20 starts.',
  tables: [
    {
      columns: ['', 'ms'],
      rows: measured.map(({ name, milliseconds }) => [name, median(milliseconds).toFixed(1)]),
    },
  ],
  goals: [
    {
      job: 'first mock in a fresh process',
      goal: '≤ 50 ms',
      figure: `${slowest.toFixed(0)} ms`,
      met: slowest <= 50,
    },
  ],
})
