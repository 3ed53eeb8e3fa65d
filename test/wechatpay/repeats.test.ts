import { failNext } from 'shroff/mock'
import { createPayment } from 'shroff/wechatpay'
import { expect, it } from 'vitest'
import { openWechatpayShop, tea } from '../support/wechatpay-shop.js'

it.each(['timeout-after', 'reset-after', 'system-error-after', 'rate-limited', 'probe', 'unavailable'] as const)(
  'a client that repeats through %s sends the identical body, freshly signed',
  async (fault) => {
    const { mock, client } = await openWechatpayShop()
    failNext(mock, { provider: 'wechatpay', fault, times: 2 })
    expect(await createPayment(client, { channel: 'qr', ...tea })).toMatchObject({ status: 'pending' })
    const requests = mock.journal.filter((entry) => entry.kind === 'request')
    expect(requests).toHaveLength(3)
    const bodies = new Set(requests.map(({ request }) => new TextDecoder().decode(request.body)))
    const signatures = new Set(requests.map(({ request }) => authorizationOf(request.headers)))
    expect([bodies.size, signatures.size]).toEqual([1, 3])
  },
)

const authorizationOf = (headers: Record<string, string>) =>
  Object.entries(headers).find(([name]) => name.toLowerCase() === 'authorization')?.[1]
