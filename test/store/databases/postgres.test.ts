import { postgresStore, postgresTable } from 'shroff/store/postgres'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { storeContract } from '../contract.js'
import { waitUntil } from '../wait.js'
import { driver } from './drivers.js'

type Result = { rows: Record<string, unknown>[] }
type Client = { query(text: string, values?: unknown[]): Promise<Result>; release(): void }
type Pool = Pick<Client, 'query'> & { connect(): Promise<Client>; end(): Promise<void> }
type Sql = { unsafe(text: string, values: unknown[]): Promise<Record<string, unknown>[]>; end(): Promise<void> }

const [drivers, host] = [inject('drivers'), inject('postgres')]

describe.skipIf(!host)('PostgreSQL', () => {
  let pool: Pool
  let sql: Sql
  beforeAll(async () => {
    const pg = driver<{ Pool: new (options: object) => Pool }>(drivers, 'pg')
    pool = new pg.Pool({ host, user: 'shop', database: 'postgres' })
    sql = driver<(options: object) => Sql>(
      drivers,
      'postgres',
    )({ path: `${host}/.s.PGSQL.5432`, user: 'shop', database: 'postgres' })
    await pool.query(postgresTable)
    // Twice: a migration may be repeated.
    await pool.query(postgresTable)
    await pool.query('create table orders (id text primary key, paid integer not null)')
  })
  afterAll(async () => {
    await pool?.end()
    await sql?.end()
  })

  storeContract('PostgreSQL, by pg and by postgres.js', async () => {
    // The recipe of docs/stores.md.
    const overPostgresJs = {
      query: async (text: string, values: unknown[]) => ({ rows: await sql.unsafe(text, values) }),
    }
    return {
      stores: [postgresStore(pool), postgresStore(overPostgresJs)],
      async lapse(key) {
        await pool.query("update shroff_store set lease_until = now() - interval '1 hour' where key = $1", [key])
      },
      async forget(key) {
        await pool.query("update shroff_store set lease_until = now() - interval '31 days' where key = $1", [key])
        await pool.query("delete from shroff_store where lease_until < now() - interval '30 days'")
      },
      async pass(milliseconds) {
        const now = async () =>
          Number((await pool.query('select extract(epoch from clock_timestamp()) as s')).rows[0]!.s)
        const start = await now()
        await waitUntil(async () => (await now()) * 1000 > start * 1000 + milliseconds)
      },
    }
  })

  /** Marks an order as paid and confirms its event, together. */
  async function payAndConfirm(
    key: string,
    token: string,
    order: string,
    before?: () => Promise<void>,
  ): Promise<boolean> {
    const client = await pool.connect()
    try {
      await client.query('begin')
      await client.query('insert into orders values ($1, 1) on conflict (id) do update set paid = orders.paid + 1', [
        order,
      ])
      await before?.()
      const kept = await postgresStore(client).confirm(key, token)
      await client.query(kept ? 'commit' : 'rollback')
      return kept
    } finally {
      client.release()
    }
  }
  const paid = async (order: string) =>
    (await pool.query('select paid from orders where id = $1', [order])).rows[0]?.paid

  it('confirms within a transaction of the shop’s own, once', async () => {
    const store = postgresStore(pool)
    const first = (await store.claim('tx 1', 60_000)) as { token: string }
    // It is slow: its lease ends in the middle, and another does the work.
    const kept = await payAndConfirm('tx 1', first.token, 'T_1', async () => {
      await pool.query("update shroff_store set lease_until = now() - interval '1 s' where key = 'tx 1'")
      const second = (await store.claim('tx 1', 60_000)) as { token: string }
      expect(second.token).toBeDefined()
    })
    expect(kept).toBe(false)
    expect(await paid('T_1')).toBeUndefined()
    const row = (await pool.query("select token::text from shroff_store where key = 'tx 1'")).rows[0]!
    expect(await payAndConfirm('tx 1', row.token as string, 'T_1')).toBe(true)
    expect(await paid('T_1')).toBe(1)
    // What the handler says after it.
    expect(await store.confirm('tx 1', row.token as string)).toBe(true)
    expect(await store.claim('tx 1', 60_000)).toEqual({ state: 'done' })
  })

  it('does not confirm where the transaction is rolled back', async () => {
    const store = postgresStore(pool)
    const { token } = (await store.claim('tx 2', 60_000)) as { token: string }
    const client = await pool.connect()
    await client.query('begin')
    expect(await postgresStore(client).confirm('tx 2', token)).toBe(true)
    await client.query('rollback')
    client.release()
    expect(await store.claim('tx 2', 60_000)).toEqual({ state: 'busy' })
    expect(await store.confirm('tx 2', token)).toBe(true)
  })

  it('measures the lease by the clock, not by the start of the transaction', async () => {
    const store = postgresStore(pool)
    const client = await pool.connect()
    await client.query('begin')
    await client.query('select now()')
    const { token } = (await store.claim('tx 3', 1)) as { token: string }
    await waitUntil(
      async () => (await store.claim('tx 3 later', 1)).state === 'claimed' && !(await store.renew('tx 3', token, 1)),
    )
    expect(await postgresStore(client).confirm('tx 3', token)).toBe(false)
    await client.query('rollback')
    client.release()
  })
})
