import { amount, type ErrorCode, isShroffError, type Outcome } from 'shroff'
import { type Fault, failNext, type MockGateway, pay } from 'shroff/mock'
import { createPayment, getPayment, getRefund, refundPayment } from 'shroff/wechatpay'
import { beforeEach, describe, expect, it } from 'vitest'
import { openWechatpayShop, tea } from '../support/wechatpay-shop.js'

const order = { provider: 'wechatpay', orderId: tea.orderId } as const
const at = { provider: 'wechatpay' } as const
const refund = { orderId: tea.orderId, refundId: 'R-1', amount: amount('5.00', 'CNY'), orderAmount: tea.amount }

/** What the client makes of it, and whether the money moved behind its back. */
const faults: [fault: Fault, code: ErrorCode, outcome: Outcome, moved: boolean, status: number | undefined][] = [
  ['timeout-before', 'TIMEOUT', 'unknown', false, undefined],
  ['timeout-after', 'TIMEOUT', 'unknown', true, 200],
  ['reset-before', 'TRANSPORT_FAILED', 'unknown', false, undefined],
  ['reset-after', 'TRANSPORT_FAILED', 'unknown', true, 200],
  ['proxy-page', 'SIGNATURE_MISSING', 'unknown', true, 200],
  ['system-error-before', 'PROVIDER_UNAVAILABLE', 'unknown', false, 500],
  ['system-error-after', 'PROVIDER_UNAVAILABLE', 'unknown', true, 500],
  ['unavailable', 'PROVIDER_UNAVAILABLE', 'unknown', false, 503],
  // A refund that meets a rate limit may have been accepted, so says its documentation; this one was not.
  ['rate-limited', 'RATE_LIMITED', 'unknown', false, 429],
  ['unsigned', 'SIGNATURE_MISSING', 'unknown', true, 200],
  ['wrong-signature', 'SIGNATURE_INVALID', 'unknown', true, 200],
  ['stale-timestamp', 'TIMESTAMP_OUT_OF_WINDOW', 'unknown', true, 200],
  ['unknown-serial', 'KEY_UNKNOWN', 'unknown', true, 200],
  ['probe', 'SIGNATURE_PROBE', 'unknown', true, 200],
  ['nonce-refused', 'SIGNATURE_REFUSED', 'unknown', false, 401],
  [{ status: 403, code: 'NOT_ENOUGH', message: '余额不足' }, 'BALANCE_TOO_LOW', 'rejected', false, 403],
  [{ status: 400, code: 'SOMETHING_NEW' }, 'PROVIDER_ERROR', 'unknown', false, 400],
]

type Shop = Awaited<ReturnType<typeof openWechatpayShop>>
let shop: Shop

describe('a refund', () => {
  beforeEach(async () => {
    // One attempt: repeating is the client's matter, and is tested there.
    shop = await openWechatpayShop({ client: { retry: { attempts: 1 } } })
    await createPayment(shop.client, { channel: 'qr', ...tea })
    await pay(shop.mock, order)
  })

  it.each(faults)('%j: %s, %s, refunded: %s', async (fault, code, outcome, moved, status) => {
    const { mock, client } = shop
    failNext(mock, { ...at, fault })
    const error: unknown = await refundPayment(client, refund).catch((thrown: unknown) => thrown)
    expect(isShroffError(error) && [error.code, error.outcome]).toEqual([code, outcome])
    const entry = lastRequest(mock)
    expect(entry).toMatchObject({ fault, ...(status && { reply: { status } }) })
    if (!status) expect(entry).not.toHaveProperty('reply')
    const found = getRefund(client, { refundId: 'R-1' })
    if (moved) expect(await found).toMatchObject({ status: 'pending', amount: refund.amount })
    else await expect(found).rejects.toMatchObject({ code: 'REFUND_NOT_FOUND' })
    // The same number resolves it: once, whatever happened before.
    await refundPayment(client, refund)
    const rest = { ...refund, refundId: 'R-2', amount: amount('20.01', 'CNY') }
    await expect(refundPayment(client, rest)).rejects.toMatchObject({ code: 'REQUEST_REFUSED', outcome: 'rejected' })
  })

  it('meets each fault once, in turn, and as many as asked for', async () => {
    const { mock, client } = shop
    failNext(mock, { ...at, fault: 'unsigned', times: 2 })
    failNext(mock, { ...at, fault: 'proxy-page' })
    const seen: unknown[] = []
    for (let count = 0; count < 4; count += 1) {
      const answer = await getPayment(client, { orderId: tea.orderId }).catch((error: unknown) => error)
      seen.push(isShroffError(answer) ? lastRequest(mock) : 'answered')
    }
    expect(seen).toMatchObject([{ fault: 'unsigned' }, { fault: 'unsigned' }, { fault: 'proxy-page' }, 'answered'])
  })

  it('does not meet a fault that does not exist', async () => {
    const { mock, client } = shop
    const fail = (parameters: object) => () => failNext(mock, { ...at, ...parameters } as never)
    expect(fail({ fault: 'timeout' })).toThrow(
      'failNext: the mock of wechatpay has no fault "timeout"; it has timeout-before, timeout-after,',
    )
    expect(fail({ fault: { status: 200, code: 'OK' } })).toThrow(RangeError)
    for (const times of [0, -1, 0.5]) expect(fail({ fault: 'probe', times })).toThrow('an integer from 1')
    expect(fail({ fault: 'probe', provider: 'alipay' })).toThrow('no provider alipay')
    await refundPayment(client, refund)
  })
})

describe('a client that repeats', () => {
  it.each(['timeout-after', 'reset-after', 'system-error-after', 'rate-limited', 'probe', 'unavailable'] as const)(
    'places its order once through %s',
    async (fault) => {
      const { mock, client } = await openWechatpayShop()
      failNext(mock, { ...at, fault, times: 2 })
      expect(await createPayment(client, { channel: 'qr', ...tea })).toMatchObject({ status: 'pending' })
      const requests = mock.journal.filter((entry) => entry.kind === 'request')
      expect(requests).toHaveLength(3)
      // The identical body, freshly signed.
      const bodies = new Set(requests.map(({ request }) => new TextDecoder().decode(request.body)))
      const signatures = new Set(requests.map(({ request }) => authorizationOf(request.headers)))
      expect([bodies.size, signatures.size]).toEqual([1, 3])
    },
  )
})

const lastRequest = (mock: MockGateway) => mock.journal.filter(({ kind }) => kind === 'request').at(-1)

const authorizationOf = (headers: Record<string, string>) =>
  Object.entries(headers).find(([name]) => name.toLowerCase() === 'authorization')?.[1]
