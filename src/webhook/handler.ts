import { sha256 } from '#crypto'
import { systemClock } from '../core/account.js'
import { isShroffError } from '../core/errors.js'
import type { Acknowledgement, EventCommon } from '../core/event.js'
import { factOf } from '../core/fact.js'
import { type Incoming, readIncoming } from '../core/incoming.js'
import { lateness } from '../core/lateness.js'
import { type Observe, type Tell, teller, type WebhookEnd } from '../core/observe.js'
import type { Message, WebhookSource } from '../core/source.js'
import { toHex } from '../crypto/bytes.js'
import { type Received, receiveByClaim } from './choose.js'
import { checkHandlerOptions, type EventOf, type WebhookHandlerOptions } from './options.js'
import { processOnce } from './process.js'

/** From a request, or headers and a raw body, to the answer: what most frameworks call a handler. It never rejects on account of what came. */
export type WebhookHandler = (incoming: Incoming) => Promise<Response>

/**
 * Receives the webhooks of one address or several, for any number of accounts and providers: verified, each event worked on once
 * among all processes of the shop, and answered as its provider wants it: `received` never before `onEvent` has ended.
 *
 * Where `onEvent` outlives the provider's patience the answer is "again" and the work goes on; the next delivery finds it
 * done. What could not be verified is told to `observe` alone: on the wire it gets an empty 500, whatever was wrong.
 *
 * @throws `CONFIG_INVALID` for options that cannot be right.
 * @example
 * const handler = webhookHandler({
 *   accounts: [wechatpayWebhooks(wechat), alipayWebhooks(ali)],
 *   store: memoryStore(),
 *   async onEvent(event) {
 *     // With a channel it is a payer's code, about which settlePayment decides.
 *     if (event.type === 'payment.paid' && !event.channel) await markPaid(event.orderId, event.amount)
 *   },
 * })
 */
export function webhookHandler<S extends WebhookSource>(options: WebhookHandlerOptions<S>): WebhookHandler {
  checkHandlerOptions(options)
  const { accounts, store, onEvent, waitUntil, lease = 30_000, clock = systemClock } = options
  const sources = [...accounts]
  // Nothing else is told here.
  const observe = options.observe as Observe | undefined

  return async (incoming) => {
    const startedAt = clock.now()
    const endings = (tell: Tell, facts?: Pick<WebhookEnd, 'eventId' | 'lateMilliseconds'>) => (end: WebhookEnd) =>
      tell(0, { stage: 'handled', ...end, ...facts, milliseconds: clock.now() - startedAt })

    let message: Message
    let received: Received<EventCommon>
    try {
      message = await messageOf(incoming)
      // There is nothing in it to believe: whoever looks, the address is there.
      if (message.method === 'HEAD' && sources.some(({ looks }) => looks)) return new Response(null, { status: 200 })
      received = await receiveByClaim(sources, message)
    } catch (error) {
      const end = endings(teller(whose(sources, error), 'webhookHandler', observe))
      end({ end: 'unverified', ...codeOf(error), error })
      // One answer to all of them: no provider reads it as received, and a forger learns nothing.
      return new Response(null, { status: 500 })
    }

    const { source, event } = received
    // A message that its provider gave no number is known by its bytes.
    const eventId = event.id || toHex(await sha256(message.body))
    const tell = teller(source.account, 'webhookHandler', observe)
    const end = endings(tell, { eventId, ...lateness(event, startedAt) })
    // What `sweep` may learn too has one key for both; of all else each message is one event.
    const { name, identity } = source
    const fact = factOf({ provider: source.account.provider, name, identity }, event)
    const key = fact ?? `webhook/${name}/${eventId}`
    const answer = await new Promise<Acknowledgement>((resolve) => {
      const tell = () => {
        end({ end: 'slow' })
        resolve('again')
      }
      const claim = { store, key, lease, clock, slow: { at: startedAt + source.patience, tell } }
      const working = processOnce(claim, (work) => onEvent(event as EventOf<S>, work)).then(
        (how) => {
          end({ end: how })
          resolve(how === 'received' || how === 'repeated' ? 'received' : 'again')
        },
        (error: unknown) => {
          end({ end: 'failed', ...codeOf(error), error })
          resolve('again')
        },
      )
      // At once: a provider that hangs up would end the work as well.
      waitUntil?.(working)
    })
    return source.acknowledge(answer, event)
  }
}

async function messageOf(incoming: Incoming): Promise<Message> {
  // Members of a Request are no own ones, which a spread would take.
  const { method, url } = incoming ?? {}
  return {
    ...(method !== undefined && { method }),
    ...(url !== undefined && { url }),
    ...(await readIncoming(incoming)),
  }
}

/** Of which provider a message is that nobody has received: the account that refused it says so, or there is only one. */
function whose(sources: readonly WebhookSource[], error: unknown) {
  const [{ account }] = sources as [WebhookSource]
  const isOnly = sources.every((source) => source.account.provider === account.provider)
  const provider = (isShroffError(error) && error.provider) || (isOnly ? account.provider : 'unknown')
  return { provider, randomBytes: account.randomBytes }
}

const codeOf = (error: unknown) => (isShroffError(error) ? { code: error.code } : {})
