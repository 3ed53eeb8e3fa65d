import type { WireRequest } from 'shroff'
import type { memoryOf } from '../../src/circle/mock/platform.js'
import type { Book } from '../../src/mock/book.js'

/** Whether a request asks, and moves nothing. */
export const isQuestion = ({ method, url, body }: WireRequest): boolean => {
  const form = new URLSearchParams(new TextDecoder().decode(body))
  if (method === 'GET' || form.get('txnType') === '00') return true
  return /(query|inquiry\w+)(\.cgi)?$/.test(form.get('method') ?? new URL(url).pathname)
}

/** What has moved, in a book. An order that was refused as it came is kept at some providers, and nothing has moved. */
export const stepsIn = ({ orders }: Book) =>
  [...orders]
    .filter(([, { status }]) => status !== 'closed')
    .map(([orderId, { status, refunds }]) => [
      orderId,
      status,
      refunds.map((refund) => [refund.refundId, refund.value, refund.status]),
    ])

/** What has moved at Circle. That an intent is closed moves nothing, as in a book. */
export const stepsOf = ({ intents, payments }: ReturnType<typeof memoryOf>) => [
  [...intents.keys()],
  [...payments.values()].map(({ id, status }) => [id, status]),
]
