/**
 * A store in PostgreSQL.
 *
 * @module shroff/store/postgres
 */
import { mustHave } from './handle.js'
import type { Store } from './store.js'

/** What pg's Pool and Client have in common, and whatever else runs a statement with values. */
export type PostgresDatabase = {
  query(text: string, values: (string | number)[]): PromiseLike<{ readonly rows: readonly unknown[] }>
}

/** The table of the store, for your migrations. */
export const postgresTable = `create table if not exists shroff_store (
  key text primary key,
  token bigint not null,
  lease_until timestamptz not null,
  done boolean not null default false,
  value text
)`

// Not now(): within a transaction it stands still.
const time = 'clock_timestamp()'
const after = `${time} + interval '1 millisecond' * `

const claim = `insert into shroff_store as held (key, token, lease_until)
values ($1, extract(epoch from ${time}) * 1000000, ${after}$2)
on conflict (key) do update set token = greatest(held.token + 1, excluded.token), lease_until = ${after}$2
where not held.done and held.lease_until <= ${time}
returning token::text, value`
const find = 'select done from shroff_store where key = $1'
const held = `where key = $1 and token::text = $2 and not done and lease_until > ${time} returning key`
const heldOrDone = `where key = $1 and token::text = $2 and (done or lease_until > ${time}) returning key`
const renew = `update shroff_store set lease_until = ${after}$3 ${heldOrDone}`
const write = `update shroff_store set value = $3 ${held}`
const confirm = `update shroff_store set done = true, value = null, lease_until = ${time} ${heldOrDone}`
const release = `update shroff_store set lease_until = ${time} ${held}`

/**
 * A store in PostgreSQL, 12 or later, by the server's time. On a connection with an open transaction each step is a part of it:
 * `confirm` there, and what you write beside it, are kept together or not at all. `false`: the lease is lost; roll back.
 *
 * @throws `CONFIG_INVALID` for what is no database.
 * @example
 * const store = postgresStore(pool)
 *
 * await client.query('begin')
 * await client.query('update orders set paid = true where id = $1', [orderId])
 * const kept = await postgresStore(client).confirm(key, token)
 * await client.query(kept ? 'commit' : 'rollback')
 */
export function postgresStore(database: PostgresDatabase): Store {
  mustHave('postgresStore', 'database', database, 'query')
  const row = async (text: string, ...values: (string | number)[]) =>
    (await database.query(text, values)).rows[0] as Record<string, unknown> | undefined
  const changed = async (text: string, ...values: (string | number)[]) => (await row(text, ...values)) !== undefined
  return {
    async claim(key, lease) {
      const claimed = (await row(claim, key, lease)) as { token: string; value: string | null } | undefined
      if (!claimed) return { state: (await row(find, key))?.done ? 'done' : 'busy' }
      const { token, value } = claimed
      return { state: 'claimed', token, ...(value !== null && { value }) }
    },
    renew: (key, token, lease) => changed(renew, key, token, lease),
    write: (key, token, value) => changed(write, key, token, value),
    confirm: (key, token) => changed(confirm, key, token),
    release: (key, token) => changed(release, key, token),
  }
}
