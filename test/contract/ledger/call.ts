import { type Client, ShroffError } from 'shroff'
import { plain } from '../../../src/core/errors.js'
import { findRefusal, type Refusal, refusedError, strangeReply } from '../../../src/core/refusals.js'
import { type Exchange, request } from '../../../src/core/request.js'
import type { WireReply, WireRequest } from '../../../src/core/transport.js'
import { markVerified, type Verified } from '../../../src/core/verified.js'
import type { LedgerAccount } from './account.js'

export const host = 'https://ledger.example'

const refusals: readonly Refusal[] = [
  ['NO_ORDER', 'ORDER_NOT_FOUND', 'rejected', 'It was never placed, or the number is wrong.'],
  ['NO_TRANSFER', 'REFUND_NOT_FOUND', 'rejected', 'It was not accepted; submit the prepared transfer again.'],
  ['ORDER_DIFFERS', 'ORDER_ID_USED', 'rejected', 'Use a new orderId.'],
  ['TOO_MUCH', 'REFUND_REFUSED', 'rejected', 'More than what is left of the payment.'],
  ['BAD_SIGNATURE', 'SIGNATURE_REFUSED', 'rejected', 'Check the key.'],
  ['BUSY', 'RATE_LIMITED', 'unknown', ''],
  ['DOWN', 'PROVIDER_UNAVAILABLE', 'unknown', ''],
]

/** What an action brings: all but what is the same for every call. */
export type Call<T> = Pick<Exchange<T>, 'action' | 'query' | 'repeat'> & {
  method: string
  seal: () => object
  decode: (answer: never) => T
}

/** Nothing but the connection vouches for what the ledger answers. */
export const call = <T>(client: Client<LedgerAccount>, { method, seal, decode, ...rest }: Call<T>): Promise<T> =>
  request(client, {
    ...rest,
    hosts: [host],
    requestIdHeader: 'request-id',
    resolve: 'Call getRefund, then submit the same prepared transfer again.',
    seal: async (to) => sealed(`${to}/${method}`, seal()),
    open: (reply) => open(rest.action, reply),
    decode: ({ value }) => decode(value as never),
  })

const sealed = (url: string, body: object): WireRequest => ({
  method: 'POST',
  url,
  headers: { 'content-type': 'application/json' },
  body: new TextEncoder().encode(JSON.stringify(body)),
})

async function open(action: string, { status, body }: WireReply): Promise<Verified> {
  const answer = parsed(body)
  if (answer && status === 200) return markVerified(answer, 'connection')
  if (typeof answer?.code !== 'string') throw strangeReply('The ledger', { status, authentic: false })
  const row = findRefusal(answer.code, refusals)
  throw refusedError('The ledger', { action }, row, {
    final: status < 500,
    status,
    providerCode: plain(answer.code, 80),
    providerMessage: plain(String(answer.message), 500),
    authentic: false,
  })
}

function parsed(body: Uint8Array): { code?: unknown; message?: unknown } | undefined {
  try {
    return JSON.parse(new TextDecoder().decode(body))
  } catch {
    return undefined
  }
}

/** The answer is for this order, or somebody mixed them up. */
export function mustBeOf(asked: string, answered: string): void {
  if (asked !== answered)
    throw new ShroffError('REPLY_MISMATCH', { problem: `Asked was ${asked}, answered ${answered}.` })
}
