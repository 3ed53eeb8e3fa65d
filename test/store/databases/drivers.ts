import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { quietly } from '../../runtimes/bring.js'

const own = join(import.meta.dirname, '..')

/**
 * Installs what test/store/package-lock.json names into a folder of this user's own outside of the repository, which stays: where
 * no binary of better-sqlite3 can be fetched, it is compiled.
 */
export async function bringDrivers(): Promise<{ folder: string; hasSqlite: boolean }> {
  const { username, uid } = userInfo()
  const cache = join(tmpdir(), `shroff-stores-${username}`)
  mkdirSync(cache, { recursive: true, mode: 0o700 })
  // What is in here is run, and the place is one where anybody may put something.
  if (lstatSync(cache).uid !== uid) throw new Error(`${cache} belongs to somebody else.`)
  const lock = readFileSync(join(own, 'package-lock.json'))
  const name = createHash('sha256').update(lock).update(process.versions.modules).digest('hex').slice(0, 16)
  const folder = join(cache, name)
  if (!existsSync(folder)) await install(mkdtempSync(join(cache, 'arriving-')), folder)
  const binary = join(folder, 'node_modules/better-sqlite3/build/Release/better_sqlite3.node')
  if (!existsSync(binary))
    await npm(folder, 'rebuild', 'better-sqlite3', '--no-ignore-scripts', '--loglevel=error').catch(() => {})
  return { folder, hasSqlite: existsSync(binary) }
}

async function install(parts: string, folder: string): Promise<void> {
  try {
    for (const file of ['package.json', 'package-lock.json']) cpSync(join(own, file), join(parts, file))
    await npm(parts, 'ci', '--prefer-offline', ...quietly)
    // In one step, so that an interrupted installation is not taken for a whole one.
    renameSync(parts, folder)
  } finally {
    rmSync(parts, { recursive: true, force: true })
  }
}

const npm = (cwd: string, ...parameters: string[]) =>
  promisify(execFile)('npm', parameters, {
    cwd,
    // Its speed is nobody's concern here; optimised, it compiles for minutes.
    env: { ...process.env, CFLAGS: '-O0', CXXFLAGS: '-O0', JOBS: '2' },
  })

/** What the tests use of better-sqlite3. */
export type Database = {
  prepare(sql: string): { get(...values: unknown[]): unknown; all(...values: unknown[]): unknown[] }
  exec(sql: string): unknown
  transaction<T>(work: () => T): { immediate(): T }
  close(): void
}

/** Loads a driver from the folder. Their own types are checked in types.test.ts. */
export const driver = <T>(folder: string, name: string): T => createRequire(join(folder, 'package.json'))(name) as T

/** Opens a file with better-sqlite3 as docs/stores.md says. */
export function openSqlite(folder: string, file: string): Database {
  const database = new (driver<new (file: string) => Database>(folder, 'better-sqlite3'))(file)
  database.exec('pragma busy_timeout = 5000; pragma journal_mode = wal; pragma synchronous = full')
  return database
}
