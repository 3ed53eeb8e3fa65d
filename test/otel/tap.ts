import { inspect } from 'node:util'
import type { Transport } from 'shroff'
import { expect } from 'vitest'
import type { registerSdk } from '../support/telemetry.js'

/** Each text in a body that is JSON, a form or XML, and the body itself. */
function textsOf(body: Uint8Array | undefined): string[] {
  const text = new TextDecoder().decode(body)
  const leaves = (value: unknown): string[] =>
    typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [String(value)]
  const parsed = (given: string): string[] => {
    try {
      return leaves(JSON.parse(given))
    } catch {
      return [given]
    }
  }
  const form = /^\w+=/.test(text) ? [...new URLSearchParams(text).values()].flatMap(parsed) : []
  const xml = [...text.matchAll(/<(?:!\[CDATA\[)?([^<>\]]+)/g)].map(([, content]) => content!)
  return [text, ...parsed(text), ...form, ...(text.startsWith('<xml') ? xml : [])]
}

/** Hears what goes over the wire; its errors carry the whole request, as those of HTTP clients do. */
export function tap(transport: Transport) {
  const heard: string[] = []
  /** What an address shows without its query, which is told. */
  const addresses: string[] = []
  const tapped: Transport = async (request, options) => {
    const { searchParams, origin, pathname } = new URL(request.url)
    addresses.push(origin, ...pathname.split('/'))
    heard.push(...Object.values(request.headers), ...searchParams.values(), ...textsOf(request.body))
    try {
      const reply = await transport(request, options)
      heard.push(...Object.values(reply.headers), ...textsOf(reply.body))
      return reply
    } catch (error) {
      const message = JSON.stringify(request.headers)
      throw Object.assign(new Error(message, { cause: error }), { code: 'ECONNRESET', request, config: request })
    }
  }
  return { tapped, heard, addresses }
}

export async function exportedBy(sdk: ReturnType<typeof registerSdk>): Promise<string> {
  const wide = { showHidden: true, depth: Number.POSITIVE_INFINITY, maxArrayLength: null, maxStringLength: null }
  const metrics = await sdk.collect()
  const spans = sdk.spans()
  expect(spans).toHaveLength(sdk.begun.length)
  return `${inspect(spans, wide)}\n${JSON.stringify(metrics)}`
}

/** Long enough that no word of ours contains one. */
export const piecesOf = (credentials: object): string[] =>
  Object.values(credentials).flatMap((value) => (typeof value === 'string' ? (value.match(/.{8,32}/g) ?? []) : []))

/** Of what was heard and planted, what the spans and metrics show beyond address and trace id. */
export async function leaksOf(
  sdk: ReturnType<typeof registerSdk>,
  texts: readonly string[],
  addresses: readonly string[],
) {
  const exported = await exportedBy(sdk)
  const told = sdk.spans().map(({ attributes }) => attributes['shroff.request_id'])
  const searched = texts.filter(
    // Shorter texts are words such as CNY; those of capitals alone are codes, of which some are in ours; `response` is a name in JSON-RPC.
    (text) =>
      text.length >= 8 && !/^([A-Z_]+|response)$/.test(text) && !told.includes(text) && !addresses.includes(text),
  )
  return { exported, searched, told, found: searched.filter((text) => exported.includes(text)) }
}
