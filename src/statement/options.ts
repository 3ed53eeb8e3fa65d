import type { CallOptions } from '../core/client.js'
import type { Download } from './download.js'

/** What every provider's `downloadStatement` takes besides. */
export type StatementOptions = CallOptions & {
  /** How the file is fetched. Default: `fetchDownload()` of `shroff/statement`, on the runtime's `fetch`; with `mock.transport`, from the mock. */
  download?: Download
  /** Largest file, unpacked. Default: 2 GiB. */
  maximumBytes?: number
}

export const defaultMaximumBytes = 2_147_483_648

/** A day of the calendar, `yyyy-MM-dd`. Written back: `Date.parse` takes the 30th of February for the 2nd of March. */
export const isDay = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) && new Date(Date.parse(text) || 0).toISOString().startsWith(text)
