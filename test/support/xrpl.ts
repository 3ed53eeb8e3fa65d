import { createClient, type Transport, tokenAmount, type WireRequest } from 'shroff'
import { createMockGateway } from 'shroff/mock'
import { type XrplOptions, xrpl } from 'shroff/xrpl'
import { type MockXrplOptions, mockXrpl } from 'shroff/xrpl/mock'
import { noon } from './noon.js'

export const rlusd = '524C555344000000000000000000000000000000'
export const rlusdIssuer = 'rMxCKbEDwqr76QuheSUMdEGf4B9xJ8m5De'

/** The public hosts of the main network, as the account has them by itself. */
export const [s2, cluster, s1] = [
  'https://s2.ripple.com:51234',
  'https://xrplcluster.com',
  'https://s1.ripple.com:51234',
] as const

/** Tea for 10 RLUSD, placed at noon. */
export const tea = { orderId: 'T-1001', tag: 1001, amount: tokenAmount('10', 'RLUSD'), placedAt: noon }

/** A shop that watches the mock's ledger; `version`: the servers know this version of the API only. */
export async function openXrpl(
  { version, ...options }: MockXrplOptions & { version?: 1 | 2 } = {},
  more: Partial<XrplOptions> = {},
  attempts = 1,
) {
  const mock = await createMockGateway({ providers: [mockXrpl(options)], now: noon })
  const account = xrpl({ ...mock.credentials('xrpl'), ...more })
  const asked: { host: string; method: string; params: Record<string, unknown> }[] = []
  const transport: Transport = (request, settings) => {
    const { method, params } = JSON.parse(new TextDecoder().decode(request.body))
    asked.push({ host: new URL(request.url).origin, method, params: params[0] })
    return mock.transport(version ? inVersion(version, request, method, params[0]) : request, settings)
  }
  const client = createClient({ account, transport, retry: { attempts } })
  return { mock, account, client, asked }
}

function inVersion(api_version: 1 | 2, request: WireRequest, method: string, params: object): WireRequest {
  return {
    ...request,
    body: new TextEncoder().encode(JSON.stringify({ method, params: [{ ...params, api_version }] })),
  }
}

/** A client whose every question is answered by this, from whichever host. */
export function openAnswering(
  answer: (asked: { host: string; method: string; params: Record<string, unknown> }) => object | string,
  more: Partial<XrplOptions> = {},
  status = 200,
) {
  const account = xrpl({ address: 'r9cZA1mLK5R5Am25ArfXFmqgNwjZgnfk59', ...more })
  const transport: Transport = async (request) => {
    const { method, params } = JSON.parse(new TextDecoder().decode(request.body))
    const said = answer({ host: new URL(request.url).origin, method, params: params[0] })
    const text = typeof said === 'string' ? said : JSON.stringify(said)
    return { status, headers: {}, body: new TextEncoder().encode(text) }
  }
  return { account, client: createClient({ account, transport, retry: { attempts: 1 } }) }
}
