import { createHash, sign } from 'node:crypto'
import type { Amount, Client } from 'shroff'
import { keyOf, type LedgerAccount } from './account.js'
import { call, mustBeOf } from './call.js'

type Payer = { orderId: string; amount: Amount }
type Order = { orderId: string; value: number; status: string; paidAt?: number }
type Transfer = { orderId: string; refundId: string; value: number; status: 'pending' | 'succeeded' }

const amountOf = (value: number): Amount => ({ currency: 'CNY', value })
const refundOf = ({ value, ...transfer }: Transfer) => ({ ...transfer, amount: amountOf(value) })

export const createPayment = (client: Client<LedgerAccount>, { orderId, amount }: Payer) =>
  call(client, {
    action: 'createPayment',
    method: 'place',
    query: false,
    repeat: 'always',
    seal: () => ({ orderId, value: amount.value }),
    decode(order: Order & { tag: number }) {
      mustBeOf(orderId, order.orderId)
      const nextAction = { type: 'transfer', address: client.account.address, tag: order.tag } as const
      return { channel: 'transfer', orderId, status: 'pending', nextAction } as const
    },
  })

export const getPayment = (client: Client<LedgerAccount>, { orderId }: { orderId: string }) =>
  call(client, {
    action: 'getPayment',
    method: 'order',
    query: true,
    repeat: 'always',
    seal: () => ({ orderId }),
    decode({ value, paidAt, ...order }: Order) {
      mustBeOf(orderId, order.orderId)
      return { ...order, amount: amountOf(value), ...(paidAt !== undefined && { paidAt: new Date(paidAt) }) }
    },
  })

/** A transfer that is signed and not sent: store it, then submit it as often as needed. */
export type PreparedTransfer = { refundId: string; hash: string; blob: string; signature: string }
type RefundParameters = { orderId: string; refundId: string; amount: Amount }

/** Signs a transfer back to the payer. Two of them are two orders of payment, were they for the same refund. */
export function signTransfer(
  account: LedgerAccount,
  { orderId, refundId, amount }: RefundParameters,
): PreparedTransfer {
  const nonce = Buffer.from(account.randomBytes(8)).toString('hex')
  const blob = JSON.stringify({ from: account.address, orderId, refundId, value: amount.value, nonce })
  const signature = sign(null, Buffer.from(blob), keyOf(account)).toString('base64')
  return { refundId, hash: createHash('sha256').update(blob).digest('hex'), blob, signature }
}

export const prepareRefund = async ({ account }: Client<LedgerAccount>, refund: RefundParameters) =>
  signTransfer(account, refund)

/** What is submitted is the very blob that was stored, so it moves the money once, however often it arrives. */
export const submitTransfer = (client: Client<LedgerAccount>, { refundId, blob, signature }: PreparedTransfer) =>
  call(client, {
    action: 'submitTransfer',
    method: 'submit',
    query: false,
    repeat: 'always',
    seal: () => ({ blob, signature }),
    decode(transfer: Transfer) {
      mustBeOf(refundId, transfer.refundId)
      return refundOf(transfer)
    },
  })

export const getRefund = (
  client: Client<LedgerAccount>,
  { orderId, refundId }: { orderId: string; refundId: string },
) =>
  call(client, {
    action: 'getRefund',
    method: 'transfer',
    query: true,
    repeat: 'always',
    seal: () => ({ orderId, refundId }),
    decode(transfer: Transfer) {
      mustBeOf(refundId, transfer.refundId)
      return refundOf(transfer)
    },
  })
