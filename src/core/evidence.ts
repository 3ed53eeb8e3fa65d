/** Of an account what every one has; errors are made below them. */
type Recipient = { readonly provider: string; readonly clock: { now(): number } }

/** What a refused message leaves behind for the doctor. Holds no more of it than its signature is about. */
export type Evidence = {
  /** Whom it was meant for; its keys are what the signature is tried with. */
  readonly account: Recipient
  /** Which of its provider's messages it is, in the provider's own words. */
  readonly kind: string
  readonly parts: Parts
  /** When it was refused, by the account's clock. */
  readonly at: number
}

/** Pieces of the message by name. What is over the limit is missing. */
export type Parts = Readonly<Record<string, string | Uint8Array | undefined>>

// Beside the errors, not in them: whatever prints, logs or copies an error finds nothing of the message.
const kept = new WeakMap<object, Evidence>()

/** Of all parts together, in bytes or characters: an error may live for long. */
const limit = 65_536

/** Keeps what the doctor needs, as far as it is short enough, in this order; gives the error back. */
export function keepEvidence<E extends Error>(error: E, account: Recipient, kind: string, parts: Parts): E {
  const held: Record<string, string | Uint8Array> = {}
  let left = limit
  for (const name in parts) {
    const part = parts[name]
    if (part === undefined || part.length > left) continue
    left -= part.length
    // A copy: servers use their buffers again.
    held[name] = typeof part === 'string' ? part : new Uint8Array(part)
  }
  kept.set(error, { account, kind, parts: held, at: account.clock.now() })
  return error
}

export const evidenceOf = (error: object): Evidence | undefined => kept.get(error)

/** An error with other facts is about the same message. */
export function passEvidence<E extends Error>(from: Error, to: E): E {
  const evidence = kept.get(from)
  if (evidence) kept.set(to, evidence)
  return to
}
