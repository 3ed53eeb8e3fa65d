import { amount, type Clock, createClient } from 'shroff'
import { type AlipayEvent, acknowledge, alipay, createPayment, getPayment, receiveWebhook } from 'shroff/alipay'
import { mockAlipay } from 'shroff/alipay/mock'
import { createMockGateway, deliverWebhooks, pay, presentCode } from 'shroff/mock'
import { describe, expect, it } from 'vitest'
import { settlePayment } from '../../src/alipay/actions/settlePayment.js'
import { noon } from '../support/noon.js'

async function openTill(api: 'v2' | 'v3', more: { clock?: Clock } = {}) {
  const mock = await createMockGateway({ providers: [mockAlipay()], now: noon })
  const account = alipay({ ...mock.credentials('alipay'), api, ...more })
  const client = createClient({ account, transport: mock.transport })
  const events: AlipayEvent[] = []
  const to = async (request: Request) => {
    events.push(await receiveWebhook(account, request))
    return acknowledge(account, 'received')
  }
  const sale = {
    orderId: 'T_1001',
    amount: amount('25.00', 'CNY'),
    description: 'Oolong tea',
    notifyUrl: 'https://shop.example/notify',
  }
  return { mock, client, events, sale, deliver: () => deliverWebhooks(mock, { to }) }
}

describe.each(['v2', 'v3'] as const)('a webhook handler beside a till, over %s', (api) => {
  it('hears by the event itself that settlePayment decides, which undoes the payment', async () => {
    // A wait that only the cashier ends: which of the two comes first must not be left to chance.
    const sleep = (_: number, signal?: AbortSignal) =>
      new Promise<void>((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason)))
    const clock = { now: () => noon.getTime(), sleep }
    const { mock, client, events, sale, deliver } = await openTill(api, { clock })
    const cancel = new AbortController()
    const payerCode = presentCode(mock, { provider: 'alipay', payer: 'types-password' })
    const settling = settlePayment(client, {
      ...sale,
      payerCode,
      cancel: cancel.signal,
      // The payer types the password, the cashier cancels, and the webhook arrives between the two.
      async onProgress({ step }) {
        if (step !== 'waiting-for-password') return
        await pay(mock, { provider: 'alipay', orderId: sale.orderId })
        await deliver()
        cancel.abort()
      },
    })
    expect((await settling).result).toBe('reversed')
    expect(events).toMatchObject([{ type: 'payment.paid', orderId: 'T_1001', channel: 'barcode' }])
  })

  it('finds the shop’s own passback parameters beside it, and none where there are none', async () => {
    const { mock, client, events, sale, deliver } = await openTill(api)
    const code = () => presentCode(mock, { provider: 'alipay' })
    await settlePayment(client, { ...sale, payerCode: code(), passbackParams: 'till=7;乌龙' })
    await settlePayment(client, { ...sale, orderId: 'T_1002', payerCode: code() })
    await deliver()
    expect(events).toMatchObject([
      { orderId: 'T_1001', channel: 'barcode', passbackParams: 'till=7;乌龙' },
      { orderId: 'T_1002', channel: 'barcode' },
    ])
    expect(events[1]).not.toHaveProperty('passbackParams')
    expect(await getPayment(client, { orderId: 'T_1001' })).toMatchObject({ passbackParams: 'till=7;乌龙' })
    expect(await getPayment(client, { orderId: 'T_1002' })).not.toHaveProperty('passbackParams')
  })

  it('hears nothing of the kind of a QR code', async () => {
    const { mock, client, events, sale, deliver } = await openTill(api)
    await createPayment(client, { ...sale, channel: 'qr', passbackParams: 'shelf=7' })
    await pay(mock, { provider: 'alipay', orderId: sale.orderId })
    await deliver()
    expect(events).toMatchObject([{ type: 'payment.paid', passbackParams: 'shelf=7' }])
    expect(events[0]).not.toHaveProperty('channel')
  })

  it('leaves room for the mark', async () => {
    const { client, sale } = await openTill(api)
    const payerCode = '28763443825664394'
    await expect(settlePayment(client, { ...sale, payerCode, passbackParams: 'a'.repeat(491) })).rejects.toMatchObject({
      code: 'PARAMETERS_INVALID',
      fields: [{ path: 'passbackParams' }],
    })
  })
})
