import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { expect, inject, it } from 'vitest'
import { manifestExports } from '../../.ci/entries.mjs'
import { version } from '../../src/core/version.js'
import { run } from './pack.js'

const root = join(import.meta.dirname, '../..')
const installed = join(inject('consumer'), 'node_modules/shroff')
const files = readdirSync(installed, { recursive: true, encoding: 'utf8' }).filter((file) =>
  statSync(join(installed, file)).isFile(),
)
const read = (file: string) => readFileSync(join(installed, file), 'utf8')

it('passes publint', async () => {
  const { messages, pkg } = await publint({ pkgDir: installed, level: 'suggestion', strict: true, pack: false })
  expect(messages.map((message) => formatMessage(message, pkg))).toEqual([])
})

it('gives TypeScript the right types in both formats (attw)', () => {
  const attw = join(root, 'node_modules/@arethetypeswrong/cli/dist/index.js')
  const parameters = [attw, inject('tarball'), '--profile', 'node16', '--format', 'json']
  const { analysis } = JSON.parse(execFileSync('node', parameters, { encoding: 'utf8', maxBuffer: 2 ** 26 })) as {
    analysis: { problems: { kind: string; resolutionKind?: string }[]; entrypoints: object }
  }
  // Resolution of before 2022 knows no subpaths; the profile leaves it out.
  expect(analysis.problems.filter(({ resolutionKind }) => resolutionKind !== 'node10')).toEqual([])
  expect(Object.keys(analysis.entrypoints)).toHaveLength(Object.keys(manifestExports()).length)
})

// The goal is 1 MiB; what stands between is each format twice, eleven providers in full, and the command line (docs/packaging.md).
it('is at most 9 MiB without its dependencies, the pages in two languages included', () => {
  const bytes = files.reduce((sum, file) => sum + statSync(join(installed, file)).size, 0)
  expect(bytes).toBeLessThan(9 * 2 ** 20)
})

it('ships dist, the pages and what npm always adds, without source maps', () => {
  const outside = files.filter(
    (file) =>
      !/^dist.*\.(js|cjs|d\.ts|d\.cts|txt)$|^dist\/console\.css$|^docs\/[\w/-]+\.(md|svg)$|^docs\/llms\.txt$|^examples\//.test(
        file,
      ),
  )
  // Where the `docs` of each error leads.
  expect(files).toContain('docs/runbook.md')
  const always = ['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json']
  expect(outside.filter((file) => !always.includes(file))).toEqual([])
  expect(files.filter((file) => file.endsWith('.map'))).toEqual([])
})

it('carries the licence notice of everything bundled', () => {
  const notices = read('dist/LICENSES.txt')
  for (const name of ['zod', 'ky', 'qr', 'jose', 'https-proxy-agent', 'agent-base', 'commander']) {
    expect(notices).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(`, 'm'))
  }
  expect(notices).toContain('Copyright (c) 2025 Colin McDonnell')
})

it('has the command line as one file that runs, and in no file of the library', () => {
  const { bin } = JSON.parse(read('package.json')) as { bin: Record<string, string> }
  expect(bin).toEqual({ shroff: 'dist/cli.js' })
  expect(read(bin.shroff!)).toMatch(/^#!\/usr\/bin\/env node\n/)
  expect(run('npx', ['--no-install', 'shroff', '--version'], inject('consumer')).trim()).toBe(version)
  // A word of the parser’s.
  const ofCommandLine = /showGlobalOptions/
  expect(read(bin.shroff!)).toMatch(ofCommandLine)
  const library = files.filter((file) => /^dist.*\.c?js$/.test(file) && file !== bin.shroff)
  expect(library.length).toBeGreaterThan(50)
  expect(library.filter((file) => ofCommandLine.test(read(file)))).toEqual([])
})

it('leaves no package unresolved that is not declared', () => {
  const { dependencies, peerDependencies } = JSON.parse(read('package.json')) as Record<string, object>
  const declared = [...Object.keys(dependencies!), ...Object.keys(peerDependencies!), '#crypto']
  const named = files
    // The examples import what a shop has installed.
    .filter((file) => file.startsWith('dist') && file.endsWith('.js'))
    .flatMap((file) => [...read(file).matchAll(/(?:from|import) ?\(?["']([^."'\s][^"'\s]*)["']/g)])
    .map(([, specifier]) => specifier!)
  expect(named).toContain('ky')
  // The command line writes shops, whose texts import the package itself.
  const isKnown = (name: string) => declared.includes(name) || /^(node:|shroff(\/|$))/.test(name)
  expect(named.filter((name) => !isKnown(name))).toEqual([])
})

// The last is `Uint8Array<ArrayBuffer>`, which TypeScript knows since 5.7 only.
it('names no type in its declarations that not every project has, and needs no types but msw', () => {
  const declarations = files.filter((file) => /\.d\.c?ts$/.test(file))
  expect(declarations.length).toBeGreaterThan(18)
  for (const file of declarations) {
    // Nor are the words of a text types.
    const code = read(file).replace(/"(?:[^"\\\n]|\\.)*"|\/\*[\s\S]*?\*\/|\/\/.*/g, '')
    expect(code, file).not.toMatch(/\b(Buffer|KeyObject|NodeJS|JsonWebKey|CryptoKey)\b|\bUint8Array</)
    const specifiers = [...code.matchAll(/(?:from|import\() ?'([^.'][^']*)'/g)].map(([, specifier]) => specifier)
    expect(specifiers, file).toEqual(/msw|checkout\/mock/.test(file) ? ['msw'] : [])
  }
})
