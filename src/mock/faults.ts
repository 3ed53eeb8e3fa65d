/**
 * What can go wrong on the next call. The provider does its work before an `-after` fault, so the book has moved though
 * the caller never hears of it.
 */
export type Fault =
  | NamedFault
  /** Any refusal of the provider's, in its own form; the book does not move. */
  | { status: number; code: string; message?: string }

export type NamedFault = (typeof faultsOfTheLine)[number] | ProviderFault

/** What can happen to any provider's answer on its way. */
export const faultsOfTheLine = [
  'timeout-before',
  'timeout-after',
  'reset-before',
  'reset-after',
  /** A page of a proxy in place of the answer; the book has moved. */
  'proxy-page',
] as const

/** What an answer itself can be; a provider's mock lists those that its wire has. */
export type ProviderFault = (typeof providerFaults)[number]

export const providerFaults = [
  'system-error-before',
  'system-error-after',
  'unavailable',
  'rate-limited',
  /** Taken in hand without a word of how it ended (202): the same call is to come again. The book has moved. */
  'accepted',
  'unsigned',
  'wrong-signature',
  'stale-timestamp',
  'unknown-serial',
  /** A deliberately wrong signature, as the provider's own probes have. */
  'probe',
  /** The nonce is said to be used up. That any provider checks it is unconfirmed, so it is a fault and not a rule. */
  'nonce-refused',
] as const

/** @throws `RangeError` for a fault that is not among these: the call would quietly succeed. */
export function mustBeFault(fault: Fault, where: string, of: readonly ProviderFault[]): void {
  const known: readonly unknown[] = [...faultsOfTheLine, ...of]
  if (typeof fault === 'object' ? fault.status >= 400 && fault.status < 600 : known.includes(fault)) return
  throw new RangeError(
    `${where} has no fault ${JSON.stringify(fault)}; it has ${known.join(', ')}, and any refusal as { status, code }.`,
  )
}

/** Thrown where no answer reaches the caller; the transport, the fetch handler and the server each show it their way. */
export type NoAnswer = Error & { readonly kind: 'timeout' | 'reset' }

export const noAnswer = (kind: 'timeout' | 'reset'): NoAnswer =>
  Object.assign(new Error(`no answer: ${kind}`), { kind })

export const isNoAnswer = (error: unknown): error is NoAnswer =>
  error instanceof Error && /^(timeout|reset)$/.test(String((error as Partial<NoAnswer>).kind))
