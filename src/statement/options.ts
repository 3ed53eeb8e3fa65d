import type { CallOptions } from '../core/client.js'
import type { Download } from './download.js'

export type DownloadStatementOptions = CallOptions & {
  /** How the file is fetched. Default: `fetchDownload()` of `shroff/statement`, on the runtime's `fetch`. */
  download?: Download
  /** Largest file, unpacked. Default: 2 GiB. */
  maximumBytes?: number
}

export const defaultMaximumBytes = 2 * 1024 ** 3
