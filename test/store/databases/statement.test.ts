import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type OpenOrder, type Reconciliation, reconcile, type StatementRow } from 'shroff/statement'
import { beforeAll, expect, inject, it } from 'vitest'
import { run } from '../../quickstarts/run.js'
import { bringNode22 } from '../../runtimes/bring.js'
import { root } from '../../vitest.config.js'
import { bundle } from './bundle.js'
import { driver, openSqlite } from './drivers.js'
import { booksOf, rowsOf } from './statement-rows.js'

// The statement and the programs of docs/statements.md as they stand; docs/zh/statements.md has the same.
const page = readFileSync(join(root, 'docs/statements.md'), 'utf8')
const blocks = (language: string) =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))].map(([, code]) => code!)
const [tables, statement] = blocks('sql') as [string, string]
const [withPg, withSqlite] = blocks('js') as [string, string]

const count = 100_000
const [drivers, scratch, host] = [inject('drivers'), inject('scratch'), inject('postgres')]
const rows = [...rowsOf(count)]
const placeOf = new Map(rows.map((row, place) => [row, place]))
let program: string
let wanted: Reconciliation
beforeAll(async () => {
  program = await bundle('statement-rows.ts', scratch)
  wanted = sorted(await reconcile(rows, booksOf(count)))
  // A hundred times each, or there would be nothing to find.
  const { missing, surplus, differing } = wanted
  expect([missing.length, surplus.length, differing.length]).toEqual([100, 400, 300])
})

/** A row of the statement's result; big numbers are texts with pg. */
type Row = {
  difference: string
  entries: number | string
  order_id: string
  refund_id: string
  place: number
  booked: number | string
  booked_currency: 'CNY'
  stated: number | string
  stated_currency: string
}

/** The same differences as `reconcile` has them. */
function found(lines: Row[]): Reconciliation {
  const those = (name: keyof Reconciliation) => lines.filter(({ difference }) => difference === name)
  const order = ({ order_id, refund_id, booked, booked_currency }: Row): OpenOrder => ({
    orderId: order_id,
    ...(refund_id !== '' && { refundId: refund_id }),
    amount: { currency: booked_currency, value: Number(booked) },
  })
  const row = ({ place, stated, stated_currency }: Row) => {
    const stands = rows[place - 1]!
    expect([Number(stated), stated_currency]).toEqual([stands.amount.value, stands.amount.currency])
    return stands
  }
  return sorted({
    matched: Number(those('matched')[0]!.entries),
    missing: those('missing').map(order),
    surplus: those('surplus').map(row),
    differing: those('differing').map((line) => ({ order: order(line), row: row(line) })),
  })
}

/** A database gives them in any order. */
function sorted({ matched, missing, surplus, differing }: Reconciliation): Reconciliation {
  const number = ({ orderId, refundId = '' }: OpenOrder) => `${orderId} ${refundId}`
  const place = (row: StatementRow) => placeOf.get(row)!
  return {
    matched,
    missing: [...missing].sort((a, b) => (number(a) < number(b) ? -1 : 1)),
    surplus: [...surplus].sort((a, b) => place(a) - place(b)),
    differing: [...differing].sort((a, b) => place(a.row) - place(b.row)),
  }
}

/** The books as the shop has put them into its database. */
const books = () =>
  Array.from(booksOf(count), ({ orderId, refundId, amount }) => ({
    kind: refundId === undefined ? 'payment' : 'refund',
    order_id: orderId,
    refund_id: refundId ?? '',
    ...amount,
  }))

async function runRecipe(name: string, code: string, environment = {}, node = process.execPath) {
  const folder = folderOf(name)
  const recipe = join(folder, 'recipe.mjs')
  writeFileSync(recipe, code)
  writeFileSync(join(folder, 'reconcile.sql'), statement)
  return found(JSON.parse(await run(folder, [node, program, recipe, String(count)], environment)))
}
function folderOf(name: string): string {
  const folder = join(scratch, `statement-${name}`)
  mkdirSync(folder, { recursive: true })
  symlinkSync(join(drivers, 'node_modules'), join(folder, 'node_modules'))
  return folder
}

it('PostgreSQL finds what reconcile finds', async ({ skip, onTestFinished }) => {
  if (!host) return skip('PostgreSQL is not installed')
  type Pool = { query(text: string, values?: unknown[]): Promise<unknown>; end(): Promise<void> }
  const { Pool } = driver<{ Pool: new (options: object) => Pool }>(drivers, 'pg')
  const pool = new Pool({ host, user: 'shop', database: 'postgres' })
  onTestFinished(() => pool.end())
  await pool.query(tables)
  await pool.query('insert into books select * from json_populate_recordset(null::books, $1)', [
    JSON.stringify(books()),
  ])
  const environment = { PGHOST: host, PGUSER: 'shop', PGDATABASE: 'postgres' }
  expect(await runRecipe('pg', withPg, environment)).toEqual(wanted)
})

it.for([
  ['better-sqlite3', undefined],
  ['node:sqlite', bringNode22],
] as const)('%s finds what reconcile finds', async ([name, bring], { skip, onTestFinished }) => {
  if (!inject('sqlite')) return skip('better-sqlite3 can be neither fetched nor compiled')
  const brought = bring?.()
  if (brought && 'missing' in brought) return skip(brought.missing)
  const folder = name.replace(':', '-')
  mkdirSync(join(scratch, `statement-${folder}`))
  const database = openSqlite(drivers, join(scratch, `statement-${folder}`, 'shop.db'))
  onTestFinished(() => database.close())
  database.exec(tables)
  const insert = database.prepare('insert into books values (?, ?, ?, ?, ?) returning kind')
  database
    .transaction(() => {
      for (const { kind, order_id, refund_id, value, currency } of books())
        insert.get(kind, order_id, refund_id, value, currency)
    })
    .immediate()
  const [, nodeLine] = /second line is `(import .*?)`/.exec(page)!
  const code = name === 'node:sqlite' ? withSqlite.replace(/^import Database .*$/m, nodeLine!) : withSqlite
  expect(await runRecipe(folder, code, {}, brought?.program)).toEqual(wanted)
})
