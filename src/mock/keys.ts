import { generateRsaKeyPair } from '#crypto'

type KeyPair = Awaited<ReturnType<typeof generateRsaKeyPair>>

const pool = Symbol.for('shroff.mock.keys')

/**
 * A key pair for this role, the same for every gateway of the process: making one takes a fifth of a second, which a
 * test suite with a gateway per test would pay again and again.
 */
export function sharedKeyPair(role: string): Promise<KeyPair> {
  const global = globalThis as { [pool]?: Map<string, Promise<KeyPair>> }
  global[pool] ??= new Map()
  const pairs = global[pool]
  const pair = pairs.get(role) ?? generateRsaKeyPair()
  pairs.set(role, pair)
  return pair
}
