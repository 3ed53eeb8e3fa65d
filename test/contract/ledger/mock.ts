import { createHash, createPublicKey, generateKeyPairSync, verify } from 'node:crypto'
import type { MockProvider } from 'shroff/mock'
import type { WireReply } from '../../../src/core/transport.js'
import {
  type BookOrder,
  type BookRefund,
  beside,
  isBookError,
  placeOrder,
  placeRefund,
  refundsOf,
  settleBookRefund,
} from '../../../src/mock/book.js'
import type { Fault, ProviderFault } from '../../../src/mock/faults.js'
import type { MockContext } from '../../../src/mock/provider.js'
import { isRefusal, refuse } from '../../../src/mock/refusal.js'
import type { LedgerOptions } from './account.js'
import { host } from './call.js'

type Asked = { orderId: string; refundId: string; value: number; blob: string; signature: string }

/** Unsigned answers can be late, lost and wrong, but not wrongly signed. */
const itsFaults: readonly ProviderFault[] = ['system-error-before', 'system-error-after', 'unavailable', 'rate-limited']

/** A ledger in memory: it takes every transfer whose signature is right, each once, by its hash. */
export const mockLedger = (): MockProvider<'ledger', LedgerOptions> => ({
  name: 'ledger',
  async start(context) {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519')
    const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }) as string
    const key = createPublicKey(publicKey.export({ format: 'pem', type: 'spki' }))
    const methods = methodsOf(context, (blob, signature) =>
      verify(null, Buffer.from(blob), key, Buffer.from(signature, 'base64')),
    )
    return {
      credentials: { address: 'rShop', privateKey: pem, clock: context.clock },
      owns: ({ origin }) => origin === host,
      faults: () => itsFaults,
      newPayment: ({ orderId }) => ({ paymentId: `tx-${orderId}`, payerId: 'rPayer' }),
      async handle({ url, body }, fault) {
        try {
          mustBeWell(fault)
          const method = methods[new URL(url).pathname.slice(1)]
          if (!method) throw refuse(404, 'NO_METHOD', 'There is no such method.')
          const answer = method(JSON.parse(new TextDecoder().decode(body)))
          if (fault === 'system-error-after') throw refuse(500, 'DOWN', 'The server failed.')
          return replyOf(200, answer)
        } catch (error) {
          if (isBookError(error)) return replyOf(400, { code: 'TOO_MUCH', message: error.message })
          if (isRefusal(error)) return replyOf(error.status, { code: error.code, message: error.message })
          throw error
        }
      },
    }
  },
})

function methodsOf(
  { book, clock }: MockContext,
  isSigned: (blob: string, signature: string) => boolean,
): Record<string, (asked: Asked) => object> {
  const byHash = beside(book, 'transfers', () => new Map<string, BookRefund>())
  const known = ({ orderId }: Pick<Asked, 'orderId'>): BookOrder => {
    const order = book.orders.get(orderId)
    if (!order) throw refuse(404, 'NO_ORDER', 'There is no such order.')
    return order
  }
  return {
    place({ orderId, value }) {
      const found = book.orders.get(orderId)
      if (found && found.amount.value !== value) throw refuse(400, 'ORDER_DIFFERS', 'It was placed otherwise.')
      const createdAt = clock.now()
      const amount = { currency: 'CNY', value } as const
      const order =
        found ??
        placeOrder(book, { orderId, amount, createdAt, expiresAt: createdAt + 3_600_000, opened: true, wire: {} })
      return { ...orderTold(order), tag: [...book.orders.keys()].indexOf(orderId) }
    },
    order: (asked) => orderTold(known(asked)),
    submit({ blob, signature }) {
      if (!isSigned(blob, signature)) throw refuse(400, 'BAD_SIGNATURE', 'The signature is not of this blob.')
      const hash = createHash('sha256').update(blob).digest('hex')
      const found = byHash.get(hash)
      if (found) return transferTold(found)
      const { orderId, refundId, value } = JSON.parse(blob)
      const order = known({ orderId })
      const placed = placeRefund(book, {
        refundId,
        providerRefundId: hash,
        order,
        value,
        createdAt: clock.now(),
        wire: {},
      })
      settleBookRefund(placed, 'succeeded', clock.now())
      byHash.set(hash, placed)
      return transferTold(placed)
    },
    transfer(asked) {
      const order = known(asked)
      const found = refundsOf(book, asked.refundId).find((refund) => refund.order === order)
      if (!found) throw refuse(404, 'NO_TRANSFER', 'There is no such transfer.')
      return transferTold(found)
    },
  }
}

const orderTold = ({ orderId, amount, status, paidAt }: BookOrder) => ({ orderId, value: amount.value, status, paidAt })
const transferTold = ({ order, refundId, value, status }: BookRefund) => ({
  orderId: order.orderId,
  refundId,
  value,
  status,
})

function mustBeWell(fault: Fault | undefined): void {
  if (fault === 'system-error-before') throw refuse(500, 'DOWN', 'The server failed.')
  if (fault === 'unavailable') throw refuse(503, 'DOWN', 'Come again later.')
  if (fault === 'rate-limited') throw refuse(429, 'BUSY', 'Too many calls.')
  if (typeof fault === 'object') throw refuse(fault.status, fault.code, fault.message ?? '')
}

const replyOf = (status: number, body: object): WireReply => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: new TextEncoder().encode(JSON.stringify(body)),
})
