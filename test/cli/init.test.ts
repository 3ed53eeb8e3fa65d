import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { databases, frameworks, wallets } from '../../src/cli/init/choice.js'
import { initOutput } from '../../src/cli/init/init.js'
import { folder } from './folder.js'
import { run } from './run.js'

const init = async (cwd: string, ...parameters: string[]) => {
  const { exit, out, err } = await run(['init', ...parameters, '--json'], { cwd })
  if (exit) throw new Error(err)
  return initOutput.parse(JSON.parse(out))
}

it('shows what would be written, and writes it with --yes, all or nothing', async () => {
  const cwd = folder()
  const shown = await init(cwd, 'shop')
  expect([shown.written, existsSync(join(cwd, 'shop'))]).toEqual([false, false])
  const written = await init(cwd, 'shop', '--yes')
  expect(readdirSync(join(cwd, 'shop')).sort()).toEqual(written.files)
  const again = await run(['init', 'shop', '--yes'], { cwd })
  expect([again.exit, again.err]).toEqual([
    2,
    expect.stringMatching(/^shroff: shop has .+ already: choose another folder\n$/),
  ])
})

it('every choice names what its files import, and no file of another', async () => {
  const cwd = folder()
  for (const wallet of wallets)
    for (const framework of frameworks)
      for (const database of databases) {
        const to = [wallet, framework, database].join('-')
        const { files } = await init(
          cwd,
          to,
          '--wallet',
          wallet,
          '--framework',
          framework,
          '--database',
          database,
          '--yes',
        )
        const { dependencies } = JSON.parse(readFileSync(join(cwd, to, 'package.json'), 'utf8'))
        const sources = files
          .filter((file) => file.endsWith('.js'))
          .map((file) => readFileSync(join(cwd, to, file), 'utf8'))
        const imported = sources.flatMap((text) => [...text.matchAll(/from '([^'.][^']*)'/g)].map(([, name]) => name!))
        const names = imported
          .filter((name) => !name.startsWith('node:'))
          .map((name) => /^(@[^/]+\/)?[^/]+/.exec(name)![0])
        expect(new Set(names)).toEqual(
          new Set(Object.keys(dependencies).filter((name) => !/^(next|react|react-dom)$/.test(name))),
        )
        expect(files).toContain('.env.example')
      }
})

it('knows the choices that it has', async () => {
  const { exit, err } = await run(['init', '--framework', 'rails'], { cwd: folder() })
  expect([exit, err]).toEqual([2, expect.stringMatching(/^shroff: [^\n]*--framework[^\n]*\n$/)])
})
