import { isKeyProblem } from '../crypto/refused.js'
import { configError, ShroffError } from './errors.js'
import { wasNotSent } from './transport.js'

/** How far an attempt got. */
export type Phase = 'sealing' | 'sent' | 'answered'

/** Gives what a signer, a transport or a timer threw its code and its outcome. */
export function nameFailure(error: unknown, phase: Phase, abortedByCaller: boolean): ShroffError {
  const outcome = phase === 'sealing' ? 'not-sent' : 'unknown'
  if (phase === 'sealing' && isKeyProblem(error)) return configError(error.message, error.next)
  const { name } = (error ?? {}) as { name?: unknown }
  if (abortedByCaller) {
    return new ShroffError('ABORTED', { problem: 'The call was aborted by its AbortSignal.', outcome, cause: error })
  }
  if (name === 'TimeoutError') {
    return new ShroffError('TIMEOUT', { problem: 'No answer came within the time allowed.', outcome, cause: error })
  }
  if (phase === 'sealing') {
    return new ShroffError('SIGNING_FAILED', {
      problem: 'The request could not be signed.',
      outcome,
      next: 'See the cause. If the account has a Signer of its own (HSM, KMS), check that it answers.',
      cause: error,
    })
  }
  if (phase === 'answered') {
    return new ShroffError('BODY_INVALID', { problem: 'What came could not be read.', outcome, cause: error })
  }
  // Its own word only: an error of somebody else's connection looks the same, and may come after the answer.
  const neverSent = wasNotSent(error)
  return new ShroffError('TRANSPORT_FAILED', {
    problem: neverSent
      ? 'No connection to the provider could be made.'
      : 'The connection failed before an answer came.',
    outcome: neverSent ? 'not-sent' : outcome,
    next: neverSent ? 'Check name resolution, proxy and firewall, then call again.' : undefined,
    cause: error,
  })
}
