import type { Amount, Client } from 'shroff'
import type { LedgerAccount } from './account.js'
import { signTransfer } from './actions.js'
import { call } from './call.js'

/** The mistake: a seal that runs once for each attempt makes a new order of payment each time. */
export const refundPayment = (
  client: Client<LedgerAccount>,
  refund: { orderId: string; refundId: string; amount: Amount },
) =>
  call(client, {
    action: 'refundPayment',
    method: 'submit',
    query: false,
    repeat: 'always',
    seal: () => {
      const { blob, signature } = signTransfer(client.account, refund)
      return { blob, signature }
    },
    decode: (transfer: object) => transfer,
  })
