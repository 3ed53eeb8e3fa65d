import { createClient } from 'shroff'
import { createMockGateway, deliverWebhooks, pay } from 'shroff/mock'
import { memoryStore } from 'shroff/store'
import { webhookHandler } from 'shroff/webhook'
import { createPayment, wechatpay, wechatpayWebhooks } from 'shroff/wechatpay'
import { mockWechatpay } from 'shroff/wechatpay/mock'
import { expect, it, vi } from 'vitest'
import { verify } from '../../src/crypto/node/sign.js'
import { noon } from '../support/noon.js'

vi.mock('../../src/crypto/node/sign.js', { spy: true })

it('a message that may be for a hundred accounts with one key is verified once, and decrypted by its own', async () => {
  const mock = await createMockGateway({ providers: [mockWechatpay()], now: noon })
  const account = wechatpay(mock.credentials('wechatpay'))
  await createPayment(createClient({ account, transport: mock.transport }), {
    channel: 'qr',
    orderId: 'T0001001',
    amount: { currency: 'CNY', value: 2500 },
    description: 'Oolong tea',
    notifyUrl: 'https://shop.example/notify',
  })
  await pay(mock, { provider: 'wechatpay', orderId: 'T0001001' })
  const others = Array.from({ length: 99 }, (_, place) =>
    wechatpay({
      ...mock.credentials('wechatpay'),
      merchantId: String(1900000200 + place),
      apiV3Key: `a7cde1ZJB1kG2e7VfTs3jQzaWizur8${String(place).padStart(2, '0')}`,
    }),
  )
  const seen: unknown[] = []
  const to = webhookHandler({
    accounts: [...others, account].map((each) => wechatpayWebhooks(each)),
    store: memoryStore(),
    onEvent: (event) => void seen.push(event),
  })
  vi.mocked(verify).mockClear()
  expect(await deliverWebhooks(mock, { to })).toMatchObject([{ status: 200 }])
  expect(seen).toMatchObject([{ type: 'payment.paid', orderId: 'T0001001' }])
  expect(verify).toHaveBeenCalledTimes(1)
})
