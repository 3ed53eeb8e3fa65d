// `npm start -- shop`: brings what the shop needs besides, builds its page from the sources of this repository, and opens it.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { buildConsole } from '../.ci/console.mjs'

const path = (from: string) => fileURLToPath(new URL(from, import.meta.url))

export async function openShop(): Promise<void> {
  if (!existsSync(path('shop/node_modules'))) {
    // Node has SQLite from 22.13 on; before that a package brings it, compiled where no binary of it can be fetched.
    const hasSqlite = await import('node:sqlite' as string).then(
      () => true,
      () => false,
    )
    const command = `npm ci --no-audit --no-fund${hasSqlite ? ' --omit=optional' : ''}`
    const { status } = spawnSync(command, { cwd: path('shop'), stdio: 'inherit', shell: true })
    if (status !== 0) process.exit(status ?? 1)
  }
  const alias = { 'shroff/checkout': path('../src/checkout/index.ts') }
  await buildConsole()
  await build({ root: path('shop/page'), resolve: { alias }, logLevel: 'warn' })
  await import('./shop/server.ts' as string)
}
