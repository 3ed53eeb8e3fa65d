/**
 * A store in SQLite, for the processes of one machine.
 *
 * @module shroff/store/sqlite
 */
import { type Clock, systemClock } from '../core/account.js'
import { checkOptions, testRules } from '../core/options.js'
import { mustHave } from './handle.js'
import type { Store } from './store.js'

/** What node:sqlite, bun:sqlite and better-sqlite3 have in common. */
export type SqliteDatabase = {
  prepare(sql: string): { get(...values: (string | number)[]): unknown }
}

export type SqliteStoreOptions = {
  /** Default: the system's, which the processes of one machine share. */
  clock?: Clock
}

export type SqliteStore = Store & {
  /**
   * As `confirm`, at once: within the transaction that is open on this database, so that what you write in it and "this is
   * done" are kept together or not at all. `false`: the lease is lost; roll back.
   *
   * @example
   * database.transaction(() => {
   *   if (!store.confirmSync(key, token)) throw new Error('Another process has it.')
   *   database.prepare('update orders set paid = 1 where id = ?').run(orderId)
   * }).immediate()
   */
  confirmSync(key: string, token: string): boolean
}

/** The table of the store. Run it once: `database.exec(sqliteTable)`. */
export const sqliteTable = `create table if not exists shroff_store (
  key text primary key,
  token integer not null,
  lease_until integer not null,
  done integer not null default 0,
  value text
)`

const claim = `insert into shroff_store (key, token, lease_until) values (?, ?, ?)
on conflict (key) do update set token = max(token + 1, excluded.token), lease_until = excluded.lease_until
where not done and lease_until <= ?
returning cast(token as text) as token, value`
const find = 'select done from shroff_store where key = ?'
const held = 'where key = ? and token = ? and not done and lease_until > ? returning key'
const heldOrDone = 'where key = ? and token = ? and (done or lease_until > ?) returning key'
const renew = `update shroff_store set lease_until = ? ${heldOrDone}`
const write = `update shroff_store set value = ? ${held}`
const confirm = `update shroff_store set done = 1, value = null, lease_until = ? ${heldOrDone}`
const release = `update shroff_store set lease_until = ? ${held}`

/**
 * A store in a database of node:sqlite, bun:sqlite or better-sqlite3, for any number of processes of one machine. The
 * database must wait for a lock (`busy_timeout`), and reads while another writes in WAL mode; see docs/stores.md.
 *
 * @throws `CONFIG_INVALID` for what is no database, or options that cannot be right.
 * @example
 * const database = new Database('shop.db')
 * database.exec('pragma busy_timeout = 5000; pragma journal_mode = wal; pragma synchronous = full')
 * database.exec(sqliteTable)
 * const store = sqliteStore(database)
 */
export function sqliteStore(database: SqliteDatabase, options: SqliteStoreOptions = {}): SqliteStore {
  checkOptions<SqliteStoreOptions>('sqliteStore', options, { clock: testRules.clock })
  mustHave('sqliteStore', 'database', database, 'prepare')
  const { clock = systemClock } = options
  const prepared = new Map<string, ReturnType<SqliteDatabase['prepare']>>()
  const row = (sql: string, ...values: (string | number)[]) => {
    const statement = prepared.get(sql) ?? database.prepare(sql)
    prepared.set(sql, statement)
    // Where there is none, Bun gives null and the others undefined.
    return (statement.get(...values) ?? undefined) as Record<string, unknown> | undefined
  }
  const confirmSync = (key: string, token: string) => {
    const now = clock.now()
    return row(confirm, now, key, token, now) !== undefined
  }
  return {
    async claim(key, lease) {
      // What is done is found without a lock on writing.
      if (row(find, key)?.done) return { state: 'done' }
      const now = clock.now()
      const claimed = row(claim, key, now * 1000, now + lease, now)
      if (!claimed) return { state: 'busy' }
      const { token, value } = claimed as { token: string; value: string | null }
      return { state: 'claimed', token, ...(value !== null && { value }) }
    },
    async renew(key, token, lease) {
      const now = clock.now()
      return row(renew, now + lease, key, token, now) !== undefined
    },
    async write(key, token, value) {
      return row(write, value, key, token, clock.now()) !== undefined
    },
    confirm: async (key, token) => confirmSync(key, token),
    async release(key, token) {
      const now = clock.now()
      return row(release, now, key, token, now) !== undefined
    },
    confirmSync,
  }
}
