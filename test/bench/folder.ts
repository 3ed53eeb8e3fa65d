// The folder in which everything is measured: the peers, and the package as it is built, where npm would put it. It lies
// outside of the project, whose own node_modules must lend nothing, and is kept for the next run.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'

export const root = join(import.meta.dirname, '../..')

export const manifest = (folder: string) =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    version: string
    dependencies?: Record<string, string>
  }

export async function prepareFolder(): Promise<string> {
  const lock = readFileSync(join(import.meta.dirname, 'package-lock.json'))
  const folder = join(tmpdir(), `shroff-bench-${createHash('sha256').update(lock).digest('hex').slice(0, 12)}`)
  const modules = join(folder, 'node_modules')
  if (!existsSync(join(modules, '.package-lock.json'))) {
    mkdirSync(folder, { recursive: true })
    for (const file of ['package.json', 'package-lock.json'])
      cpSync(join(import.meta.dirname, file), join(folder, file))
    const shell = process.platform === 'win32'
    execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder, shell, stdio: 'inherit' })
  }
  const installed = join(modules, 'shroff')
  rmSync(installed, { recursive: true, force: true })
  for (const part of ['dist', 'package.json']) cpSync(join(root, part), join(installed, part), { recursive: true })
  mkdirSync(join(installed, 'node_modules'))
  // Payments over the XRP Ledger ask for the last two.
  const beside = [...Object.keys(manifest(root).dependencies ?? {}), 'ripple-binary-codec', 'ripple-keypairs']
  for (const name of beside)
    symlinkSync(join(root, 'node_modules', name), join(installed, 'node_modules', name), 'junction')

  // To plain JavaScript, so that no loader stands between Node and what is measured.
  await build({
    absWorkingDir: import.meta.dirname,
    entryPoints: readdirSync(join(import.meta.dirname, 'jobs')).map((name) => join('jobs', name)),
    outdir: folder,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: 'inline',
    // A job takes what it measures from the page that documents it.
    loader: { '.md': 'text' },
    logLevel: 'warning',
    // Or the paths of test/tsconfig.json would lead to the sources.
    tsconfigRaw: {},
  })
  return folder
}
