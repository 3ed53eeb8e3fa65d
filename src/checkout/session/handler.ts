import { checkOptions, isFunction } from '../../core/options.js'
import type { AnyGateway } from '../../gateway/transfer.js'
import type { CheckoutOffer } from '../view.js'
import { answer, jsonOf, refusal } from './answer.js'
import { begin, type Desk, giveUp, type Streams, type Visit, viewFor, visitOf } from './desk.js'
import { openEvents } from './events.js'
import { limiter } from './limiter.js'
import { type CheckoutOptions, commonRules, type TagFor, toCheckout } from './options.js'
import { handlePage } from './page.js'
import { payerOf } from './payer.js'
import { resolveIfDue } from './resolve.js'
import { comeBack, exchange } from './return.js'
import { choiceSchema } from './sale.js'
import type { Refused } from './start.js'
import type { SaleState } from './state.js'

/** `C`: what your framework hands over beside a request; it is passed on to your functions. */
export type CheckoutHandlerOptions<C = unknown> = CheckoutOptions & {
  gateways: readonly AnyGateway[]
  /**
   * The IP address of the payer's device, which some providers compare. No header is believed by itself: anybody can send one.
   * Behind a proxy of yours read what that proxy writes. Without one `wap` is not offered.
   */
  clientIp: (request: Request, context: C) => string | undefined | Promise<string | undefined>
  /** The payer's id at the provider (`openid`, `buyer_id`), from a session of yours. Without one `jsapi` is not offered. */
  payerId?: (request: Request, provider: string, context: C) => string | undefined | Promise<string | undefined>
  /**
   * A number for each new order of tokens that no other at your address has had, 0 to 4294967295, such as of a column that counts up:
   * XRPL's orders are told apart by it. Without one they are not offered.
   */
  tagFor?: TagFor
  /**
   * How many streams of events this process holds open at once: pages that get none ask in the usual rhythm. Choose 0 where each held
   * connection is paid for, or none is let through. Default 1 000.
   */
  events?: number
}

/** From a request to the answer: what most frameworks call a handler. It never rejects. */
export type CheckoutHandler<C = unknown> = (request: Request, context?: C) => Promise<Response>

/**
 * Answers the browser's half of a checkout: `status`, `events`, `start`, `close`, `exchange`, the page without JavaScript, and the way back from
 * a wallet. Mount it at `endpoint`, for GET and POST and everything below.
 *
 * @throws `CONFIG_INVALID` for options that cannot be right.
 * @example
 * const handler = checkoutHandler({ gateways, ...checkout, clientIp: (_request, c) => getConnInfo(c).remote.address })
 * app.all('/checkout/*', (c) => handler(c.req.raw, c))
 */
export function checkoutHandler<C = unknown>(options: CheckoutHandlerOptions<C>): CheckoutHandler<C> {
  checkOptions<CheckoutHandlerOptions<C>>('checkoutHandler', options, {
    ...commonRules,
    gateways: { fits: Array.isArray, wanted: 'a list of gateways', needed: true },
    clientIp: { fits: isFunction, wanted: 'a function', needed: true },
    payerId: { fits: isFunction, wanted: 'a function' },
    tagFor: { fits: isFunction, wanted: 'a function' },
    events: { fits: (value) => Number.isSafeInteger(value) && (value as number) >= 0, wanted: 'an integer, 0 or more' },
  })
  const { gateways, clientIp, payerId, tagFor, events = 1000 } = options
  const checkout = { ...toCheckout('checkoutHandler', gateways, options), ...(tagFor && { tagFor }) }
  const limit = limiter(checkout.clock)
  const streams: Streams = { most: events, open: new Map() }
  return async (request, context) => {
    const payer = payerOf(request, {
      ip: async () => clientIp(request, context as C),
      id: async (provider) => payerId?.(request, provider, context as C),
    })
    try {
      return await route({ ...checkout, request, payer, limit, streams })
    } catch (error) {
      checkout.tell(error)
      return refusal({ refused: 'unavailable', after: 5 })
    }
  }
}

const routes = /\/(?:(status|events|start|close|exchange|page)|return\/([0-9a-f]{96}))$/

async function route(desk: Desk): Promise<Response> {
  const { request } = desk
  const [, name, code] = routes.exec(new URL(request.url).pathname) ?? []
  if (!name && !code) return answer({ error: 'invalid' }, 404)
  const methods =
    name === 'status' || name === 'events' ? ['GET'] : name === 'page' || code ? ['GET', 'POST'] : ['POST']
  if (!methods.includes(request.method)) return answer({ error: 'invalid' }, 405, { allow: methods.join(', ') })
  if (code) return comeBack(desk, code)
  if (name === 'page') return handlePage(desk)
  if (name === 'exchange') return exchange(desk)
  const bearer = /^Bearer ([\w.=-]+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]
  const visit = await visitOf(desk, bearer)
  if ('refused' in visit) return refusal(visit)
  if (name === 'events') return openEvents(desk, visit, bearer!)
  const done = await (name === 'start' ? start : name === 'close' ? giveUp : status)(desk, visit)
  return 'refused' in done ? refusal(done) : answer(await viewFor(desk, visit, done))
}

const status = async (desk: Desk, { token }: Visit): Promise<SaleState> => (await resolveIfDue(desk, token.ref))!

async function start(desk: Desk, visit: Visit): Promise<SaleState | Refused> {
  const { value } = choiceSchema['~standard'].validate(await jsonOf(desk.request)) as { value?: CheckoutOffer }
  return value ? begin(desk, visit, value) : { refused: 'invalid' }
}
