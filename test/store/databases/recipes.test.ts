import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { sqliteStore } from 'shroff/store/sqlite'
import { expect, inject, it } from 'vitest'
import { run } from '../../quickstarts/run.js'
import { bringBun, bringNode22 } from '../../runtimes/bring.js'
import { root } from '../../vitest.config.js'
import { bundle } from './bundle.js'
import { type Database, driver, openSqlite } from './drivers.js'

// The recipes of docs/stores.md as they stand, each in a process of its own; docs/zh/stores.md has the same.
const page = readFileSync(join(root, 'docs/stores.md'), 'utf8')
const blocks = (language: string) =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))].map(([, code]) => code!)
const recipes = blocks('js')
const [, , purgePostgres, purgeSqlite] = blocks('sql') as [string, string, string, string]
const queues = ['pg-boss', 'bullmq']
const marks = (code: string, driver: string) => code.includes(`from '${driver}'`)
const recipeOf = (driver: string) =>
  recipes.find(
    (code) => marks(code, driver) && (queues.includes(driver) || !queues.some((queue) => marks(code, queue))),
  )!

const [drivers, scratch, host, redis] = [inject('drivers'), inject('scratch'), inject('postgres'), inject('redis')]

it('has one for each driver', () => {
  expect(recipes).toHaveLength(8)
  for (const name of [...queues, 'pg', 'postgres', 'better-sqlite3', 'node:sqlite', 'ioredis', 'redis'])
    expect(recipeOf(name), name).toBeDefined()
})

/** What the recipe did to two events: one whose lease it had lost, and one that it held. */
async function runRecipe(
  name: string,
  code: string,
  environment = {},
  program = process.execPath,
  folder = folderOf(name),
  how = 'exactly once',
) {
  writeFileSync(join(folder, 'recipe.js'), code)
  const outfile = join(folder, 'built.mjs')
  await build({
    entryPoints: [join(folder, 'recipe.js')],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    tsconfig: join(root, 'test/tsconfig.json'),
    alias: Object.fromEntries(
      ['sqlite', 'redis', 'postgres'].map((of) => [`shroff/store/${of}`, join(root, `src/store/${of}.ts`)]),
    ),
    external: ['pg', 'pg-boss', 'postgres', 'better-sqlite3', 'ioredis', 'bullmq', 'redis', 'bun:sqlite'],
  })
  const shop = await bundle('recipe.ts', scratch)
  return JSON.parse(await run(folder, [program, shop, outfile, name, how], environment))
}
function folderOf(name: string): string {
  const folder = join(scratch, `recipe-${name}`)
  mkdirSync(folder)
  symlinkSync(join(drivers, 'node_modules'), join(folder, 'node_modules'))
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  return folder
}
const wanted = { refused: true, after: ['busy', 'done'] }

it.for(['pg', 'postgres'])('%s', async (name, { skip, onTestFinished }) => {
  if (!host) return skip('PostgreSQL is not installed')
  type Pool = { query(text: string): Promise<{ rows: unknown[]; rowCount: number }>; end(): Promise<void> }
  const { Pool } = driver<{ Pool: new (options: object) => Pool }>(drivers, 'pg')
  const server = { host, user: 'shop', database: `recipe_${name}` }
  const admin = new Pool({ ...server, database: 'postgres' })
  await admin.query(`create database ${server.database}`)
  await admin.end()
  const pool = new Pool(server)
  onTestFinished(() => pool.end())
  for (const statement of [blocks('sql')[0]!, 'create table orders (id text, paid boolean)'])
    await pool.query(statement)
  await pool.query(`insert into orders values ('${name} late', false), ('${name} good', false)`)
  const environment = { PGHOST: host, PGUSER: 'shop', PGDATABASE: server.database }
  expect(await runRecipe(name, recipeOf(name), environment)).toEqual(wanted)
  const orders = (await pool.query('select id, paid from orders order by id')).rows
  expect(orders).toEqual([
    { id: `${name} good`, paid: true },
    { id: `${name} late`, paid: false },
  ])
  // What was done a month ago goes, what is younger stays.
  await pool.query(`update shroff_store set lease_until = now() - interval '31 days' where done`)
  expect((await pool.query(purgePostgres)).rowCount).toBe(1)
  expect((await pool.query('select done from shroff_store')).rows).toEqual([{ done: false }])
})

