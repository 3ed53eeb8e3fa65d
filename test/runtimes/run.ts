// Runs one suite on every runtime, against the package as it is published: built, packed, installed in a project.
// `npm run test:runtimes`
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { readGrid, readPng, svgGrid } from '../qr/decode.js'
import { type Brought, bring, bringBun, bringChromium, bringDeno, bringNode22, bringWorkerd } from './bring.js'
import { buildSuite, installPackage } from './build.js'
import { startHarness } from './harness.js'
import { type Kind, kinds } from './kinds.js'
import { judgeSm } from './second-sm.js'
import type { Report } from './suite/run.js'

// The oldest Node that is supported and the newest of each later line; the others as of one day.
const targets: [name: string, kind: Kind, bring: () => Brought][] = [
  ['Node', kinds.node, () => bring('node', '20.19.0')],
  ['Node', kinds.node, bringNode22],
  ['Node', kinds.node, () => bring('node', '24.21.0')],
  ['Deno', kinds.deno, bringDeno],
  ['Bun', kinds.bun, bringBun],
  ['workerd', kinds.workerd, bringWorkerd],
  ['Chromium', kinds.chromium, bringChromium],
]
/** A run takes seconds. One that takes this long hangs, and is ended. */
const patience = 120_000

const begun = performance.now()
const secondsSince = (time: number) => `${((performance.now() - time) / 1000).toFixed(1)} s`
const count = { passed: 0, failed: 0, skipped: 0 }
const folder = mkdtempSync(join(tmpdir(), 'shroff-suite-'))
let running: ChildProcess | undefined
process.on('exit', () => {
  if (running) end(running)
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1))

installPackage(folder)
const require = createRequire(join(folder, 'package.json'))
const harness = await startHarness({
  mock: require('shroff/mock'),
  mockServer: require('shroff/mock/server'),
  wechatpayMock: require('shroff/wechatpay/mock'),
  alipayMock: require('shroff/alipay/mock'),
})
console.log(`package built, packed and installed: ${secondsSince(begun)}`)
for (const [name, kind, bring] of targets) await runTarget(name, kind, bring)
await harness.stop()
console.log(`all runtimes: ${secondsSince(begun)}`)
console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`)
process.exitCode = count.failed > 0 ? 1 : 0

async function runTarget(name: string, kind: Kind, bring: () => Brought): Promise<void> {
  const start = performance.now()
  const brought = bring()
  if ('missing' in brought) {
    count.skipped += 1
    console.log(`${name} skipped: ${brought.missing}`)
    return
  }
  const { program, version, fresh } = brought
  if (fresh) console.log(`${name} ${version} downloaded: ${secondsSince(start)}`)
  for (const format of kind.formats) {
    const start = performance.now()
    const id = `/${name}-${version}-${format}`
    const problem = await runProgram(program, kind, format, id)
    const results = [...resultsOf(harness.report(id)), { name: 'the program runs and ends', error: problem }]
    const failures = results.filter(({ error }) => error !== undefined)
    count.passed += results.length - failures.length
    count.failed += failures.length
    const what = `${name} ${version}, ${{ esm: 'ES modules', cjs: 'CommonJS' }[format]}`
    const passed = `${results.length - failures.length} passed, ${failures.length} failed`
    console.log(`${what.padEnd(36)} ${passed}, ${secondsSince(start)}`)
    for (const { name, error } of failures)
      console.log(`  ${name}\n    ${error!.split('\n').slice(0, 12).join('\n    ')}`)
  }
}

/** Gives what went wrong with the program as a whole. */
async function runProgram(program: string, kind: Kind, format: 'esm' | 'cjs', id: string): Promise<string | undefined> {
  const file = await buildSuite(folder, kind, format, { ...kind.place, harness: harness.url, id })
  const script = readFileSync(file, 'utf8').replaceAll('</script', '<\\/script')
  harness.pages.set(id, `<!doctype html><title>shroff</title><script type="module">${script}</script>`)
  // Nothing of this machine's configuration; caches and profiles go where the suite is.
  const env = { PATH: process.env.PATH, HOME: folder, ...kind.environment }
  // A group of its own: Chromium starts more.
  const child = spawn(program, kind.parameters(file, harness.url + id), { cwd: folder, env, detached: true })
  running = child
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
  const waiting = new AbortController()
  const ends = once(child, 'close').then(([code]) => (code === 0 ? 'ended' : `ended with ${code}`))
  const reported = kind.stays ? [harness.reported().then(() => 'ended')] : []
  const late = delay(patience, 'did not end', { signal: waiting.signal }).catch(() => 'ended')
  const how = await Promise.race([ends, ...reported, late])
  waiting.abort()
  end(child)
  await ends
  if (how === 'ended' && harness.report(id)) return undefined
  return `${how}${harness.report(id) ? '' : ', and reported nothing'}\n${output.slice(-3000)}`.trim()
}

/** Ends the whole group, if it has not ended by itself. */
function end({ pid, exitCode, signalCode }: ChildProcess): void {
  if (exitCode === null && signalCode === null) process.kill(-pid!, 'SIGKILL')
}

/** What the suite says of itself, and what code of other authors makes of its QR codes and of its SM2. */
function resultsOf(report: Report | undefined): Report['results'] {
  if (!report) return []
  const read = [() => readPng(Buffer.from(report.png!, 'base64')), () => readGrid(svgGrid(report.svg!))]
  return [
    ...report.results,
    ...judgeSm(report),
    ...read.map((decode, index) => {
      const name = `a decoder of another author reads the QR code as ${['PNG', 'SVG'][index]}`
      try {
        const content = decode()
        return content === report.content ? { name } : { name, error: `it reads ${content}` }
      } catch (error) {
        return { name, error: String(error) }
      }
    }),
  ]
}
