/**
 * `npm run mutation`: changes the sources in one place after the other and looks whether a test notices, by Stryker.
 * `npm run mutation -- crypto` does the parts whose names begin so, `npm run mutation -- wechatpay src/wechatpay/open.ts:60-90`
 * some lines with the tests of one. docs/mutation.md says what survives.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { constants, setPriority, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parts } from './parts.js'

const root = join(import.meta.dirname, '../..')
const asked = process.argv.slice(2)
const files = asked.filter((word) => word.includes('/'))
const names = asked.filter((word) => !files.includes(word))
const unknown = names.find((word) => !Object.keys(parts).some((name) => name.startsWith(word)))
if (unknown) throw new Error(`There is no part ${unknown}; there are ${Object.keys(parts).join(', ')}.`)
const fits = (name: string, word: string) => (files.length > 0 ? name === word : name.startsWith(word))
const chosen = Object.keys(parts).filter((name) => names.length === 0 || names.some((word) => fits(name, word)))

// It runs for long; whoever else uses the machine goes first.
setPriority(constants.priority.PRIORITY_LOW)
const folder = prepareFolder()
const failed = chosen.filter((name) => !mutate(name, files.length > 0 ? files : parts[name]!.mutate))
if (failed.length > 0) {
  console.error(`Below the limit, or broken: ${failed.join(', ')}`)
  process.exitCode = 1
}

/** Installs Stryker below the project's node_modules, where it finds the project's Vitest: the tests import that copy too. */
function prepareFolder(): string {
  const lock = readFileSync(join(import.meta.dirname, 'package-lock.json'))
  const hash = createHash('sha256').update(lock).digest('hex').slice(0, 12)
  const folder = join(root, `node_modules/.cache/mutation-${hash}`)
  if (existsSync(join(folder, 'node_modules/.package-lock.json'))) return folder
  mkdirSync(folder, { recursive: true })
  for (const file of ['package.json', 'package-lock.json']) cpSync(join(import.meta.dirname, file), join(folder, file))
  // Its peer is Vitest, which must not come a second time.
  const options = ['--legacy-peer-deps', '--ignore-scripts', '--no-audit', '--no-fund']
  const shell = process.platform === 'win32'
  execFileSync('npm', ['ci', ...options], { cwd: folder, shell, stdio: 'inherit' })
  return folder
}

/** Whether the score of the part is high enough. */
function mutate(name: string, mutated: string[]): boolean {
  const [html, json, configuration] = ['html', 'json', 'config.json'].map((end) => join(folder, `${name}.${end}`))
  const options = {
    mutate: mutated,
    testRunner: 'vitest',
    vitest: { configFile: 'test/mutation/vitest.config.ts', related: false },
    plugins: ['@stryker-mutator/vitest-runner', join(import.meta.dirname, 'error-texts.mjs')],
    ignorers: ['error-texts'],
    coverageAnalysis: 'perTest',
    concurrency: 1,
    disableTypeChecks: false,
    ignorePatterns: ['/dist', '/docs', '/coverage', '/examples'],
    // Not below node_modules, where Vitest looks for no tests.
    tempDirName: join(tmpdir(), 'shroff-mutation'),
    // A slow machine must not make a mutant look like an endless loop.
    timeoutMS: 60_000,
    reporters: ['clear-text', 'html', 'json', 'progress-append-only'],
    clearTextReporter: { allowColor: false, reportTests: false },
    htmlReporter: { fileName: html },
    jsonReporter: { fileName: json },
    thresholds: { high: 95, low: 90, break: 90 },
  }
  writeFileSync(configuration!, JSON.stringify(options, undefined, 2))
  console.log(`── ${name}`)
  const stryker = join(folder, 'node_modules/@stryker-mutator/core/bin/stryker.js')
  const { status } = spawnSync(process.execPath, [stryker, 'run', configuration!], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, SHROFF_MUTATION: name },
  })
  console.log(`── ${name}: ${html}`)
  return status === 0
}
