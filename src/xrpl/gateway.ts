import type { Client } from '../core/client.js'
import { limitsOf } from '../gateway/port.js'
import type { TransferCreateParameters, TransferGatewayWith, TransferOrderNumber } from '../gateway/transfer.js'
import { toTransferPayment, transferGatewayOf } from '../gateway/transfer-port.js'
import type { XrplAccount } from './account.js'
import { awaitPayment, rhythm } from './actions/awaitPayment.js'
import { type CreatePaymentParameters, createPayment, createPaymentParameters } from './actions/createPayment.js'
import { getPayment } from './actions/getPayment.js'
import { identity, nameOf } from './name.js'
import type { XrplOrder } from './order.js'

export type XrplGateway = TransferGatewayWith<never, 'xrpl'>

/**
 * The XRP Ledger behind the face of all providers of tokens. Every order has its `tag`: the ledger knows it by nothing else, so it
 * must be given everywhere, with the amount and `placedAt`. There are no webhooks, nothing is closed, and nothing is given back.
 *
 * @example
 * const gateway = xrplGateway(client)
 */
export const xrplGateway = (client: Client<XrplAccount>): XrplGateway =>
  transferGatewayOf(client, {
    name: nameOf(client.account),
    identity,
    rhythm,
    limits: {
      createPayment: limitsOf(createPaymentParameters, toOwn<TransferCreateParameters, CreatePaymentParameters>),
    },
    createPayment: (client, given, options) => createPayment(client, toOwn(given), options),
    getPayment: async (client, given, options) => toTransferPayment(await getPayment(client, toOwn(given), options)),
    awaitPayment: async (client, given, options) =>
      toTransferPayment(await awaitPayment(client, toOwn(given), options)),
  })

/** That a tag is missing, or an asset is another chain's, is for the action to say. */
function toOwn<G extends TransferOrderNumber, O extends XrplOrder>({ reference: _reference, ...order }: G): O {
  return order as unknown as O
}
