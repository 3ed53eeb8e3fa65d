import type { Json } from '../../mock/http.js'
import { randomUuid } from '../../mock/numbers.js'
import { refuse } from '../../mock/refusal.js'
import { addressIn, amountIn, chainIn, currencyIn, objectIn, textIn } from './fields.js'
import { type Handler, invalid, memoryOf, notFound, type Payout, type Platform, type Recipient } from './platform.js'
import { masterWalletId, payoutOf, recipientOf } from './shapes.js'
import { tell } from './tell.js'

/** `POST /v1/addressBook/recipients`. */
export const createRecipient: Handler = (platform, { body }) => {
  const { clock, options } = platform
  const chain = chainIn(body, 'chain')
  const now = clock.now()
  const recipient: Recipient = {
    id: randomUuid(),
    chain,
    address: addressIn(body, chain, 'address'),
    addressTag: body.addressTag === undefined ? undefined : textIn(body, 'addressTag', /^.{1,256}$/),
    metadata: (body.metadata ?? {}) as Json,
    status: options.activatesRecipients === false ? 'pending' : 'active',
    createdAt: now,
    updatedAt: now,
  }
  memoryOf(platform).recipients.set(recipient.id, recipient)
  tell(platform, 'addressBookRecipients', recipientOf(recipient))
  return recipientOf(recipient)
}

/** `GET /v1/addressBook/recipients/{id}`. */
export const getRecipient: Handler = (platform, { id }) => {
  const recipient = memoryOf(platform).recipients.get(id)
  if (!recipient) throw notFound()
  return recipientOf(recipient)
}

/** `GET /v1/addressBook/recipients`. */
export const listRecipients: Handler = (platform) =>
  [...memoryOf(platform).recipients.values()].reverse().map(recipientOf)

/** `POST /v1/payouts`: to a recipient that is active. */
export const createPayout: Handler = (platform, { body }) => {
  const { amount, currency } = amountIn(body, 'amount')
  if (
    body.toAmount !== undefined &&
    currencyIn(objectIn(body, 'toAmount'), 'currency', 'toAmount.currency') !== currency
  )
    throw invalid('toAmount.currency')
  const destination = objectIn(body, 'destination')
  if (destination.type !== 'address_book') throw invalid('destination.type')
  const { id: wallet } = body.source === undefined ? { id: masterWalletId } : objectIn(body, 'source')
  if (wallet !== masterWalletId) throw invalid('source.id')
  const recipient = memoryOf(platform).recipients.get(String(destination.id))
  if (!recipient) throw invalid('destination.id')
  if (recipient.status !== 'active') throw refuse(400, '2', 'The recipient is not active.')
  const now = platform.clock.now()
  const payout: Payout = {
    id: randomUuid(),
    status: 'pending',
    amount,
    currency,
    recipient,
    createdAt: now,
    updatedAt: now,
  }
  memoryOf(platform).payouts.set(payout.id, payout)
  tell(platform, 'payouts', payoutOf(payout))
  return payoutOf(payout)
}

/** `GET /v1/payouts/{id}`. */
export const getPayout: Handler = (platform, { id }) => {
  const payout = memoryOf(platform).payouts.get(id)
  if (!payout) throw notFound()
  return payoutOf(payout)
}

/** `GET /v1/payouts`. */
export const listPayouts: Handler = (platform) => [...memoryOf(platform).payouts.values()].reverse().map(payoutOf)

/** A payout comes to its end. */
export function endPayout(platform: Platform, payout: Payout, errorCode: string | undefined): void {
  payout.status = errorCode === undefined ? 'complete' : 'failed'
  if (errorCode !== undefined) payout.errorCode = errorCode
  payout.updatedAt = platform.clock.now()
  tell(platform, 'payouts', payoutOf(payout))
}
