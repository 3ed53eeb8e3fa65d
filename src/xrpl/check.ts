import type { CallOptions, Client } from '../core/client.js'
import { configError } from '../core/errors.js'
import type { Proof } from '../core/proof.js'
import { inShape } from '../core/shape.js'
import { accountBytesOf, type XrplAccount } from './account.js'
import { firstOf } from './agree.js'
import { call } from './call.js'
import { holdsRlusd } from './lines.js'
import { nameOf } from './open.js'
import { accountShape, flags, networks, serverShape } from './wire.js'

/**
 * Asks every host which network it is of, and one of them about the account: whether it exists, whether it refuses transfers without
 * a tag, and whether it can hold RLUSD. Call it in a deployment's smoke test, after `ready`.
 *
 * @throws `CONFIG_INVALID` for a host of another network, or an address that was mistyped; `NOT_PERMITTED` for an account that is not
 * there; the codes of the pipeline.
 * @example
 * const { proven, unproven } = await check(client)
 */
export async function check(client: Client<XrplAccount>, options?: CallOptions): Promise<Proof> {
  const { account } = client
  await accountBytesOf(account)
  for (const host of account.hosts) await mustBeOf(client, host, options)
  const { address } = account
  const question = { action: 'check', params: { account: address, ledger_index: 'validated' } }
  const account_flags = await firstOf(client, (host) =>
    call(
      client,
      host,
      {
        ...question,
        method: 'account_info',
        decode: ({ value }) => inShape(accountShape, value).account_data.Flags,
      },
      options,
    ),
  )
  const holds = await holdsRlusd(client, 'check', options)
  const refuses = (account_flags & flags.requireDestinationTag) !== 0
  const notes = [
    [refuses, 'tags', 'The account takes transfers without a destination tag, which are nobody’s: set asfRequireDest.'],
    [holds, 'RLUSD', 'The account has no trust line for RLUSD, so nobody can send it any.'],
  ] as const
  return {
    proven: ['address', 'network', 'hosts', ...notes.flatMap(([good, what]) => (good ? [what] : []))],
    unproven: notes.flatMap(([good, option, why]) => (good ? [] : [{ option, why }])),
  }
}

async function mustBeOf(client: Client<XrplAccount>, host: string, options?: CallOptions): Promise<void> {
  const { network } = client.account
  const { info } = await call(
    client,
    host,
    { action: 'check', method: 'server_info', params: {}, decode: ({ value }) => inShape(serverShape, value) },
    options,
  )
  // Older servers of the main network name none.
  if ((info.network_id ?? 0) !== networks[network].id)
    throw configError(`xrpl: ${nameOf(host)} is of network ${info.network_id ?? 0}, not of ${network}.`)
  if (!info.validated_ledger) throw configError(`xrpl: ${nameOf(host)} has no validated ledger.`)
}
