import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, symlinkSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { build } from 'vite'
import type { TestProject } from 'vitest/node'
import { bringDrivers } from '../store/databases/drivers.js'

declare module 'vitest' {
  interface ProvidedContext {
    /** A copy of examples/shop outside of the repository, with its packages and its page. `undefined`: there is no SQLite here. */
    shop: string | undefined
  }
}

const root = fileURLToPath(new URL('../..', import.meta.url))
const quietly = [
  '--prefer-offline',
  '--ignore-scripts',
  '--omit=optional',
  '--no-audit',
  '--no-fund',
  '--loglevel=error',
]

export default async function setup(project: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), 'shroff-shop-'))
  const clean = () => rm(folder, { recursive: true, force: true })
  try {
    cpSync(join(root, 'examples/shop'), folder, {
      recursive: true,
      filter: (path) => !/node_modules|[\\/]dist$/.test(path.slice(root.length)),
    })
    const [drivers] = await Promise.all([
      // Node 20 has no SQLite of its own: the one that the stores are tested with.
      bringDrivers(),
      promisify(execFile)('npm', ['ci', ...quietly], { cwd: folder }),
    ])
    if (!drivers.hasSqlite) console.info('SKIPPED: better-sqlite3 can be neither fetched nor compiled')
    else
      for (const name of ['better-sqlite3', 'bindings', 'file-uri-to-path'])
        symlinkSync(join(drivers.folder, 'node_modules', name), join(folder, 'node_modules', name), 'junction')
    const alias = { 'shroff/checkout': join(root, 'src/checkout/index.ts') }
    await build({ root: join(folder, 'page'), resolve: { alias }, logLevel: 'warn' })
    project.provide('shop', drivers.hasSqlite ? folder : undefined)
  } catch (error) {
    await clean()
    throw error
  }
  return clean
}
