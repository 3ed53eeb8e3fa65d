import { isShroffError, ShroffError } from '../core/errors.js'
import type { EventCommon } from '../core/event.js'
import type { ReceiveOptions } from '../core/receive.js'
import type { Message, WebhookSource } from '../core/source.js'

/** A message, and the account that it turned out to be for. */
export type Received<S, E> = { readonly source: S; readonly event: E }

/**
 * Receives a message by the account that it claims to be for: by its path, by what it says of itself, and where that is a key
 * alone, by the keys of each account that may have it. A signature is checked once: only what was verified, and then could
 * not be opened or was not about the account, is tried with the next one.
 *
 * @throws what the account's own `receiveWebhook` throws; `WEBHOOK_NOT_OURS` for a message that is for none of them.
 */
export async function receiveByClaim<E extends EventCommon>(
  sources: readonly WebhookSource<E>[],
  message: Message,
  options: ReceiveOptions,
): Promise<Received<WebhookSource<E>, E>> {
  let failure: unknown
  for (const source of candidatesOf(sources, message)) {
    try {
      return { source, event: await source.receive(message, options) }
    } catch (error) {
      failure = error
      if (!isShroffError(error) || !/^(KEY_UNKNOWN|DECRYPTION_FAILED|WEBHOOK_NOT_OURS)$/.test(error.code)) throw error
    }
  }
  throw (
    failure ??
    new ShroffError('WEBHOOK_NOT_OURS', {
      problem: 'The message claims to be for none of the accounts of this address; nothing of it was verified.',
      outcome: 'not-sent',
      authentic: false,
    })
  )
}

function candidatesOf<S extends WebhookSource<EventCommon>>(sources: readonly S[], message: Message): readonly S[] {
  const { pathname } = new URL(message.url)
  const here = sources.filter(({ path }) => path === undefined || path === pathname)
  // With nothing to choose from, the account's own error says best what is wrong.
  if (here.length === 1) return here
  const claimed = here.map((source) => [source, source.claims(message)] as const)
  const certain = claimed.filter(([, claims]) => claims === true)
  const chosen = certain.length > 0 ? certain : claimed.filter(([, claims]) => claims === undefined)
  return chosen.map(([source]) => source)
}
