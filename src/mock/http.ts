import { parseJson } from '../codec/json.js'
import type { WireRequest } from '../core/transport.js'

/** A JSON object of the wire. */
export type Json = { readonly [name: string]: unknown }

/** Headers under lower-case names, as HTTP compares them. */
export const lowerCase = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))

/** Path and query, byte for byte as they were sent: what is signed. */
export function targetOf({ url }: WireRequest): string {
  const start = url.indexOf('/', url.indexOf('://') + 3)
  return start < 0 ? '/' : url.slice(start)
}

/** A JSON object, or undefined for any other text. */
export function readJsonObject(text: string): Json | undefined {
  try {
    const value = parseJson(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined
  } catch {
    return undefined
  }
}

/**
 * Compact JSON with one blank too many, so that it is never what `JSON.stringify(JSON.parse(body))` makes of it: who
 * verifies that in place of the bytes that came fails here too, and not in production only.
 */
export const writeJson = (value: object): string => JSON.stringify(value).replace('{', '{ ')
