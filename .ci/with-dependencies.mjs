// Installs the dependencies if they are missing or older than the lock file, then runs the given command with them.
// npm's own pre-scripts would not do: `ignore-scripts=true` switches them off. Node built-ins only.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { constants } from 'node:os'
import { dirname, join, resolve } from 'node:path'

const root = join(import.meta.dirname, '..')
const marker = join(root, 'node_modules/.package-lock.json')

if (!existsSync(marker) || statSync(marker).mtimeMs < statSync(join(root, 'package-lock.json')).mtimeMs) {
  const { npm_execpath: running = '' } = process.env
  // Yarn and pnpm set it too, and neither knows `ci` nor this lock file.
  const npm = /npm-cli\.c?js$/.test(running) ? running : undefined
  const options = { cwd: root, stdio: 'inherit' }
  const { status } = npm
    ? spawnSync(process.execPath, [npm, 'ci', '--include=dev'], options)
    : spawnSync('npm ci --include=dev', { ...options, shell: true })
  if (status !== 0) process.exit(status ?? 1)
}

// The command's own JavaScript rather than node_modules/.bin: on Windows that would be a batch file, which needs a shell,
// and a shell would take the parameters apart.
const [command, ...parameters] = process.argv.slice(2)
const manifest = join(root, 'node_modules', command, 'package.json')
const { bin } = JSON.parse(readFileSync(manifest, 'utf8'))
const program = resolve(dirname(manifest), typeof bin === 'string' ? bin : bin[command])
const child = spawn(process.execPath, [program, ...parameters], { stdio: 'inherit' })
// The terminal sends an interrupt to the child as well, and the child decides what it means. Others come to us alone.
process.on('SIGINT', () => {})
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]))
