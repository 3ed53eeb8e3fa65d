import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, renameSync } from 'node:fs'
import { dirname, join } from 'node:path'

const root = join(import.meta.dirname, '../..')

/** Builds the package and packs it into `folder`; what `.ci/run` has built for an earlier stage is taken as it is. The tarball's path. */
export function pack(folder: string): string {
  const built = process.env.SHROFF_TARBALL
  if (!built) return packed(folder)
  if (!existsSync(built)) renameSync(packed(dirname(built)), built)
  const tarball = join(folder, 'shroff-0.tgz')
  copyFileSync(built, tarball)
  return tarball
}

function packed(folder: string): string {
  run('node', ['.ci/build.mjs'], root)
  const report = run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], root)
  return join(folder, (JSON.parse(report) as [{ filename: string }])[0].filename)
}

export function run(command: string, parameters: string[], cwd: string): string {
  const shell = process.platform === 'win32'
  return execFileSync(command, parameters, { cwd, shell, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
}
