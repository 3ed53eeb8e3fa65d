import { isShroffError, ShroffError } from '../core/errors.js'
import type { EventCommon } from '../core/event.js'
import { targetOf } from '../core/incoming.js'
import type { Message, WebhookSource } from '../core/source.js'

/** An event, and the account that its message turned out to be for. */
export type Received<E extends EventCommon> = { readonly source: WebhookSource<E>; readonly event: E }

/**
 * Receives a message by the account that it claims to be for: by its path, by what it says of itself, and where that is a key
 * alone, by the accounts that have or may get it. A signature that is wrong is wrong for all of them; what was verified, and
 * then could not be opened or was not about the account, is tried with the next one.
 *
 * @throws what the account's own `receiveWebhook` throws; `WEBHOOK_NOT_OURS` for a message that is for none of them.
 */
export async function receiveByClaim<E extends EventCommon>(
  sources: readonly WebhookSource<E>[],
  message: Message,
): Promise<Received<E>> {
  let failure: unknown
  const candidates = candidatesOf(sources, message)
  const tried = candidates.length > 1 ? { ...message, verified: new Map() } : message
  for (const source of candidates) {
    try {
      return { source, event: await source.receive(tried) }
    } catch (error) {
      failure = error
      if (!isShroffError(error) || !/^(KEY_UNKNOWN|DECRYPTION_FAILED|WEBHOOK_NOT_OURS)$/.test(error.code)) throw error
    }
  }
  throw (
    failure ??
    new ShroffError('WEBHOOK_NOT_OURS', {
      problem: 'The message claims to be for none of the accounts of this address; nothing of it was verified.',
      next: 'Compare the path that was called, and the merchant or application that it names, with your accounts.',
      outcome: 'not-sent',
      authentic: false,
    })
  )
}

function candidatesOf<S extends WebhookSource>(sources: readonly S[], message: Message): readonly S[] {
  const here = sources.filter(({ path }) => path === undefined || path === targetOf(message)?.split('?')[0])
  // With nothing to choose from, the account's own error says best what is wrong.
  if (here.length === 1) return here
  const claimed = here.map((source) => ({ source, claims: source.claims(message) }))
  const those = (wanted: true | undefined) =>
    claimed.filter(({ claims }) => claims === wanted).map(({ source }) => source)
  // Also where somebody has the key: another may not have heard of it yet.
  return [...those(true), ...those(undefined)]
}
