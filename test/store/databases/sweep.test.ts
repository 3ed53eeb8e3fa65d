import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { postgresTable } from 'shroff/store/postgres'
import { beforeAll, expect, inject, it } from 'vitest'
import { root } from '../../vitest.config.js'
import { bundle } from './bundle.js'
import { driver } from './drivers.js'
import type { Sweeping } from './sweeper.js'

// Two processes of a shop that sweep one list on one store, while webhooks come. The statements are those of docs/sweep.md.
const page = readFileSync(join(root, 'docs/sweep.md'), 'utf8')
const [table, take] = [...page.matchAll(/^```sql\n(.*?)\n```$/gms)].map(([, statement]) => statement!) as [
  string,
  string,
]
const [drivers, scratch] = [inject('drivers'), inject('scratch')]
const orderIds = Array.from({ length: 150 }, (_, place) => `T${1000 + place}`)

let program: string
beforeAll(async () => {
  program = await bundle('sweeper.ts', scratch)
})

const linesOf = (file: string) => readFileSync(file, 'utf8').split('\n').filter(Boolean)

function taskFor(database: Sweeping['database'], place: string): Sweeping {
  const [asked, told] = ['asked', 'told'].map((name) => join(scratch, `sweep-${database}-${name}`)) as [string, string]
  for (const file of [asked, told]) writeFileSync(file, '')
  // As in the documentation, but for how long a part is taken: a process dies here, and nobody waits for half a minute.
  return { database, drivers, place, asked, told, take: take.replace('30 seconds', '0.1 seconds'), orderIds }
}

/** Gives how it ended. */
async function start(task: Sweeping): Promise<unknown> {
  const child = fork(program, [JSON.stringify(task)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], execArgv: [] })
  const [code, signal] = await once(child, 'exit')
  return signal ?? code
}

it('PostgreSQL: one dies in the middle, and each event is told exactly once, with what it changed', async ({
  skip,
  onTestFinished,
}) => {
  const place = inject('postgres')
  if (!place) return skip('PostgreSQL is not installed')
  type Pool = {
    query(text: string, values?: unknown[]): Promise<{ rows: { order_id: string }[] }>
    end(): Promise<void>
  }
  const { Pool } = driver<{ Pool: new (options: object) => Pool }>(drivers, 'pg')
  const admin = new Pool({ host: place, user: 'shop', database: 'postgres' })
  await admin.query('create database sweep')
  await admin.end()
  const pool = new Pool({ host: place, user: 'shop', database: 'sweep' })
  onTestFinished(() => pool.end())
  for (const statement of [postgresTable, table, 'create table told (order_id text)']) await pool.query(statement)
  await pool.query(
    `insert into open_orders (provider, order_id, placed_at) select 'test', id, now() - interval '1 hour' from unnest($1::text[]) id`,
    [orderIds],
  )
  const task = taskFor('postgres', place)
  const ends = await Promise.all([
    start({ ...task, diesAfter: 20 }).then(async (end) => [end, await start(task)]),
    start(task),
  ])
  expect(ends).toEqual([['SIGKILL', 0], 0])
  const told = (await pool.query('select order_id from told order by order_id')).rows
  expect(told.map(({ order_id }) => order_id)).toEqual(orderIds)
  expect((await pool.query('select order_id from open_orders')).rows).toEqual([])
  // Once each, and again what the dead one had taken: how much that is depends on when it died.
  expect(linesOf(task.asked).length).toBeLessThan(orderIds.length * 1.5)
})

it('Redis: each event is told once', async ({ skip }) => {
  const place = inject('redis')
  if (!place) return skip('Redis is not installed')
  const task = taskFor('redis', place)
  expect(await Promise.all([start(task), start(task)])).toEqual([0, 0])
  expect(linesOf(task.told).sort()).toEqual(orderIds)
})