it.for([
  ['better-sqlite3', undefined],
  ['node:sqlite', bringNode22],
  ['bun:sqlite', bringBun],
] as const)('%s', async ([driverName, bring], { skip, onTestFinished }) => {
  if (!inject('sqlite')) return skip('better-sqlite3 can be neither fetched nor compiled')
  const brought = bring?.()
  if (brought && 'missing' in brought) return skip(brought.missing)
  const name = driverName.replace(':', '-')
  const folder = folderOf(name)
  const database: Database = openSqlite(drivers, join(folder, 'shop.db'))
  onTestFinished(() => database.close())
  database.exec('create table orders (id text, paid integer)')
  database.exec(`insert into orders values ('${name} late', 0), ('${name} good', 0)`)
  const [, bunLine] = /first line is `(import .*?)`/.exec(page)!
  const code =
    driverName === 'bun:sqlite' ? recipeOf('node:sqlite').replace(/^import .*\n/, `${bunLine}\n`) : recipeOf(driverName)
  expect(await runRecipe(name, code, {}, brought?.program, folder)).toEqual(wanted)
  expect(database.prepare('select id, paid from orders order by id').all()).toEqual([
    { id: `${name} good`, paid: 1 },
    { id: `${name} late`, paid: 0 },
  ])
  database.exec('update shroff_store set lease_until = lease_until - 31 * 86400000 where done')
  database.exec(purgeSqlite)
  expect(database.prepare('select done from shroff_store').all()).toEqual([{ done: 0 }])
  expect(await sqliteStore(database).claim(`${name}/good`, 1)).toMatchObject({ state: 'claimed' })
})

it.for(['ioredis', 'redis'])('%s', async (name, { skip }) => {
  if (!redis) return skip('Redis is not installed')
  expect(await runRecipe(name, recipeOf(name), { REDIS_URL: inject('redisUrl') })).toEqual(wanted)
})

it('pg-boss: one job, in the transaction that confirms', async ({ skip, onTestFinished }) => {
  if (!host) return skip('PostgreSQL is not installed')
  const brought = bringNode22()
  if ('missing' in brought) return skip(brought.missing)
  type Pool = { query(text: string): Promise<{ rows: unknown[] }>; end(): Promise<void> }
  const { Pool } = driver<{ Pool: new (options: object) => Pool }>(drivers, 'pg')
  const admin = new Pool({ host, user: 'shop', database: 'postgres' })
  await admin.query('create database recipe_boss')
  await admin.end()
  const pool = new Pool({ host, user: 'shop', database: 'recipe_boss' })
  onTestFinished(() => pool.end())
  await pool.query(blocks('sql')[0]!)
  const environment = { PGHOST: host, PGUSER: 'shop', PGDATABASE: 'recipe_boss' }
  expect(await runRecipe('pg-boss', recipeOf('pg-boss'), environment, brought.program)).toEqual(wanted)
  const jobs = (await pool.query("select data from pgboss.job where name = 'paid'")).rows
  expect(jobs).toEqual([{ data: { orderId: 'pg-boss good' } }])
})

it('BullMQ: one job for an event that comes twice', async ({ skip, onTestFinished }) => {
  if (!redis) return skip('Redis is not installed')
  const [environment, folder] = [{ REDIS_URL: inject('redisUrl') }, folderOf('bullmq')]
  const ran = await runRecipe('bullmq', recipeOf('bullmq'), environment, process.execPath, folder, 'at least once')
  expect(ran).toEqual(wanted)
  type Client = {
    hget(key: string, field: string): Promise<string>
    llen(key: string): Promise<number>
    quit(): unknown
  }
  const client = new (driver<{ Redis: new (path: string) => Client }>(drivers, 'ioredis').Redis)(redis)
  onTestFinished(async () => void (await client.quit()))
  expect(JSON.parse(await client.hget('bull:paid:bullmq%2Fgood', 'data'))).toEqual({ orderId: 'bullmq good' })
  expect(await client.llen('bull:paid:wait')).toBe(1)
})
