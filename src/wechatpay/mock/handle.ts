import type { WireReply, WireRequest } from '../../core/transport.js'
import { withStatus } from '../../mock/answer.js'
import type { Endpoint, Endpoints } from '../../mock/endpoints.js'
import type { Fault } from '../../mock/faults.js'
import { targetOf } from '../../mock/http.js'
import { isRefusal, type Refusal, refuse } from '../../mock/refusal.js'
import { findRoute, isFound } from '../../mock/routes.js'
import { answer, refused, spelled } from './answer.js'
import { checkRequest } from './check-request.js'
import { openFields, sealField } from './fields.js'
import type { Platform, Reply } from './platform.js'
import { routes, withoutPartner } from './routes.js'

/** APIv3: JSON, RSA signatures in headers, HTTP statuses. */
export async function handleV3(
  platform: Platform,
  own: Endpoints,
  request: WireRequest,
  fault: Fault | undefined,
): Promise<WireReply> {
  try {
    const done = await perform(platform, own, request, fault)
    platform.witness?.checking('fault')
    if (fault === 'system-error-after') throw refuse(500, 'SYSTEM_ERROR', '系统错误')
    // What it says beside its status is unconfirmed.
    if (fault === 'accepted') return await answer(platform, request, withStatus(202, {}), fault)
    if (done instanceof Uint8Array) return { status: 200, headers: { [spelled.contentType]: 'text/plain' }, body: done }
    return await answer(platform, request, done, fault)
  } catch (error) {
    if (!isRefusal(error)) throw error
    platform.witness?.refused(error)
    return refused(platform, request, error)
  }
}

/** The path decides first, as at the real one; an endpoint of the merchant's own goes before the mock's. */
async function perform(
  platform: Platform,
  own: Endpoints,
  request: WireRequest,
  fault: Fault | undefined,
): Promise<Reply> {
  const { method, headers } = request
  const [pathname = '', search = ''] = targetOf(request).split('?')
  const query = new URLSearchParams(search)
  platform.witness?.checking('endpoint')
  const theirs = findRoute<Endpoint>(own, method, pathname)
  if (isFound(theirs)) {
    const { body, files } = await checkRequest(platform, request, fault)
    const { parts, handler } = theirs
    const opened = await openFields(platform, headers, body)
    const encrypt = (text: string) => sealField(platform, text)
    return handler({ method, parts, query, headers, body: opened, files, encrypt })
  }
  const partnerless = withoutPartner(pathname)
  const found = findRoute(routes(), method, partnerless ?? pathname)
  if (!isFound(found)) throw notPlayed(method, pathname, [...theirs, ...found])
  const { body } = await checkRequest(platform, request, fault)
  const { origin } = new URL(request.url)
  const { parts, handler } = found
  return handler(platform, { body, parts, query, headers, origin, partner: partnerless !== undefined })
}

/** The real one answers a bare 404 or 405 to what it lacks; that this mock lacks it is no word of WeChat Pay's, and said. */
function notPlayed(method: string, pathname: string, methods: readonly string[]): Refusal {
  const route = `${method} ${pathname}`
  const other = methods.length > 0 ? ` (at this path it plays ${methods.join(', ')})` : ''
  return refuse(
    methods.length > 0 ? 405 : 404,
    'NOT_PLAYED_BY_MOCK',
    `The mock gateway does not play ${route}${other}; WeChat Pay may have it. Add it: mockWechatpay({ routes: { '${route}': ({ body }) => ({ … }) } }).`,
  )
}
