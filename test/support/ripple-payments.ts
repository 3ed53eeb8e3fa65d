import { createClient, type Transport, type WireRequest } from 'shroff'
import { createMockGateway } from 'shroff/mock'
import { quotePayment, type RipplePaymentsOptions, ripplePayments } from 'shroff/ripple-payments'
import { type MockRipplePaymentsOptions, mockRipplePayments } from 'shroff/ripple-payments/mock'
import { scriptedLine } from './line.js'
import { noon } from './noon.js'

/** A thousand dollars to Mexico. */
export const wanted = {
  source: { currency: 'USD', value: '1000.00' },
  destination: { currency: 'MXN', country: 'MX' },
} as const

export const beneficiary = {
  beneficiaryIdentityId: '2f4ac57f-c5ba-4051-b51f-b3565778717b',
  beneficiaryFinancialInstrumentId: '9e0c1a52-7d1f-4c39-a6d2-0c5f4b1e8d77',
} as const

/** A customer at the mock, whose clock stands still at noon, with a token in hand. */
export async function openRipple(options: MockRipplePaymentsOptions = {}, attempts = 1) {
  const mock = await createMockGateway({ providers: [mockRipplePayments(options)], now: noon })
  const { line, transport } = scriptedLine(mock, 'ripple-payments')
  const sent: WireRequest[] = []
  const watched: Transport = (request, settings) => {
    sent.push(request)
    return transport(request, settings)
  }
  const account = ripplePayments(mock.credentials('ripple-payments'))
  const client = createClient({ account, transport: watched, retry: { attempts } })
  const { quotes } = await quotePayment(client, wanted)
  return { mock, account, client, line, sent, quoteId: quotes[0]!.quoteId }
}

/** A client whose every call but that for a token is answered by this. */
export function openAnswering(
  answer: (asked: WireRequest) => unknown,
  status: number | ((asked: WireRequest) => number) = 200,
  more: Partial<RipplePaymentsOptions> = {},
) {
  const clock = { now: () => noon.getTime(), sleep: async () => {} }
  const account = ripplePayments({ clientId: 'id', clientSecret: secret, tenantId: 'tenant', clock, ...more })
  const transport: Transport = async (request) => {
    const isToken = request.url.endsWith('/v2/oauth/token')
    const said = isToken ? { access_token: token, expires_in: 3600, token_type: 'Bearer' } : answer(request)
    const text = typeof said === 'string' ? said : JSON.stringify(said)
    const code = isToken ? 200 : typeof status === 'number' ? status : status(request)
    return { status: code, headers: { 'x-request-id': 'r-1' }, body: new TextEncoder().encode(text) }
  }
  return { account, client: createClient({ account, transport, retry: { attempts: 1 } }) }
}

export const secret = 'TEST_client-secret.0011'
export const token = 'TEST.access.token-2233'

export const bodyOf = ({ body }: WireRequest) => JSON.parse(new TextDecoder().decode(body)) as Record<string, unknown>

/** Method and path of what was sent, without the host. */
export const pathsOf = (sent: readonly WireRequest[]) =>
  sent.map(({ method, url }) => `${method} ${new URL(url).pathname}`)
