import { createPublicKey } from 'node:crypto'
import { advanceClock, deliverWebhooks, type MockGateway, pay, settleRefund } from 'shroff/mock'
import { acknowledge, createPayment, receiveWebhook, refundPayment } from 'shroff/wechatpay'
import { describe, expect, it } from 'vitest'
import { judgeWebhook } from '../oracle/wechatpay.js'
import { codeOf } from '../support/failure.js'
import { openWechatpayShop, tea } from '../support/wechatpay-shop.js'

describe.each(['public-key', 'certificate', 'migration'] as const)('webhooks of the mock in %s mode', (mode) => {
  it.each([false, true])('stand before the oracle and are received; partner: %s', async (partner) => {
    const subMerchantIds = partner ? ['1900000109'] : []
    const shop = await openWechatpayShop({
      mock: { mode, subMerchantIds },
      account: partner ? { subMerchantId: '1900000109' } : {},
    })
    const types = await story(shop)
    expect(types).toEqual(['payment.paid', 'payment.paid', 'refund.succeeded', 'refund.closed', 'refund.needs-action'])
  })
})

/** Two payments and three refunds; each webhook judged by the oracle, then received. */
async function story({ mock, client, credentials, account }: Awaited<ReturnType<typeof openWechatpayShop>>) {
  for (const orderId of ['T-1001', 'T-1002']) {
    await createPayment(client, { channel: 'qr', ...tea, orderId })
    await pay(mock, { provider: 'wechatpay', orderId })
  }
  for (const [index, status] of (['succeeded', 'closed', 'needs-action'] as const).entries()) {
    const amount = { currency: 'CNY', value: 100 } as const
    const refundId = `R-${index}`
    await refundPayment(client, {
      orderId: 'T-1001',
      refundId,
      amount,
      orderAmount: tea.amount,
      notifyUrl: tea.notifyUrl,
    })
    await settleRefund(mock, { provider: 'wechatpay', refundId, status })
  }
  const keys = Object.fromEntries(
    Object.entries(credentials.platformKeys).map(([serial, pem]) => [serial, createPublicKey(pem)]),
  )
  const serials = new Set<string>()
  const types: string[] = []
  await deliverWebhooks(mock as MockGateway, {
    async to(request) {
      const body = new Uint8Array(await request.clone().arrayBuffer())
      const headers = Object.fromEntries(request.headers)
      serials.add(headers['wechatpay-serial']!)
      judgeWebhook({ headers, body }, { keys, now: mock.clock.now(), apiV3Key: credentials.apiV3Key })
      types.push((await receiveWebhook(account, request)).type)
      return acknowledge(account, 'received')
    },
  })
  // During the migration the keys take turns, so a merchant must hold all of them.
  if (Object.keys(keys).length === 3) expect(serials.size).toBe(3)
  return types
}

it('a real one that was kept is stale after five minutes', async () => {
  const { mock, client, account } = await openWechatpayShop()
  await createPayment(client, { channel: 'qr', ...tea })
  await pay(mock, { provider: 'wechatpay', orderId: tea.orderId })
  let kept: Request | undefined
  const to = async (request: Request) => {
    kept = request.clone()
    await receiveWebhook(account, request)
    return acknowledge(account, 'received')
  }
  await deliverWebhooks(mock, { to })
  advanceClock(mock, 299_000)
  await receiveWebhook(account, kept!.clone())
  advanceClock(mock, 1_000)
  expect(await codeOf(receiveWebhook(account, kept!))).toBe('TIMESTAMP_OUT_OF_WINDOW')
})
