// Orders and the store of webhooks in SQLite, which Node has of its own from 22.13 on.
import { DatabaseSync } from 'node:sqlite'
import { sqliteStore, sqliteTable } from 'shroff/store/sqlite'

export async function openDatabase(file = 'shop.db') {
  const database = new DatabaseSync(file)
  database.exec('pragma busy_timeout = 5000; pragma journal_mode = wal; pragma synchronous = full')
  database.exec(`${sqliteTable};
    create table if not exists orders (
      order_id text primary key, fen integer not null, placed_at integer not null, status text not null, code text
    )`)
  const run = async (sql, ...values) => void database.prepare(sql).run(...values)
  return {
    store: sqliteStore(database),
    add: ({ orderId, fen, placedAt }) =>
      run(`insert into orders values (?, ?, ?, 'pending', null)`, orderId, fen, placedAt.getTime()),
    setCode: (orderId, code) => run('update orders set code = ? where order_id = ?', code, orderId),
    setStatus: (orderId, status) => run('update orders set status = ? where order_id = ?', status, orderId),
    async find(orderId) {
      const row = database.prepare('select * from orders where order_id = ?').get(orderId)
      return row && { orderId, fen: row.fen, placedAt: new Date(row.placed_at), status: row.status, code: row.code }
    },
    close: async () => database.close(),
  }
}

/** For the tests. */
export const openTestDatabase = () => openDatabase(':memory:')
