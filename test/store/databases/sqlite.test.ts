import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { sqliteStore, sqliteTable } from 'shroff/store/sqlite'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { createMockClock } from '../../../src/mock/clock.js'
import { bringBun, bringNode22 } from '../../runtimes/bring.js'
import { storeContract } from '../contract.js'
import { bundle } from './bundle.js'
import { type Database, openSqlite } from './drivers.js'

const file = join(inject('scratch'), 'contract.db')

describe.skipIf(!inject('sqlite'))('SQLite', () => {
  let one: Database
  let other: Database
  beforeAll(() => {
    one = openSqlite(inject('drivers'), file)
    other = openSqlite(inject('drivers'), file)
    one.exec(sqliteTable)
    other.exec(sqliteTable)
    one.exec('create table orders (id text primary key)')
  })
  afterAll(() => {
    one?.close()
    other?.close()
  })

  storeContract('SQLite, by two connections of better-sqlite3', async () => {
    const clock = createMockClock(new Date())
    return {
      stores: [sqliteStore(one, { clock }), sqliteStore(other, { clock })],
      async lapse() {
        clock.advance(60_000)
      },
      async forget() {
        clock.advance(31 * 86_400_000)
        one.prepare('delete from shroff_store where lease_until < ? returning key').all(clock.now() - 30 * 86_400_000)
      },
      async pass(milliseconds) {
        clock.advance(milliseconds)
      },
    }
  })

  it('confirms within a transaction of the shop’s own, once', async () => {
    const clock = createMockClock(new Date())
    const [store, rival] = [sqliteStore(one, { clock }), sqliteStore(other, { clock })]
    const payAndConfirm = (token: string) =>
      one
        .transaction(() => {
          one.prepare('insert into orders values (?) returning id').get('T_1')
          if (!store.confirmSync('tx 1', token)) throw new Error('Another process has it.')
        })
        .immediate()
    const { token: first } = (await store.claim('tx 1', 1000)) as { token: string }
    clock.advance(1000)
    expect(() => payAndConfirm(first)).toThrow('Another process has it.')
    expect(one.prepare('select id from orders').all()).toEqual([])
    const { token: second } = (await rival.claim('tx 1', 1000)) as { token: string }
    expect(() => payAndConfirm(first)).toThrow('Another process has it.')
    payAndConfirm(second)
    expect(other.prepare('select id from orders').all()).toEqual([{ id: 'T_1' }])
    expect(await rival.claim('tx 1', 1000)).toEqual({ state: 'done' })
    // What the handler says after it.
    expect(await store.confirm('tx 1', second)).toBe(true)
  })

  it('is read by the machine’s sqlite3', async ({ skip }) => {
    const sqlite3 = (sql: string) => spawnSync('sqlite3', [file, sql], { encoding: 'utf8' })
    if (sqlite3('select 1').status !== 0) return skip('sqlite3 is not installed')
    const store = sqliteStore(one)
    const { token } = (await store.claim('seen', 60_000)) as { token: string }
    const row = () =>
      sqlite3("select token, done, typeof(lease_until) from shroff_store where key = 'seen'").stdout.trim()
    expect(row()).toBe(`${token}|0|integer`)
    await store.confirm('seen', token)
    expect(row()).toBe(`${token}|1|integer`)
  })

  it('refuses what is no database', () => {
    expect(() => sqliteStore({} as never)).toThrow('database must have the function prepare')
  })
})

describe('SQLite of the runtime itself', () => {
  it.for([
    ['node:sqlite', bringNode22],
    ['bun:sqlite', bringBun],
  ] as const)('%s does each step', async ([name, bring], { skip }) => {
    const brought = bring()
    if ('missing' in brought) return skip(brought.missing)
    const program = await bundle('sqlite-steps.ts', inject('scratch'))
    const { stdout, stderr, status } = spawnSync(
      brought.program,
      [program, join(inject('scratch'), `${name.slice(0, 4)}.db`)],
      { encoding: 'utf8' },
    )
    if (status !== 0) throw new Error(stderr)
    expect(JSON.parse(stdout)).toEqual(wanted)
  })
})

const wanted = [
  { state: 'claimed', token: true },
  { state: 'busy' },
  true,
  true,
  // Its lease has ended.
  false,
  { state: 'claimed', token: true, value: '茶' },
  false,
  true,
  { state: 'claimed', token: true, value: '茶' },
  // Confirmed in a transaction that is rolled back.
  true,
  { state: 'busy' },
  // And in one that is kept.
  true,
  { state: 'done' },
  true,
  false,
]
