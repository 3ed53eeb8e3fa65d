import { mustAnswer } from '../../core/answers.js'
import type { CallOptions, Client } from '../../core/client.js'
import { isShroffError, type ShroffError, withFacts } from '../../core/errors.js'
import { inShape } from '../../core/shape.js'
import { call } from '../call.js'
import { submitTransferRefusals } from '../refusals.js'
import { submitShape } from '../wire.js'
import type { XrplPayingAccount } from './account.js'

/**
 * Hands a signed transaction to one server after the other until one answers. It does no harm where it arrives twice, or late.
 *
 * @returns the server's preliminary result; undefined where it has none so far.
 * @throws what the last server did; unclear, once one of them may have taken it.
 */
export async function submit(
  client: Client<XrplPayingAccount>,
  action: string,
  { blob, hash }: { blob: string; hash: string },
  options?: CallOptions,
): Promise<string | undefined> {
  let left = false
  let failure: ShroffError | undefined
  for (const host of client.account.hosts) {
    try {
      return await submitTo(client, host, action, { blob, hash }, options)
    } catch (error) {
      if (!isShroffError(error)) throw error
      left ||= error.outcome === 'unknown'
      failure = error
      if (/^(ABORTED|CONFIG_INVALID)$/.test(error.code)) break
    }
  }
  // What one server refuses another may have taken before.
  throw left && failure!.outcome !== 'unknown' ? withFacts(failure!, { outcome: 'unknown', next: resolve }) : failure
}

const resolve = 'Submit the same prepared transfer again, or ask getRefund what became of it.'

const submitTo = (
  client: Client<XrplPayingAccount>,
  host: string,
  action: string,
  { blob, hash }: { blob: string; hash: string },
  options?: CallOptions,
) =>
  call(
    client,
    host,
    {
      action,
      method: 'submit',
      params: { tx_blob: blob },
      refusals: submitTransferRefusals,
      resolve,
      decode({ value }) {
        const { engine_result, tx_json } = inShape(submitShape, value)
        mustAnswer({ hash: [tx_json?.hash == null ? undefined : hash, tx_json?.hash] })
        return engine_result ?? undefined
      },
    },
    options,
  )
