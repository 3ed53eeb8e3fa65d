import type { Amount } from '../../core/amount.js'
import { parametersError } from '../../core/errors.js'
import { checkOptions } from '../../core/options.js'
import { checkParameters } from '../../core/parameters.js'
import type { Gateway, GatewayChannel } from '../../gateway/gateway.js'
import type { AnyGateway } from '../../gateway/transfer.js'
import type { CheckoutChoice, CheckoutOffer } from '../view.js'
import { cookieOf, pageOf } from './cookie.js'
import { type CheckoutOptions, commonRules, toCheckout } from './options.js'
import { type CheckoutSale, saleSchema } from './sale.js'
import { changeOrders, changeState, isQuoted, refOf, type SaleState, type StoredAttempt } from './state.js'
import { issueToken } from './token.js'

/** What your page is made with. */
export type CreateCheckoutResult = {
  /** For the element's attribute `token`: the right to this sale's status and channels, for 20 minutes unless renewed. */
  readonly token: string
  /** For the element's attribute `endpoint`. */
  readonly endpoint: string
  /** `Set-Cookie` of the answer that carries your page, for payers without JavaScript. */
  readonly cookie: string
  /** Where those go on: a link inside `<noscript>`. */
  readonly noScriptUrl: string
}

const minute = 60_000

/**
 * Opens the checkout of a sale, or finds it again: after a reload, in a second tab, on another day, it is the same sale with the same
 * orders. Nothing is sent: an order is placed when the payer chooses a way to pay. Call it for each view of your page, after you have
 * made sure whose sale it is.
 *
 * With another amount the sale goes on, and its old orders are void: they are closed, and what is paid there goes back.
 *
 * @throws `CONFIG_INVALID`, `PARAMETERS_INVALID`; what the store throws.
 * @example
 * const { token, endpoint, cookie } = await createCheckout(gateways, {
 *   saleId: 'S0002001',
 *   amount: amount('25.00', 'CNY'),
 *   description: 'Oolong tea',
 *   merchant: 'Tea House',
 *   notifyUrl: 'https://shop.example/notify',
 *   pageUrl: 'https://shop.example/pay/S0002001',
 * }, checkout)
 */
export async function createCheckout(
  gateways: readonly AnyGateway[],
  sale: CheckoutSale,
  options: CheckoutOptions,
): Promise<CreateCheckoutResult> {
  checkOptions<CheckoutOptions>('createCheckout', options, commonRules)
  const checkout = toCheckout('createCheckout', gateways, options)
  const { clock, keys, endpoint } = checkout
  const given = checkParameters('createCheckout', saleSchema, sale)
  const wanted = given.offers ?? gateways.flatMap((gateway) => channelsOf(gateway, given))
  const offers = wanted.map((one) => offerOf(gateways, one))
  const now = clock.now()
  if (given.expiresAt && given.expiresAt.getTime() < now + minute)
    throw parametersError('createCheckout', [{ path: 'expiresAt', problem: 'must be at least a minute from now' }])
  const wrong = offers.findIndex((one) => !gateways.some((gateway) => has(gateway, one)))
  if (wrong >= 0)
    throw parametersError('createCheckout', [{ path: `offers.${wrong}`, problem: 'is no channel of the gateways' }])
  const unquoted = offers.find(({ provider, channel }) => channel === 'transfer' && !given.quotes?.[provider])
  if (unquoted)
    throw parametersError('createCheckout', [
      { path: `quotes.${unquoted.provider}`, problem: 'must be given: a transfer is offered for a quote of yours' },
    ])

  const ref = await refOf(given.saleId)
  const open = (before: SaleState | undefined) => opened(before, given, offers, now)
  let isVoiding = false
  await changeState(checkout, ref, (before) => {
    isVoiding = !before?.paid && !!before?.attempts.some((one) => isVoided(one, given.amount))
    return isVoiding ? before : open(before)
  })
  if (isVoiding) await changeOrders(checkout, ref, given.saleId, open)
  const token = await issueToken(keys, ref, clock)
  return { token, endpoint, cookie: cookieOf(endpoint, ref, token), noScriptUrl: pageOf(endpoint, ref) }
}

const channelsOf = ({ provider, channels }: AnyGateway, { quotes }: CheckoutSale): CheckoutChoice[] =>
  channels
    .filter((channel) => channel !== 'app' && (channel !== 'transfer' || quotes?.[provider]))
    .map((channel) => ({ provider, channel }))

function offerOf(gateways: readonly AnyGateway[], choice: CheckoutChoice): CheckoutOffer {
  const gateway = gateways.find((one) => has(one, choice)) as Partial<Gateway> | undefined
  const wallet = gateway?.wallets?.[choice.channel as GatewayChannel]
  return { ...choice, ...(wallet && { wallet }) }
}

const has = ({ provider, channels }: AnyGateway, offer: CheckoutChoice) =>
  provider === offer.provider && (channels as readonly string[]).includes(offer.channel)

function opened(
  before: SaleState | undefined,
  sale: CheckoutSale,
  offers: readonly CheckoutOffer[],
  now: number,
): SaleState {
  // What is paid or closed stays as it is: another sale has another number.
  if (before?.paid) return before
  const attempts = (before?.attempts ?? []).map((one) => superseding(one, sale))
  if (before?.closed !== undefined) return { ...before, attempts }
  const { expiresAt, offers: _, ...rest } = sale
  const until = expiresAt?.getTime() ?? (before && before.expiresAt > now ? before.expiresAt : now + 30 * minute)
  const isChanged = attempts.some((one, place) => one !== before?.attempts[place])
  const dueAt = isChanged ? now : before?.dueAt
  const { quotes: _quotes, ...kept } = before ?? {}
  return { ...kept, ...rest, offers, expiresAt: until, attempts, ...(dueAt !== undefined && { dueAt }) }
}

/** An old code never pays a new amount, and is closed where the cart is another. */
function superseding(attempt: StoredAttempt, sale: CheckoutSale): StoredAttempt {
  const { order, over, superseded } = attempt
  const { amount, description } = sale
  if (over || superseded === 'void') return attempt
  if (isVoided(attempt, amount)) return { ...attempt, superseded: 'void' }
  return (order.description === description && isQuoted(attempt, sale)) || superseded
    ? attempt
    : { ...attempt, superseded: 'replaced' }
}

const isVoided = ({ order, over, superseded }: StoredAttempt, amount: Amount) =>
  !over && superseded !== 'void' && order.amount.value !== amount.value
