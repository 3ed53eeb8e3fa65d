import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')

/** Builds the package and packs it into `folder`. The tarball's path. */
export function pack(folder: string): string {
  run('node', ['.ci/build.mjs'], root)
  const packed = run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], root)
  return join(folder, (JSON.parse(packed) as [{ filename: string }])[0].filename)
}

export function run(command: string, parameters: string[], cwd: string): string {
  const shell = process.platform === 'win32'
  return execFileSync(command, parameters, { cwd, shell, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
}
