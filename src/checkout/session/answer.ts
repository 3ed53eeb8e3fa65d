import { readLimited } from '../../codec/body.js'
import type { CheckoutRefusal } from '../view.js'
import type { Refused } from './start.js'

/** On every answer: none is for a cache, and none is to be guessed at. */
export const bareHeaders = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' } as const

export const answer = (body: object, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { ...bareHeaders, 'content-type': 'application/json', ...headers },
  })

const statuses: Record<CheckoutRefusal, number> = {
  unknown: 401,
  invalid: 400,
  'not-offered': 409,
  ended: 409,
  'too-many': 429,
  unavailable: 503,
}

export const refusal = ({ refused, after }: Refused): Response =>
  answer({ error: refused }, statuses[refused], after === undefined ? {} : { 'retry-after': String(after) })

/**
 * Whether a form was sent by a page of this site, which a cookie alone does not say. Browsers that do not say it themselves name
 * the page's origin; `null`, which any sandboxed page can make them say, is nobody's.
 */
export function isSameOrigin(request: Request, endpoint: string): boolean {
  const site = request.headers.get('sec-fetch-site')
  if (site !== null) return site === 'same-origin'
  return request.headers.get('origin') === new URL(endpoint).origin
}

/** A body of at most 4 kB as text; `undefined` for a longer one. */
export async function smallBody(request: Request): Promise<string | undefined> {
  const most = 4096
  if (Number(request.headers.get('content-length') ?? 0) > most) return undefined
  try {
    return new TextDecoder().decode(await readLimited(request.body, most))
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** `undefined` for what is no JSON, or was sent by a form, which any site can make a browser send. */
export async function jsonOf(request: Request): Promise<unknown> {
  if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? '')) return undefined
  try {
    return JSON.parse((await smallBody(request)) ?? '')
  } catch {
    return undefined
  }
}
