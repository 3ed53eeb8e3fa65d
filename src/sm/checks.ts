import { parametersError, ShroffError } from '../core/errors.js'

/** @throws `PARAMETERS_INVALID` for another length. The bytes are not repeated: they may be a key. */
export function mustHaveLength(action: string, path: string, { length }: Uint8Array, wanted: number): void {
  if (length === wanted) return
  throw parametersError(action, [{ path, problem: `must have ${wanted} bytes; this one has ${length}` }])
}

/** One error for every failed decryption: why it failed helps nobody but an attacker. */
export const notDecrypted = (action: string): ShroffError =>
  new ShroffError('DECRYPTION_FAILED', {
    problem: `${action}: the ciphertext is damaged, or it was made for another key.`,
    outcome: 'not-sent',
    next: 'Compare key, mode and encoding with the sender’s.',
    action,
  })
