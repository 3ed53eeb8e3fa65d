import type { CallOptions, Client } from '../core/client.js'
import { undocumented } from '../core/read.js'
import { inShape } from '../core/shape.js'
import type { RipplePaymentsAccount } from './account.js'
import { call } from './call.js'
import { isOnlyQuoted, type RippleTransfer, toTransfer } from './transfer.js'
import { pageShape } from './wire.js'

/** The most that Ripple gives at a time. */
const pageSize = 100

/** All payments that fit a filter of Ripple's, the newest first. Pages are read as they are needed. */
export async function* eachTransfer(
  client: Client<RipplePaymentsAccount>,
  { filter, ...asked }: { action: string; resolve: string; filter: object },
  options?: CallOptions,
): AsyncGenerator<RippleTransfer, void, undefined> {
  const seen = new Set<string>()
  for (let token: string | undefined; ; ) {
    const page = await call(
      client,
      {
        ...asked,
        path: '/v3/payments/filter',
        body: {
          filter,
          sort: { sortField: 'initiatedAt', sortDirection: 'DESC' },
          page: { size: pageSize, lastPageToken: token },
        },
        query: true,
        repeat: 'always',
        decode: ({ value }) => inShape(pageShape, value),
      },
      options,
    )
    const rows = page.data.filter(({ paymentId }) => !seen.has(paymentId))
    if (page.data.length > 0 && rows.length === 0) throw undocumented('a page of what was on the one before')
    for (const row of rows) {
      seen.add(row.paymentId)
      if (!isOnlyQuoted(row)) yield toTransfer(row)
    }
    // A page that is shorter than it might be is not therefore the last.
    token = page.page?.lastPageToken ?? undefined
    if (page.data.length === 0 || !token) return
  }
}
