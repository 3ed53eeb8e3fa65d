import type { WireReply, WireRequest } from '../../core/transport.js'

/** What went over a wire, as far as it was captured. A webhook is a request. */
export type Captured = {
  readonly request?: WireRequest
  readonly reply?: WireReply
  /** When, in milliseconds since 1970, where the capture tells it. */
  readonly at?: number
}

export type Capture = {
  readonly form: 'har' | 'curl' | 'http' | 'recorded' | 'form' | 'json'
  /** In the order of the capture; one at least. */
  readonly exchanges: readonly Captured[]
}

/** What is read of one file, and how deep its JSON may be. A browser’s HAR has call stacks in it. */
export const limits = { bytes: 10_000_000, depth: 128, exchanges: 10_000 } as const

export const toBytes = (text: string): Uint8Array => new TextEncoder().encode(text)

/** @throws `SyntaxError` where it is not UTF-8. */
export function toText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new SyntaxError('it is not UTF-8 text')
  }
}

/**
 * @throws `SyntaxError` for what is no JSON, or is nested too deep.
 */
export function parseTree(text: string): unknown {
  let tree: unknown
  try {
    tree = JSON.parse(text)
  } catch {
    throw new SyntaxError('it begins as JSON, and is none: it was probably cut off')
  }
  // Level by level: a function that calls itself would end where the stack does.
  let level: unknown[] = [tree]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > limits.depth) throw new SyntaxError(`its JSON is nested deeper than ${limits.depth} levels`)
    level = level.flatMap((node) => (typeof node === 'object' && node !== null ? Object.values(node) : []))
  }
  return tree
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Lower-case names; a header that occurs twice is joined, as HTTP joins it. */
export function headersOf(pairs: Iterable<readonly [string, string]>): Record<string, string> {
  const headers: Record<string, string> = Object.create(null)
  for (const [given, value] of pairs) {
    const name = given.trim().toLowerCase()
    headers[name] = name in headers ? `${headers[name]}, ${value.trim()}` : value.trim()
  }
  return { ...headers }
}
