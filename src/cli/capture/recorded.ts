import type { WireReply, WireRequest } from '../../core/transport.js'
import { type Captured, headersOf, isObject, limits, toBytes } from './captured.js'

/** What `recordTransport` kept, or entries of the mock’s journal, as `JSON.stringify` writes them. */
export const isRecorded = (tree: unknown): boolean =>
  // A journal may begin with what was done at the mock.
  listOf(tree).some((entry) => isObject(entry) && [entry.request, entry.reply, entry].some(isMessage))

/** @throws `SyntaxError` where a body is written in no known way. */
export function readRecorded(tree: unknown): Captured[] {
  const list = listOf(tree)
  if (list.length > limits.exchanges) throw new SyntaxError(`it has over ${limits.exchanges} exchanges`)
  return list.flatMap((entry) => {
    if (!isObject(entry)) return []
    // One message alone is a request, or an answer.
    const { request = entry.url ? entry : undefined, reply = entry.status ? entry : undefined, at } = entry
    const found: Captured = {
      ...(isMessage(request) && { request: messageOf(request) as WireRequest }),
      ...(isMessage(reply) && { reply: { body: new Uint8Array(), ...messageOf(reply) } as WireReply }),
      ...(typeof at === 'number' && { at }),
    }
    return found.request || found.reply ? [found] : []
  })
}

function listOf(tree: unknown): unknown[] {
  if (Array.isArray(tree)) return tree
  return isObject(tree) && Array.isArray(tree.exchanges) ? tree.exchanges : [tree]
}

const isMessage = (value: unknown): value is Record<string, unknown> =>
  isObject(value) && isObject(value.headers) && (typeof value.url === 'string' || typeof value.status === 'number')

function messageOf({ method = 'POST', url, status, headers, body }: Record<string, unknown>) {
  const named = Object.entries(headers as object).map(([name, value]) => [name, String(value)] as const)
  const bytes = body === undefined || body === null ? undefined : bytesOf(body)
  return {
    ...(typeof url === 'string' ? { method: String(method), url } : { status: Number(status) }),
    headers: headersOf(named),
    ...(bytes && { body: bytes }),
  }
}

/** As text, as Buffers write themselves, or digit by digit as a Uint8Array does. */
function bytesOf(body: unknown): Uint8Array {
  if (typeof body === 'string') return toBytes(body)
  const digits = isObject(body) && Array.isArray(body.data) ? body.data : digitsOf(body as object)
  if (!digits?.every((digit) => Number.isInteger(digit) && digit >= 0 && digit < 256))
    throw new SyntaxError('its body is neither text nor bytes')
  return Uint8Array.from(digits as number[])
}

function digitsOf(body: object): unknown[] | undefined {
  const [name = '0'] = Object.keys(body)
  return name === '0' ? Object.values(body) : undefined
}
