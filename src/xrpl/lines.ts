import type { CallOptions, Client } from '../core/client.js'
import { inShape } from '../core/shape.js'
import type { XrplAccount } from './account.js'
import { firstOf } from './agree.js'
import { call } from './call.js'
import { linesShape, networks, rlusdCurrency } from './wire.js'

/** Whether the account has a trust line for RLUSD, so that it can be sent any. */
export async function holdsRlusd(client: Client<XrplAccount>, action: string, options?: CallOptions): Promise<boolean> {
  const { address, network } = client.account
  const issuer = networks[network].rlusdIssuer
  const params = { account: address, ledger_index: 'validated', ...(issuer && { peer: issuer }) }
  const lines = await firstOf(client, (host) =>
    call(
      client,
      host,
      { action, method: 'account_lines', params, decode: ({ value }) => inShape(linesShape, value).lines },
      options,
    ),
  )
  return lines.some((line) => line.account === issuer && line.currency.toUpperCase() === rlusdCurrency)
}
