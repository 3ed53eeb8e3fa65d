import { mustAnswer } from '../../core/answers.js'
import { type CallOptions, createClient } from '../../core/client.js'
import { isShroffError } from '../../core/errors.js'
import type { KeysBySerial } from '../../core/keyring.js'
import { undocumented } from '../../core/read.js'
import { inShape } from '../../core/shape.js'
import type { Transport } from '../../core/transport.js'
import type { CircleAccount } from '../account.js'
import { call } from '../call.js'
import { fetchNotificationKeyRefusals } from '../refusals.js'
import { keyAlgorithm, keyShape } from '../wire.js'

/**
 * Fetches a public key that Circle signs webhooks with, by its id. A new one may come with any delivery.
 *
 * Returned is a function for the account's `refreshNotificationKeys`. It is then called for an unknown id only, at most 6 times in
 * 60 s: a new key that meets a crowd of invented ids is found when its webhook comes again.
 *
 * @throws the codes of the pipeline. An id that Circle has no key of gives no keys.
 * @see https://developers.circle.com/api-reference/wallets/common/get-notification-signature
 * @example
 * const account = circle({ apiKey, refreshNotificationKeys: fetchNotificationKey(fetchTransport()) })
 */
export function fetchNotificationKey(
  transport: Transport,
  options?: CallOptions,
): (account: CircleAccount, keyId: string) => Promise<KeysBySerial> {
  return (account, keyId) =>
    call<KeysBySerial>(
      // Once for each asking: what fails is asked for again when its webhook comes again.
      createClient({ account, transport, retry: { attempts: 1 } }),
      {
        action: 'fetchNotificationKey',
        path: `/v2/notifications/publicKey/${encodeURIComponent(keyId)}`,
        refusals: fetchNotificationKeyRefusals,
        query: true,
        repeat: 'always',
        resolve: 'Ask again: a query changes nothing.',
        decode({ value }) {
          const { id, algorithm, publicKey } = inShape(keyShape, value)
          mustAnswer({ keyId: [keyId, id] })
          if (algorithm !== keyAlgorithm) throw undocumented(`the algorithm ${algorithm}`)
          return { [keyId]: publicKey }
        },
      },
      options,
    ).catch((error: unknown) => {
      if (isShroffError(error, 'KEY_UNKNOWN')) return {}
      throw error
    })
}
