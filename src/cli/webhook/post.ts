import { readLimited } from '../../codec/body.js'
import { isLoopback } from '../../core/loopback.js'
import type { WireRequest } from '../../core/transport.js'
import { exits, fail } from '../fail.js'
import type { Io } from '../io.js'
import { texts } from './texts.js'

/** What a handler answered. */
export type Answered = {
  /** Absent where none came within ten seconds. */
  readonly status?: number
  readonly body: string
  readonly milliseconds: number
}

/**
 * Where webhooks go: this machine, or with `--yes` any other.
 *
 * @throws one line for any other address.
 */
export function mustBeAllowed(url: string, { yes = false }: { yes?: boolean }): void {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) fail(exits.usage, texts.noUrl)
  if (!yes && !isLoopback(url)) fail(exits.usage, texts.needsYes)
}

const patience = 10_000

/**
 * Sends a signed request to this address, whatever its own says.
 *
 * @throws one line where nobody listens there.
 */
export async function post(io: Io, url: string, { method, headers, body }: WireRequest): Promise<Answered> {
  const start = performance.now()
  const ended = () => Math.round(performance.now() - start)
  try {
    const signal = AbortSignal.any([io.signal, AbortSignal.timeout(patience)])
    const sent = body && new Uint8Array(body)
    const response = await fetch(url, { method, headers, ...(sent && { body: sent }), redirect: 'manual', signal })
    const text = new TextDecoder().decode(await readLimited(response.body, 65_536))
    return { status: response.status, body: text, milliseconds: ended() }
  } catch (error) {
    if (error instanceof RangeError) return { body: '', milliseconds: ended() }
    if ((error as Error).name === 'TimeoutError') return { body: '', milliseconds: ended() }
    const { code = '' } = ((error as Error).cause ?? {}) as { code?: string }
    // Cut off in the middle is an answer of the application’s, too.
    if (/^(ECONNRESET|UND_ERR_SOCKET)$/.test(code)) return { body: '', milliseconds: ended() }
    return fail(exits.machine, { en: `nobody answers at ${url}: ${code}`, zh: `${url} 没有应答：${code}` })
  }
}
