// A process of a shop: works on the events that it is handed, and says how each ended. It may be killed or stopped at any time.
import { appendFileSync } from 'node:fs'
import type { Store } from 'shroff/store'
import { postgresStore } from 'shroff/store/postgres'
import { redisStore } from 'shroff/store/redis'
import { sqliteStore } from 'shroff/store/sqlite'
import { systemClock } from '../../../src/core/account.js'
import { processOnce } from '../../../src/webhook/process.js'
import { driver, openSqlite } from './drivers.js'

/** How a worker is started. */
export type Task = {
  database: 'postgres' | 'sqlite' | 'redis'
  /** Whether the work and "it is done" are one transaction. */
  transaction: boolean
  drivers: string
  /** The server's socket, or the file. */
  place: string
  /** Files to which each step that the store granted, and each piece of work done outside of a transaction, is added. */
  steps: string
  effects: string
}
/** A step that the store granted, with the times, in nanoseconds of the machine, between which it did. */
export type Step = { key: string; token: string; step: keyof Store; sent: number; answered: number }
export type Said = { at: 'ready' | 'working' | 'worked' | 'confirmed'; event?: string } | { id: number; how: string }

type Work = (event: string, claim: { key: string; token: string }, isSlow: boolean) => Promise<void>

const task = JSON.parse(process.argv[2]!) as Task
const say = (said: Said) => process.send!(said)
/** `isSlow`: so long that a signal can come in between. */
const pause = (isSlow = false) => new Promise((resolve) => setTimeout(resolve, isSlow ? 500 : Math.random() * 8))

const opened: Record<Task['database'], () => { store: Store; work: Work }> = {
  postgres() {
    type Client = { query(text: string, values: unknown[]): Promise<{ rows: unknown[] }> }
    type Held = Client & { release(destroy?: boolean): void; on(event: 'error', listener: () => void): void }
    type Pool = Client & { connect(): Promise<Held>; on(event: 'error', listener: () => void): void }
    const { Pool } = driver<{ Pool: new (options: object) => Pool }>(task.drivers, 'pg')
    // What a stopped process holds is free again soon.
    const options = '-c idle_in_transaction_session_timeout=2000'
    const pool = new Pool({ host: task.place, user: 'shop', database: 'postgres', options })
    pool.on('error', () => {})
    const work: Work = async (event, { key, token }, isSlow) => {
      const client = await pool.connect()
      client.on('error', () => {})
      let isOver = false
      try {
        await client.query('begin', [])
        await client.query('insert into effects values ($1, $2)', [event, token])
        say({ at: 'working', event })
        await pause(isSlow)
        const kept = await postgresStore(client).confirm(key, token)
        say({ at: 'confirmed', event })
        await pause()
        await client.query(kept ? 'commit' : 'rollback', [])
        isOver = true
        if (!kept) throw new Error('the lease is lost')
      } finally {
        client.release(!isOver)
      }
    }
    return { store: postgresStore(pool), work }
  },
  sqlite() {
    const database = openSqlite(task.drivers, task.place)
    const store = sqliteStore(database)
    const work: Work = async (event, { key, token }, isSlow) => {
      say({ at: 'working', event })
      await pause(isSlow)
      const both = database.transaction(() => {
        database.prepare('insert into effects values (?, ?) returning event').get(event, token)
        if (!store.confirmSync(key, token)) throw new Error('the lease is lost')
      })
      both.immediate()
      say({ at: 'confirmed', event })
      await pause()
    }
    return { store, work }
  },
  redis() {
    const { Redis } = driver<{ Redis: new (path: string) => Parameters<typeof redisStore>[0] }>(task.drivers, 'ioredis')
    return { store: redisStore(new Redis(task.place)), work: outside }
  },
}

/** Work on something else than the database, so that the two can part. */
async function outside(event: string, { token }: { token: string }, isSlow: boolean): Promise<void> {
  say({ at: 'working', event })
  await pause(isSlow)
  appendFileSync(task.effects, `${JSON.stringify({ event, token })}\n`)
  say({ at: 'worked', event })
  await pause()
}

/** Writes down what the store grants. */
function watched(store: Store): Store {
  const watch =
    <A extends [key: string, ...rest: (string | number)[]], R>(
      step: keyof Store,
      run: (...parameters: A) => Promise<R>,
    ) =>
    async (...parameters: A): Promise<R> => {
      const sent = Number(process.hrtime.bigint())
      const result = await run(...parameters)
      const answered = Number(process.hrtime.bigint())
      const token = result === true ? (parameters as string[])[1] : (result as { token?: string }).token
      const granted = token && ({ key: parameters[0], token, step, sent, answered } satisfies Step)
      if (granted) appendFileSync(task.steps, `${JSON.stringify(granted)}\n`)
      return result
    }
  return {
    claim: watch('claim', store.claim),
    renew: watch('renew', store.renew),
    write: watch('write', store.write),
    confirm: watch('confirm', store.confirm),
    release: watch('release', store.release),
  }
}

const { store, work } = opened[task.database]()
const held = { store: watched(store), lease: 1000, clock: systemClock }
process.on('message', async ({ id, event, isSlow }: { id: number; event: string; isSlow: boolean }) => {
  const how = await processOnce({ ...held, key: `event/${event}` }, ({ claim }) =>
    (task.transaction ? work : outside)(event, claim, isSlow),
  ).catch((error: Error) => `failed: ${error.message}`)
  say({ id, how })
})
process.on('disconnect', () => process.exit())
say({ at: 'ready' })
