import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** A server that runs, by the folder of its socket, or why there is none. */
export type Server = { socket: string; version: string; end: () => Promise<void> } | { missing: string }

const path = (name: string) => spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).stdout.trim()

/** Starts a PostgreSQL of this run's own, reached by its socket alone: as an unprivileged user, for it refuses root. */
export async function startPostgres(scratch: string): Promise<Server> {
  const versions = existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql') : []
  const folders = ['initdb', 'postgres'].map(path).map((found) => found.replace(/\/\w+$/, ''))
  const programs = [...new Set([...folders, ...versions.map((version) => `/usr/lib/postgresql/${version}/bin`)])]
  const bin = programs.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')))
  if (!bin) return { missing: 'PostgreSQL is not installed' }
  const folder = join(scratch, 'postgres')
  mkdirSync(folder)
  const user = process.getuid?.() === 0 ? unprivileged() : undefined
  if (user) chownSync(folder, user.uid, user.gid)
  const data = join(folder, 'data')
  execFileSync(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'shop', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
    {
      ...user,
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  )
  // What a crash of the machine would lose is not tested.
  const settings = ['-c', 'fsync=off', '-c', 'listen_addresses=', '-c', `unix_socket_directories=${folder}`]
  const child = spawn(join(bin, 'postgres'), ['-D', data, ...settings], { ...user, cwd: folder })
  await says(child, 'database system is ready to accept connections')
  const version = execFileSync(join(bin, 'postgres'), ['--version'], { encoding: 'utf8' })
  // SIGINT: without waiting for clients.
  return { socket: folder, version: version.trim(), end: () => end(child, 'SIGINT') }
}

function unprivileged(): { uid: number; gid: number } {
  const id = (what: string) => Number(execFileSync('id', [what, 'nobody'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

/** The machine's Redis or Valkey; on Debian root may have it installed. */
export function bringRedis(): string | undefined {
  const find = () => ['redis-server', 'valkey-server'].map(path).find(Boolean)
  const found = find()
  if (found || process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).status !== 0) return found
  // Installed alone: nothing is to be started, and none of its own configuration is used.
  for (const parameters of [['update'], ['install', '-y', '--no-install-recommends', 'redis-server']])
    if (spawnSync('apt-get', ['-qq', ...parameters], { env: { ...process.env, RUNLEVEL: '1' } }).status !== 0) break
  return find()
}

/** Starts a Redis of this run's own. */
export async function startRedis(scratch: string, settings: string[], name = 'redis'): Promise<Server> {
  const program = bringRedis()
  if (!program) return { missing: 'Redis is not installed, and only root on Debian can have it installed' }
  const folder = join(scratch, name)
  mkdirSync(folder)
  const socket = join(folder, 'socket')
  const child = spawn(program, ['--unixsocket', socket, '--save', '', '--dir', folder, ...settings])
  await says(child, 'ready to accept connections')
  const version = execFileSync(program, ['--version'], { encoding: 'utf8' })
  return { socket, version: version.trim(), end: () => end(child, 'SIGTERM') }
}

async function says(child: ChildProcess, words: string): Promise<void> {
  let output = ''
  await new Promise<void>((resolve, reject) => {
    const listen = (chunk: Buffer) => {
      output += chunk
      if (output.includes(words)) resolve()
    }
    child.stdout!.on('data', listen)
    child.stderr!.on('data', listen)
    child.once('error', reject)
    child.once('close', (code) => reject(new Error(`It ended with ${code}:\n${output}`)))
  })
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const closed = once(child, 'close')
  child.kill(signal)
  await closed
}

/** A folder that every user may pass through, as the server's user must. */
export const passable = (folder: string): void => chmodSync(folder, 0o711)
