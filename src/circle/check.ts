import type { CallOptions, Client } from '../core/client.js'
import type { Proof } from '../core/proof.js'
import { inShape } from '../core/shape.js'
import type { CircleAccount } from './account.js'
import { call } from './call.js'
import { configurationShape } from './wire.js'

/** What one call to Circle has proven of an account. */
export type CircleCheck = Proof & {
  /** The number of the master wallet, for the account's `merchantWalletId`. Absent where Circle names none. */
  readonly masterWalletId?: string
}

/**
 * Proves the API key by one harmless call, for the configuration of the account. Call it in a deployment's smoke test, after `ready`.
 *
 * @throws `NOT_PERMITTED` for a key that Circle does not take, such as one of the other environment; the codes of the pipeline.
 * @see https://developers.circle.com/api-reference/circle-mint/general/get-account-config
 * @example
 * const { masterWalletId, unproven } = await check(client)
 */
export async function check(client: Client<CircleAccount>, options?: CallOptions): Promise<CircleCheck> {
  const { merchantWalletId } = client.account
  const masterWalletId = await call(
    client,
    {
      action: 'check',
      path: '/v1/configuration',
      query: true,
      repeat: 'always',
      resolve: 'Check again: a query changes nothing.',
      decode: ({ value }) => inShape(configurationShape, value).payments.masterWalletId ?? undefined,
    },
    options,
  )
  const isMaster = merchantWalletId !== undefined && merchantWalletId === masterWalletId
  return {
    proven: ['apiKey', 'hosts', ...(isMaster ? ['merchantWalletId'] : [])],
    unproven:
      merchantWalletId === undefined || isMaster
        ? []
        : [
            {
              option: 'merchantWalletId',
              why: 'It is not the master wallet; that it is one of yours the first payment shows.',
            },
          ],
    ...(masterWalletId !== undefined && { masterWalletId }),
  }
}
