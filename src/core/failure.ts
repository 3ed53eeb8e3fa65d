import { ShroffError } from './errors.js'

/** How far an attempt got. */
export type Phase = 'sealing' | 'sent' | 'answered'

// Raised before the first byte of a request is written, so nothing can have happened at the provider.
const beforeSending =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|PROXY_REFUSED|CERT_.+|.*SELF_SIGNED.*|UNABLE_TO_.+|ERR_TLS_CERT_.+)$/

type Syscall = { syscall?: unknown } | null | undefined

/** Gives what a signer, a transport or a timer threw its code and its outcome. */
export function nameFailure(error: unknown, phase: Phase, abortedByCaller: boolean): ShroffError {
  const outcome = phase === 'sealing' ? 'not-sent' : 'unknown'
  const { name, code, cause } = (error ?? {}) as { name?: unknown; code?: unknown; cause?: { code?: unknown } }
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
  // A connection that stood can still fail by these names while it reads or writes.
  const stood = [error, cause].some((failed) => /^(read|write)$/.test(String((failed as Syscall)?.syscall)))
  const neverSent = !stood && [code, cause?.code].some((text) => typeof text === 'string' && beforeSending.test(text))
  return new ShroffError('TRANSPORT_FAILED', {
    problem: neverSent
      ? 'No connection to the provider could be made.'
      : 'The connection failed before an answer came.',
    outcome: neverSent ? 'not-sent' : outcome,
    next: neverSent ? 'Check name resolution, proxy and firewall, then call again.' : undefined,
    cause: error,
  })
}
