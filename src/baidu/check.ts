import type { CallOptions, Client } from '../core/client.js'
import { isShroffError } from '../core/errors.js'
import type { Proof } from '../core/proof.js'
import { toHex } from '../crypto/bytes.js'
import type { BaiduAccount } from './account.js'
import { getPayment } from './actions/getPayment.js'
import { unprovenBy } from './ready.js'

/**
 * Proves what gives the token, by one harmless call: it asks for an order that does not exist. Call it in a deployment's smoke
 * test, after `ready`.
 *
 * @throws `NOT_PERMITTED` where Baidu gives no token, or does not take it for payments; the codes of the pipeline.
 * @example
 * const { proven, unproven } = await check(client)
 */
export async function check(client: Client<BaiduAccount>, options?: CallOptions): Promise<Proof> {
  const { account } = client
  try {
    await getPayment(client, { orderId: `check${toHex(account.randomBytes(8))}` }, options)
  } catch (error) {
    // What Baidu calls an order that is not there is unconfirmed: any refusal does but one that speaks of the token.
    const refused = isShroffError(error) && error.providerCode !== undefined && error.code !== 'NOT_PERMITTED'
    if (!refused || error.outcome !== 'rejected') throw error
  }
  return {
    proven: ['clientId', 'clientSecret'],
    unproven: [
      { option: 'appKey', why: 'Baidu has one code for an order and for an appKey that it does not know.' },
      ...unprovenBy(account),
    ],
  }
}
