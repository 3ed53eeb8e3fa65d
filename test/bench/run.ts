/**
 * `npm run bench`: builds the package, installs the peers in a folder of their own, runs each job in a process of its own
 * and writes docs/benchmarks.md and its Chinese twin. `npm run bench -- <job>…` runs only those and prints them. Each job's result is
 * kept until another commit is measured: `npm run bench -- --continue` writes the pages of them, and runs only what is missing.
 */
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
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
  'yeepay-notice',
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
const given = process.argv.slice(2)
const goesOn = given.includes('--continue')
const asked = given.filter((name) => name !== '--continue')
const unknown = asked.find((name) => !jobs.includes(name))
if (unknown) throw new Error(`There is no job ${unknown}; there are ${jobs.join(', ')}.`)
const chosen = asked.length > 0 ? asked : jobs

// Declarations take most of the time of a build, and only what is installed is measured with them.
const flags = chosen.includes('sizes') ? [] : ['--no-dts']
execFileSync(process.execPath, ['.ci/build.mjs', ...flags], { cwd: root, stdio: 'inherit' })
const folder = await prepareFolder()
const commit = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim()
const kept = join(folder, 'results', commit)
mkdirSync(kept, { recursive: true })

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
  const file = join(kept, `${job}.json`)
  const isKnown = goesOn && existsSync(file)
  const result: Result = isKnown ? JSON.parse(readFileSync(file, 'utf8')) : await run(job)
  writeFileSync(file, JSON.stringify(result))
  results.push(result)
  console.log(`${section(result)}\n`)
}
console.log(summary(results))
if (asked.length === 0) {
  const english = page(results, folder)
  writeFileSync(join(root, 'docs/benchmarks.md'), english)
  writeFileSync(join(root, 'docs/zh/benchmarks.md'), inChinese(english))
}
