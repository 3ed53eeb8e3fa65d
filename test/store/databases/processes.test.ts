import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Store } from 'shroff/store'
import { postgresStore, postgresTable } from 'shroff/store/postgres'
import { redisStore } from 'shroff/store/redis'
import { sqliteStore, sqliteTable } from 'shroff/store/sqlite'
import { beforeAll, expect, inject, it } from 'vitest'
import { bundle } from './bundle.js'
import { deliver } from './deliver.js'
import { driver, openSqlite } from './drivers.js'
import type { Step, Task } from './worker.js'

// Two processes of a shop on one store, killed at any point, and stopped past their lease and continued. SHROFF_SEED=… repeats the
// order of the deliveries and the points; when the processes get on is the machine's affair.
const seed = Number(process.env.SHROFF_SEED ?? Date.now() % 2 ** 31)
const size = Number(process.env.STORE_EVENTS ?? 60)
console.info(`stores, two processes: SHROFF_SEED=${seed}, ${size} events`)

const scratch = inject('scratch')
const drivers = inject('drivers')
let program: string
beforeAll(async () => {
  program = await bundle('worker.ts', scratch)
})

type Effect = { event: string; token: string }
/** The store as the shop's owner looks at it afterwards, and the work that was done within transactions. */
type Place = { place: string; store: Store; effects: () => Promise<Effect[]>; close: () => Promise<unknown> }

const places: Record<Task['database'], () => Promise<Place | { missing: string }>> = {
  async postgres() {
    const place = inject('postgres')
    if (!place) return { missing: 'PostgreSQL is not installed' }
    type Pool = { query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>; end(): Promise<void> }
    const { Pool } = driver<{ Pool: new (options: object) => Pool }>(drivers, 'pg')
    const pool = new Pool({ host: place, user: 'shop', database: 'postgres' })
    await pool.query('create table if not exists effects (event text, token text)')
    await pool.query(postgresTable)
    await pool.query("delete from shroff_store where key like 'event/%'")
    const effects = async () => (await pool.query('select event, token from effects')).rows as Effect[]
    return { place, store: postgresStore(pool), effects, close: () => pool.end() }
  },
  async sqlite() {
    if (!inject('sqlite')) return { missing: 'better-sqlite3 can be neither fetched nor compiled' }
    const place = join(scratch, `processes-${Math.random().toString(36).slice(2)}.db`)
    const database = openSqlite(drivers, place)
    database.exec(`${sqliteTable}; create table effects (event text, token text)`)
    const effects = async () => database.prepare('select event, token from effects').all() as Effect[]
    return { place, store: sqliteStore(database), effects, close: async () => database.close() }
  },
  async redis() {
    const place = inject('redis')
    if (!place) return { missing: 'Redis is not installed' }
    type Client = Parameters<typeof redisStore>[0] & { flushall(): Promise<unknown>; quit(): Promise<unknown> }
    const client = new (driver<{ Redis: new (path: string) => Client }>(drivers, 'ioredis').Redis)(place)
    return { place, store: redisStore(client), effects: async () => [], close: () => client.quit() }
  },
}

it.for([
  ['postgres', true],
  ['sqlite', true],
  ['postgres', false],
  ['sqlite', false],
  ['redis', false],
] as const)('%s, within a transaction: %s', async ([database, transaction], { skip, onTestFinished }) => {
  const opened = await places[database]()
  if ('missing' in opened) return skip(opened.missing)
  onTestFinished(async () => void (await opened.close()))
  const files = {
    steps: join(scratch, `${database}-${transaction}-steps`),
    effects: join(scratch, `${database}-${transaction}-effects`),
  }
  for (const file of Object.values(files)) writeFileSync(file, '')
  const name = `${database}-${transaction}`
  const events = Array.from({ length: size }, (_, place) => `${name}-${place}`)
  const [kills, stops] = [Math.max(3, size / 25), Math.max(2, size / 50)]
  const task: Task = { database, transaction, drivers, place: opened.place, ...files }
  const { answers, takenOver } = await deliver(program, task, { events, seed, kills, stops })
  const done = linesOf<Effect>(files.effects)
  const effects = transaction ? (await opened.effects()).filter(({ event }) => event.startsWith(name)) : done
  console.info(name, Object.fromEntries(answers), `${effects.length} effects, ${takenOver} taken over`)

  // None is lost.
  expect([...new Set(effects.map(({ event }) => event))].sort()).toEqual([...events].sort())
  for (const event of events) expect(await opened.store.claim(`event/${event}`, 1)).toEqual({ state: 'done' })
  if (transaction) expect(effects).toHaveLength(size)
  expect(takenOver).toBe(stops)
  expect(overlaps(linesOf<Step>(files.steps))).toEqual([])
})

it('notices two live holders of one key', () => {
  const step = (token: string, step: Step['step'], sent: number): Step => ({
    key: 'a',
    token,
    step,
    sent,
    answered: sent + 2,
  })
  const fine = [
    step('1', 'claim', 0),
    step('1', 'renew', 3),
    step('2', 'claim', 6),
    step('1', 'confirm', 7),
    step('2', 'confirm', 9),
  ]
  expect(overlaps(fine)).toEqual([])
  expect(overlaps([...fine, step('1', 'renew', 9)])).toEqual(['a: 1 did renew after 2 had got it'])
  expect(overlaps([...fine, step('2', 'claim', 12)])).toEqual(['a: 2 was given twice'])
  // A token that does not grow.
  expect(overlaps([...fine, { ...step('0', 'claim', 12) }])).toEqual([
    'a: 0 did claim after 1 had got it',
    'a: 0 did claim after 2 had got it',
  ])
})

/** What the store granted to a holder, though it had given the key to a later one before it was asked. */
function overlaps(steps: Step[]): string[] {
  return [...new Set(steps.map(({ key }) => key))].flatMap((key) => {
    const of = steps.filter((step) => step.key === key)
    const claims = of.filter(({ step }) => step === 'claim')
    const twice = claims.filter(({ token }, at) => claims.findIndex((other) => other.token === token) !== at)
    const late = claims.flatMap((claim) =>
      of
        .filter(({ token, sent }) => Number(token) < Number(claim.token) && sent > claim.answered)
        .map(({ token, step }) => `${key}: ${token} did ${step} after ${claim.token} had got it`),
    )
    return [...twice.map(({ token }) => `${key}: ${token} was given twice`), ...late]
  })
}

function linesOf<T>(file: string): T[] {
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean)
  return lines.map((line) => JSON.parse(line) as T)
}
