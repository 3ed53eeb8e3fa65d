// Orders and refunds in SQLite: Node's own from 22.13 on, better-sqlite3 before that.
import { type SqliteDatabase, sqliteStore, sqliteTable } from 'shroff/store/sqlite'

type Database = {
  exec(sql: string): unknown
  prepare(sql: string): ReturnType<SqliteDatabase['prepare']> & {
    all(...values: (string | number)[]): unknown[]
    run(...values: (string | number)[]): unknown
  }
}
type Driver = new (file: string) => Database

export type Order = {
  saleId: string
  /** The browser that placed it. */
  visitor: string
  cups: number
  /** Fen. */
  total: number
  createdAt: number
  /** Of the attempt whose money is kept; empty until then. */
  provider: string
  orderId: string
  paymentId: string
  /** When `resolveCheckout` is to be called again; 0: never. */
  dueAt: number
}
export type Refund = { refundId: string; saleId: string; value: number; placedAt: number; status: string }

const tables = `${sqliteTable};
create table if not exists orders (saleId text primary key, visitor text, cups integer, total integer, createdAt integer,
  provider text default '', orderId text default '', paymentId text default '', dueAt integer);
create table if not exists refunds (refundId text primary key, saleId text, value integer, placedAt integer, status text)`

async function driver(): Promise<Driver> {
  const builtIn = await import('node:sqlite' as string).catch(() => undefined)
  const other = builtIn ? undefined : await import('better-sqlite3' as string).catch(() => undefined)
  if (!builtIn && !other)
    throw new Error('This shop keeps its orders in SQLite: use Node 22.13, or install better-sqlite3.')
  return builtIn?.DatabaseSync ?? other.default
}

export async function openDatabase(file: string) {
  const database = new (await driver())(file)
  database.exec('pragma busy_timeout = 5000; pragma journal_mode = wal; pragma synchronous = full')
  database.exec(tables)
  const one = <T>(sql: string, ...values: (string | number)[]) => database.prepare(sql).get(...values) as T | undefined
  const all = <T>(sql: string, ...values: (string | number)[]) => database.prepare(sql).all(...values) as T[]
  const run = (sql: string, ...values: (string | number)[]) => void database.prepare(sql).run(...values)
  return {
    store: sqliteStore(database),
    order: (saleId: string) => one<Order>('select * from orders where saleId = ?', saleId),
    orders: () => all<Order>('select * from orders order by createdAt desc limit 100'),
    due: (now: number) =>
      all<Order>('select * from orders where dueAt > 0 and dueAt <= ? order by dueAt limit 20', now),
    addOrder: ({
      saleId,
      visitor,
      cups,
      total,
      createdAt,
    }: Pick<Order, 'saleId' | 'visitor' | 'cups' | 'total' | 'createdAt'>) =>
      run(
        'insert into orders (saleId, visitor, cups, total, createdAt, dueAt) values (?, ?, ?, ?, ?, ?)',
        saleId,
        visitor,
        cups,
        total,
        createdAt,
        createdAt + 60_000,
      ),
    /** Delivery: once, whoever says so how often. */
    markPaid: ({
      saleId,
      provider,
      orderId,
      paymentId,
    }: Pick<Order, 'saleId' | 'provider' | 'orderId' | 'paymentId'>) =>
      run(
        "update orders set provider = ?, orderId = ?, paymentId = ? where saleId = ? and provider = ''",
        provider,
        orderId,
        paymentId,
        saleId,
      ),
    setDue: (saleId: string, dueAt: number) => run('update orders set dueAt = ? where saleId = ?', dueAt, saleId),
    refunds: (saleId: string) => all<Refund>('select * from refunds where saleId = ? order by refundId', saleId),
    addRefund: ({ refundId, saleId, value, placedAt, status }: Refund) =>
      run('insert into refunds values (?, ?, ?, ?, ?)', refundId, saleId, value, placedAt, status),
    setRefund: (refundId: string, status: string) =>
      run('update refunds set status = ? where refundId = ?', status, refundId),
  }
}

export type ShopDatabase = Awaited<ReturnType<typeof openDatabase>>
