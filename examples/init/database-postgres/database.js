// Orders and the store of webhooks in PostgreSQL.
import pg from 'pg'
import { memoryStore } from 'shroff/store'
import { postgresStore, postgresTable } from 'shroff/store/postgres'

export async function openDatabase(url) {
  const pool = new pg.Pool({ connectionString: url, statement_timeout: 3000 })
  await pool.query(postgresTable)
  await pool.query(`create table if not exists orders (
    order_id text primary key, fen integer not null, placed_at timestamptz not null, status text not null, code text
  )`)
  const run = async (sql, ...values) => void (await pool.query(sql, values))
  return {
    store: postgresStore(pool),
    add: ({ orderId, fen, placedAt }) =>
      run(`insert into orders values ($1, $2, $3, 'pending', null)`, orderId, fen, placedAt),
    setCode: (orderId, code) => run('update orders set code = $1 where order_id = $2', code, orderId),
    setStatus: (orderId, status) => run('update orders set status = $1 where order_id = $2', status, orderId),
    async find(orderId) {
      const { rows } = await pool.query('select * from orders where order_id = $1', [orderId])
      const [row] = rows
      return row && { orderId, fen: row.fen, placedAt: row.placed_at, status: row.status, code: row.code }
    },
    close: () => pool.end(),
  }
}

/** For the tests: the database that TEST_DATABASE_URL names, else the same in memory. */
export async function openTestDatabase() {
  if (process.env.TEST_DATABASE_URL) return openDatabase(process.env.TEST_DATABASE_URL)
  const orders = new Map()
  const change = async (orderId, changes) => void orders.set(orderId, { ...orders.get(orderId), ...changes })
  return {
    store: memoryStore(),
    add: (order) => change(order.orderId, { ...order, status: 'pending' }),
    setCode: (orderId, code) => change(orderId, { code }),
    setStatus: (orderId, status) => change(orderId, { status }),
    find: async (orderId) => orders.get(orderId),
    close: async () => {},
  }
}
