import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }
import { missingIgnore, readText, writePrivate } from '../../src/cli/files.js'
import type { Io } from '../../src/cli/io.js'
import { languageOf } from '../../src/cli/texts.js'
import { run } from './run.js'

const folder = mkdtempSync(join(tmpdir(), 'shroff-cli-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('shroff', () => {
  it('says its version', async () => {
    expect(await run(['--version'])).toEqual({ exit: 0, out: `${manifest.version}\n`, err: '' })
  })

  it('shows its help, also where nothing is asked', async () => {
    const help = await run(['--help'])
    expect(help).toMatchObject({ exit: 0, err: '' })
    expect(help.out).toMatch(/^Usage: shroff/)
    expect(await run([])).toEqual(help)
  })

  it('speaks Chinese', async () => {
    const { out } = await run(['--help', '--lang', 'zh'])
    expect(out).toMatch(/^用法：/)
    expect((await run(['--help'], { env: { LC_ALL: 'zh_CN.UTF-8' } })).out).toBe(out)
    // What the parser itself says too.
    expect(out).not.toMatch(/Options:|display/)
  })

  it.each([
    [['--nope'], "shroff: unknown option '--nope'\n"],
    [['--lang', 'fr', '--help'], 'shroff: --lang is en or zh\n'],
  ])('refuses %j in one line', async (parameters, err) => {
    expect(await run(parameters)).toEqual({ exit: 2, out: '', err })
  })

  it('refuses in JSON as well', async () => {
    const { exit, out } = await run(['--nope', '--json', '--lang=zh'])
    expect(exit).toBe(2)
    expect(JSON.parse(out)).toEqual({ error: { code: 2, message: "没有选项 '--nope'" } })
  })
})

it.each([
  [['--lang', 'zh'], { LANG: 'en_GB' }, 'en-GB', 'zh'],
  [[], { LC_ALL: 'zh_CN.UTF-8', LANG: 'en_GB' }, 'en-GB', 'zh'],
  [[], { LANG: 'C' }, 'zh-CN', 'en'],
  [[], {}, 'zh-CN', 'zh'],
])('takes its language from %j, %j and %s: %s', (parameters, env, machine, expected) => {
  expect(languageOf(parameters, env, machine)).toBe(expected)
})

describe('a file', () => {
  const io = { cwd: folder, language: 'en', readStdin: async () => new Uint8Array([104, 105]) } as unknown as Io
  const file = (name: string, content: string | Uint8Array) => {
    writeFileSync(join(folder, name), content)
    return name
  }

  it('is read, and - is stdin', async () => {
    expect(await readText(io, file('a.txt', '茶'))).toBe('茶')
    expect(await readText(io, '-')).toBe('hi')
  })

  it('is refused by what it is', async () => {
    await expect(readText(io, 'none.txt')).rejects.toMatchObject({ exit: 2, message: 'none.txt does not exist' })
    await expect(readText(io, '.')).rejects.toMatchObject({ exit: 2, message: '. is a folder, not a file' })
    for (const bytes of [Uint8Array.of(0x30, 0x82, 0xff), Uint8Array.of(0x41, 0)])
      await expect(readText(io, file('binary', bytes))).rejects.toMatchObject({ exit: 2, message: /binary is no text/ })
    // 100 MB, of which nothing is on the disk.
    truncateSync(join(folder, file('large', '')), 1e8)
    await expect(readText(io, 'large')).rejects.toMatchObject({ exit: 2, message: /larger than 10 MB/ })
  })

  it.skipIf(process.getuid?.() === 0)('is refused without permission', async () => {
    chmodSync(join(folder, file('closed', 'a')), 0)
    await expect(readText(io, 'closed')).rejects.toMatchObject({ exit: 3, message: /no permission/ })
  })

  it('is private, and overwritten on demand only', () => {
    writePrivate(io, 'deep/key.pem', 'one')
    expect(statSync(join(folder, 'deep/key.pem')).mode & 0o777).toBe(0o600)
    expect(() => writePrivate(io, 'deep/key.pem', 'two')).toThrow('deep/key.pem exists; with --force it is overwritten')
    chmodSync(join(folder, 'deep/key.pem'), 0o644)
    writePrivate(io, 'deep/key.pem', 'two', { force: true })
    expect(readFileSync(join(folder, 'deep/key.pem'), 'utf8')).toBe('two')
    expect(statSync(join(folder, 'deep/key.pem')).mode & 0o777).toBe(0o600)
  })

  it('that git would take along is told, with the line that is missing', () => {
    expect(missingIgnore(join(folder, '.shroff'))).toBeUndefined()
    const tree = join(folder, 'tree')
    mkdirSync(tree)
    execFileSync('git', ['init', '--quiet', tree])
    const wanted = { file: join(tree, '.gitignore'), line: '/app/.shroff/' }
    expect(missingIgnore(join(tree, 'app/.shroff'))).toEqual(wanted)
    writeFileSync(wanted.file, `${wanted.line}\n`)
    expect(missingIgnore(join(tree, 'app/.shroff'))).toBeUndefined()
  })
})
