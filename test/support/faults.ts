/** Every fault with a name, written out: a list taken from src would lose one together with it. */
export const namedFaults = [
  'timeout-before',
  'timeout-after',
  'reset-before',
  'reset-after',
  'proxy-page',
  'system-error-before',
  'system-error-after',
  'unavailable',
  'rate-limited',
  'accepted',
  'unsigned',
  'wrong-signature',
  'stale-timestamp',
  'unknown-serial',
  'probe',
  'nonce-refused',
] as const
