/**
 * What the processes of a shop share, in memory; and the journal of `settlePayment` on any store. Those in a database are
 * `shroff/store/sqlite`, `shroff/store/redis` and `shroff/store/postgres`.
 *
 * @module shroff/store
 */
export { type JournalOptions, journalOf } from './journal.js'
export { type MemoryStoreOptions, memoryStore } from './memory.js'
export type { Claimed, Store } from './store.js'
