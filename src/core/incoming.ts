import { maximumBodyBytes, readLimited } from '../codec/body.js'
import { fromBase64 } from '../crypto/base64.js'
import { utf8 } from '../crypto/bytes.js'
import { configError, plain, ShroffError } from './errors.js'

type Envelope = {
  headers: Headers | Readonly<Record<string, string | readonly string[] | undefined>>
  /** How it was sent, where a provider signs that too: `POST` and the address that was called. */
  method?: string
  url?: string
}

/**
 * A webhook as a framework hands it over: a `Request`, or headers and the raw body. The body is its bytes, or the stream of
 * them that nobody has read yet, such as Node's own request is. One that a platform hands over as text says by its `encoding`
 * how to make bytes of it again: `utf8` for the text itself, `base64` where the platform says so (`isBase64Encoded`).
 */
export type Incoming =
  | Request
  | (Envelope & { body: string; encoding: 'utf8' | 'base64' })
  | (Envelope & { body: Uint8Array | AsyncIterable<Uint8Array>; encoding?: undefined })

const rawBodyHelp =
  'Express: this route before express.json(), with express.raw({ type: "*/*" }) or toNode; ' +
  'or express.json({ verify: (req, _res, bytes) => { req.rawBody = bytes } }). ' +
  'Fastify: toFastify, or in a plugin of this route removeAllContentTypeParsers(), then ' +
  'addContentTypeParser("*", { parseAs: "buffer" }, …). ' +
  'Koa, egg: mount before the body parser and pass ctx.req, or ctx.request.rawBody with encoding: "utf8". ' +
  'Nest: NestFactory.create(App, { rawBody: true }) and request.rawBody. ' +
  'Next.js pages: export const config = { api: { bodyParser: false } }. ' +
  'App router, Workers, Hono (c.req.raw): the Request itself, unread. ' +
  'Cloud functions, API gateways: { headers, body: event.body, encoding: event.isBase64Encoded ? "base64" : "utf8" }.'

const formHelp =
  ' Fields of a form that were decoded once can be written again: { headers, body: String(new URLSearchParams(fields)), encoding: "utf8" }; JSON cannot.'

/**
 * The bytes and headers of a webhook, untouched.
 *
 * @throws `CONFIG_INVALID` where a framework has already read or parsed the body, naming that framework's fix.
 * @throws `SIGNATURE_MISSING` where a header occurs twice; `BODY_INVALID` over the size limit.
 */
export async function readIncoming(incoming: Incoming): Promise<{ headers: Record<string, string>; body: Uint8Array }> {
  const given = incoming?.headers
  if (!given) throw configError('The webhook has no headers.', 'Pass the Request, or { headers, body }.')
  const headers = isHeaders(given) ? Object.fromEntries(given) : lowerCase(given)
  const read = bytesOf(incoming)
  // Not awaited where it is there: each turn counts in the way of every webhook.
  const body = isBytes(read) ? read : await read
  if (body.length === 0 && Number(headers['content-length'] ?? 0) > 0) {
    throw configError('The webhook body is empty, but was sent with a length: something read it before.', rawBodyHelp)
  }
  return { headers, body }
}

/** Path and query that were called, as they stand in the address; undefined where the webhook names none. */
export function targetOf(incoming: Incoming): string | undefined {
  const { url } = incoming
  if (typeof url !== 'string' || url === '') return undefined
  // Not by a URL parser, which would write some characters anew: what was called is what is signed.
  const host = url.startsWith('/') ? -1 : url.indexOf('://')
  const from = host < 0 ? 0 : url.slice(host + 3).search(/[/?#]|$/) + host + 3
  const hash = url.indexOf('#')
  const target = url.slice(from, hash < 0 ? url.length : hash)
  return target.startsWith('/') ? target : `/${target}`
}

function bytesOf(incoming: Incoming): Uint8Array | Promise<Uint8Array> {
  if (isRequest(incoming)) return readStream(incoming.body, incoming.bodyUsed)
  const { body, encoding }: { body?: unknown; encoding?: unknown } = incoming
  if (isBytes(body)) return body
  // Node's own streams say whether somebody has taken of them, or had their bytes made into text.
  if (isStream(body)) return readStream(body, body.readableDidRead === true || body.readableEncoding != null)
  if (typeof body !== 'string') {
    const found = body == null ? 'missing' : 'already parsed'
    const help = body == null ? rawBodyHelp : rawBodyHelp + formHelp
    throw configError(`The webhook body is ${found}, so its signature cannot be checked.`, help)
  }
  if (encoding === 'utf8') return utf8(body)
  const bytes = encoding === 'base64' ? fromBase64(body) : undefined
  if (bytes) return bytes
  if (encoding === 'base64')
    throw configError(
      'The webhook body is not Base64, though its encoding says so.',
      'Pass encoding: "utf8" for a text.',
    )
  throw configError(
    'The webhook body is a text, and nothing says how to make bytes of it.',
    `Pass encoding: "utf8" beside it (or Buffer.from(body)) where it is the text as it came, "base64" where it is that. ${rawBodyHelp}`,
  )
}

async function readStream(stream: AsyncIterable<Uint8Array> | Request['body'], wasRead: boolean): Promise<Uint8Array> {
  if (wasRead)
    throw configError('The webhook’s body was read before.', `Pass request.clone(), or the bytes. ${rawBodyHelp}`)
  try {
    return await readLimited(stream)
  } catch (error) {
    const problem =
      error instanceof RangeError
        ? `The body is over ${maximumBodyBytes} bytes.`
        : 'The body could not be read to its end.'
    throw new ShroffError('BODY_INVALID', { problem, cause: error })
  }
}

function lowerCase(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  const names = Object.keys(headers)
  // As Node's own server hands them over: nothing to do.
  if (names.every((name) => typeof headers[name] === 'string' && name === name.toLowerCase()))
    return headers as Record<string, string>
  const lower: Record<string, string> = {}
  for (const key of names) {
    const value = headers[key]
    if (value === undefined || value === null) continue
    const name = key.toLowerCase()
    const text = typeof value === 'string' ? value : joined(name, value)
    // Joined by a comma, a repeated signature header no longer fits its grammar and is refused by the provider's rules.
    lower[name] = Object.hasOwn(lower, name) ? `${lower[name]}, ${text}` : text
  }
  return lower
}

function joined(name: string, value: unknown): string {
  if (Array.isArray(value) && value.every((text) => typeof text === 'string')) return value.join(', ')
  throw configError(
    `The webhook header ${plain(name, 40)} is not a text.`,
    'Pass the headers as the framework has them.',
  )
}

const isHeaders = (value: unknown): value is Headers =>
  typeof (value as Partial<Headers>).entries === 'function' && typeof (value as Partial<Headers>).get === 'function'

// Not instanceof: test runners give each file its own Uint8Array, and Buffers stay those of the outer realm.
const isBytes = (value: unknown): value is Uint8Array =>
  ArrayBuffer.isView(value) && (value as { [Symbol.toStringTag]?: unknown })[Symbol.toStringTag] === 'Uint8Array'

type NodeStream = AsyncIterable<Uint8Array> & {
  readonly readableDidRead?: boolean
  readonly readableEncoding?: string | null
}
const isStream = (value: unknown): value is NodeStream =>
  typeof (value as Partial<NodeStream> | null | undefined)?.[Symbol.asyncIterator] === 'function'

const isRequest = (value: unknown): value is Request => typeof (value as Partial<Request>).arrayBuffer === 'function'
