/**
 * Statements (对账单): how they are fetched, and how they are laid beside a shop's books.
 *
 * @module shroff/statement
 */
export { type Download, type FetchDownloadOptions, fetchDownload } from './download.js'
export type { StatementOptions } from './options.js'
export { type AmountIn, type OpenOrder, type Reconciliation, reconcile, type StatementLine } from './reconcile.js'
export type { StatementRow } from './row.js'
