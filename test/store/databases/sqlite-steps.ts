// Run by Node 22 and by Bun, with the SQLite that they bring: each step once, as sqlite.test.ts has it with better-sqlite3.
import { type SqliteDatabase, sqliteStore, sqliteTable } from 'shroff/store/sqlite'

type Database = SqliteDatabase & { exec(sql: string): unknown }

// Not as a literal: the types of this project know neither.
const isBun = 'Bun' in globalThis
const { Database, DatabaseSync } = (await import(`${isBun ? 'bun' : 'node'}:sqlite`)) as Record<
  string,
  new (
    file: string,
  ) => Database
>
const open = () => {
  const database = new (isBun ? Database! : DatabaseSync!)(process.argv[2]!)
  database.exec('pragma busy_timeout = 5000; pragma journal_mode = wal; pragma synchronous = full')
  database.exec(sqliteTable)
  return database
}
let now = Date.now()
const clock = { now: () => now, sleep: async () => {} }
const database = open()
const [one, other] = [sqliteStore(database, { clock }), sqliteStore(open(), { clock })]
const said: unknown[] = []
let last = 0
const claim = async (store = one) => {
  const claimed = await store.claim('key', 1000)
  const token = claimed.state === 'claimed' ? claimed.token : ''
  said.push(token ? { ...claimed, token: Number(token) > last && Number.isSafeInteger(Number(token)) } : claimed)
  last = Number(token) || last
  return token
}

const first = await claim()
await claim(other)
said.push(await one.renew('key', first, 1000), await one.write('key', first, '茶'))
now += 1000
said.push(await one.renew('key', first, 1000))
const second = await claim(other)
said.push(await one.confirm('key', first), await other.release('key', second))
const third = await claim()
database.exec('begin immediate')
said.push(one.confirmSync('key', third))
database.exec('rollback')
await claim(other)
database.exec('begin immediate')
said.push(one.confirmSync('key', third))
database.exec('commit')
await claim(other)
said.push(await one.confirm('key', third), await one.write('key', third, 'late'))
console.log(JSON.stringify(said))
