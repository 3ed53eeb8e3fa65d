import { createClient, type Transport, tokenAmount, type WireRequest } from 'shroff'
import { type CircleOptions, circle, createPayment, fetchNotificationKey, fetchSigningCertificate } from 'shroff/circle'
import { type MockCircleOptions, mockCircle } from 'shroff/circle/mock'
import { createMockGateway } from 'shroff/mock'
import { scriptedLine } from './line.js'
import { noon } from './noon.js'

/** Tea for 12.50 USDC on Base. */
export const tea = {
  channel: 'transfer',
  orderId: 'T-1001',
  amount: tokenAmount('12.50', 'USDC'),
  chain: 'BASE',
} as const

/** Where a payer wants money back. */
export const destination = { chain: 'BASE', address: `0x${'ab'.repeat(20)}` } as const

/** A shop at the mock, whose clock stands still at noon. */
export async function openCircle(options: MockCircleOptions = {}, more: Partial<CircleOptions> = {}, attempts = 1) {
  const mock = await createMockGateway({ providers: [mockCircle(options)], now: noon })
  const { line, transport } = scriptedLine(mock, 'circle')
  const sent: WireRequest[] = []
  const watched: Transport = (request, settings) => {
    sent.push(request)
    return transport(request, settings)
  }
  const account = circle({
    ...mock.credentials('circle'),
    refreshNotificationKeys: fetchNotificationKey(watched),
    refreshSigningCertificates: fetchSigningCertificate(watched),
    ...more,
  })
  const client = createClient({ account, transport: watched, retry: { attempts } })
  return { mock, account, client, line, sent }
}

/** The same with an order of tea whose address is there. */
export async function openTea(...given: Parameters<typeof openCircle>) {
  const shop = await openCircle(...given)
  const { reference } = await createPayment(shop.client, tea)
  return { ...shop, reference }
}

/** A client whose every call is answered by this, with 200. */
export function openAnswering(
  answer: (asked: WireRequest) => unknown,
  status = 200,
  more: Partial<CircleOptions> = {},
) {
  const clock = { now: () => noon.getTime(), sleep: async () => {} }
  const account = circle({ apiKey: 'TEST_API_KEY:0011:2233', clock, ...more })
  const transport: Transport = async (request) => {
    const said = answer(request)
    const text = typeof said === 'string' ? said : JSON.stringify(said)
    return { status, headers: { 'x-request-id': 'r-1' }, body: new TextEncoder().encode(text) }
  }
  return { account, client: createClient({ account, transport, retry: { attempts: 1 } }) }
}

export const bodyOf = ({ body }: WireRequest) => JSON.parse(new TextDecoder().decode(body)) as Record<string, unknown>
