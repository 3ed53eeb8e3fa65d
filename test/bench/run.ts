/**
 * `npm run bench`: builds the package, installs the peers in a folder of their own, runs each job in a process of its own
 * and writes docs/benchmarks.md and its Chinese twin. `npm run bench -- <job>…` runs only those and prints them.
 */
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { prepareFolder, root } from './folder.js'
import { page, section, summary } from './page.js'
import { inChinese } from './page-zh.js'
import type { Result } from './result.js'
import { measureSizes } from './sizes.js'

const jobs = [
  'wechatpay-webhook',
  'alipay-webhook',
  'antom',
  'unionpay',
  'webhook-handler',
  'sign',
  'create',
  'in-flight',
  'qr',
  'mock',
  'first-mock',
  'import',
  'memory',
  'reconcile',
  'sizes',
]
const asked = process.argv.slice(2)
const unknown = asked.find((name) => !jobs.includes(name))
if (unknown) throw new Error(`There is no job ${unknown}; there are ${jobs.join(', ')}.`)
const chosen = asked.length > 0 ? asked : jobs

// Declarations take most of the time of a build, and only what is installed is measured with them.
const flags = chosen.includes('sizes') ? [] : ['--no-dts']
execFileSync(process.execPath, ['.ci/build.mjs', ...flags], { cwd: root, stdio: 'inherit' })
const folder = await prepareFolder()

async function run(job: string): Promise<Result> {
  if (job === 'sizes') return measureSizes(folder)
  const child = spawn(process.execPath, ['--expose-gc', join(folder, `${job}.js`)], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')])
  if (code !== 0) throw new Error(`${job} failed`)
  return JSON.parse(output) as Result
}

const results: Result[] = []
for (const job of chosen) {
  const result = await run(job)
  results.push(result)
  console.log(`${section(result)}\n`)
}
console.log(summary(results))
if (asked.length === 0) {
  const english = page(results, folder)
  writeFileSync(join(root, 'docs/benchmarks.md'), english)
  writeFileSync(join(root, 'docs/zh/benchmarks.md'), inChinese(english))
}
