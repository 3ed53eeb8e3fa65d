import { parseJson, readJson } from '../codec/json.js'
import { plain, ShroffError } from '../core/errors.js'
import { type Asked, findRefusal, refusedError, strangeReply } from '../core/refusals.js'
import type { WireReply } from '../core/transport.js'
import { markVerified, type Verified } from '../core/verified.js'
import { anyRefusals } from './refusals.js'

/**
 * Opens an answer. Nobody signs it: what vouches for it is the connection to this host, and it may say what it likes. Errors come
 * with status 200 as well, and some without the envelope.
 *
 * @throws the server's error; `BODY_INVALID` and its like for what is not in the servers' form.
 */
export function openReply(asked: Asked & { answers?: string }, host: string, { status, body }: WireReply): Verified {
  const name = nameOf(host)
  // Refusals of an overloaded server are plain text.
  const answer = readJson(body, (text) => parseJson(text, mostMembers), maximumAnswerBytes)
  const result = memberOf(answer, 'result') ?? answer
  const code = memberOf(result, 'error')
  if (typeof code === 'string') {
    if (code === asked.answers) return markVerified(result, 'connection')
    const message = memberOf(result, 'error_message')
    throw refusedError(name, asked, findRefusal(code, asked.refusals, anyRefusals), {
      final: status < 500,
      providerCode: plain(code, 64),
      providerMessage: typeof message === 'string' ? plain(message, 256) : undefined,
      authentic: false,
    })
  }
  if (status !== 200 || answer === undefined) throw strangeReply(name, { status, authentic: false })
  if (memberOf(result, 'status') === 'success') return markVerified(result, 'connection')
  throw new ShroffError('BODY_INVALID', {
    problem: `The answer of ${name} is neither a success nor an error.`,
    authentic: false,
  })
}

/** A page of transactions with what each of them changed. How much that is its payer decides; of one it is 2 MB at most. */
export const maximumAnswerBytes = 4_194_304
const mostMembers = 200_000

/** How a host is called in errors. */
export const nameOf = (host: string): string => host.replace(/^https?:\/\//, '')

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined
