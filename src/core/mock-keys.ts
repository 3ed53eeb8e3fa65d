import { utf8 } from '../crypto/bytes.js'
import type { KeyInput, Signer } from '../crypto/contract.js'
import { fingerprint, fingerprintsOf } from '../crypto/fingerprint.js'
import { mockFingerprints } from '../mock/keys/fingerprints.js'
import type { ReceivingAccount } from './account.js'
import { configError } from './errors.js'
import { mustBeConfigured } from './keys.js'

/** What an account was given, by the option's name. */
export type GivenKeys = {
  readonly keys?: Readonly<Record<string, KeyInput | Signer | undefined>>
  /** Keys that are texts. */
  readonly secrets?: Readonly<Record<string, string | undefined>>
}

/**
 * Refuses the keys that ship with the mock gateway, which everybody has: a mock's platform key left in production would let
 * anybody forge a payment. Whatever the hosts, and also for an account that only receives; one that says `mock: true` takes them.
 *
 * @throws `CONFIG_INVALID` naming the option.
 */
export async function refuseMockKeys(
  { mock, provider }: ReceivingAccount,
  { keys, secrets }: GivenKeys,
): Promise<void> {
  if (mock) return
  for (const [name, key] of Object.entries(keys ?? {}))
    if (key !== undefined && (await fingerprintsOf(key).catch(mustBeConfigured)).some(isMocks))
      throw refusal(provider, name)
  for (const [name, secret] of Object.entries(secrets ?? {}))
    if (secret !== undefined && isMocks(await fingerprint(utf8(secret)).catch(mustBeConfigured)))
      throw refusal(provider, name)
}

const isMocks = (found: string) => mockFingerprints.includes(found)

const refusal = (provider: string, name: string) =>
  configError(
    `${provider}: ${name} is a key of the mock gateway, which everybody has; with it anybody could forge messages.`,
    'Take the key of the provider’s console. Only an account for the mock gateway itself says `mock: true`, as its credentials do.',
  )
