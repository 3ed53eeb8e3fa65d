// Installs the dependencies if they are missing or older than the lock file, then runs the given command with them.
// npm's own pre-scripts would not do: `ignore-scripts=true` switches them off. Node built-ins only.
import { spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const root = join(import.meta.dirname, '..')
const marker = join(root, 'node_modules/.package-lock.json')
const shell = process.platform === 'win32'

if (!existsSync(marker) || statSync(marker).mtimeMs < statSync(join(root, 'package-lock.json')).mtimeMs) {
  const npm = process.env.npm_execpath
  const install = npm
    ? spawnSync(process.execPath, [npm, 'ci'], { cwd: root, stdio: 'inherit' })
    : spawnSync('npm', ['ci'], { cwd: root, stdio: 'inherit', shell })
  if (install.status !== 0) process.exit(install.status ?? 1)
}

const [command, ...parameters] = process.argv.slice(2)
const PATH = join(root, 'node_modules/.bin') + delimiter + process.env.PATH
const run = spawnSync(command, parameters, { stdio: 'inherit', shell, env: { ...process.env, PATH } })
process.exit(run.status ?? 1)
