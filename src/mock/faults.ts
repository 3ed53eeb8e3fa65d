/**
 * What can go wrong on the next call. The provider does its work before an `-after` fault, so the book has moved though
 * the caller never hears of it.
 */
export type Fault =
  | (typeof faultNames)[number]
  /** Any refusal of the provider's, in its own form; the book does not move. */
  | { status: number; code: string; message?: string }

/** A list, so that a misspelt name is an error and not a call that quietly succeeds. */
export const faultNames = [
  'timeout-before',
  'timeout-after',
  'reset-before',
  'reset-after',
  /** A page of a proxy in place of the answer; the book has moved. */
  'proxy-page',
  'system-error-before',
  'system-error-after',
  'unavailable',
  'rate-limited',
  'unsigned',
  'wrong-signature',
  'stale-timestamp',
  'unknown-serial',
  /** A deliberately wrong signature, as the provider's own probes have. */
  'probe',
  /** The nonce is said to be used up. That any provider checks it is unconfirmed, so it is a fault and not a rule. */
  'nonce-refused',
] as const

/** Thrown where no answer reaches the caller; the transport, the fetch handler and the server each show it their way. */
export type NoAnswer = Error & { readonly kind: 'timeout' | 'reset' }

export const noAnswer = (kind: 'timeout' | 'reset'): NoAnswer =>
  Object.assign(new Error(`no answer: ${kind}`), { kind })

export const isNoAnswer = (error: unknown): error is NoAnswer =>
  error instanceof Error && /^(timeout|reset)$/.test(String((error as Partial<NoAnswer>).kind))
