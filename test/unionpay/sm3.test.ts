import { createHash } from 'node:crypto'
import { amount, createClient, type Transport, type WireRequest } from 'shroff'
import { explain } from 'shroff/doctor'
import { createMockGateway, deliverWebhooks, failNext, forgeWebhook, pay } from 'shroff/mock'
import { sm3 } from 'shroff/sm'
import {
  acknowledge,
  check,
  createPayment,
  getPayment,
  ready,
  receiveWebhook,
  refundPayment,
  type UnionpayOptions,
  unionpay,
} from 'shroff/unionpay'
import { mockUnionpay } from 'shroff/unionpay/mock'
import { describe, expect, it } from 'vitest'
import { codeOf, failure } from '../support/failure.js'
import { noon } from '../support/noon.js'

const hex = (text: string) => createHash('sm3').update(text).digest('hex')
/** As the wire page has it, by OpenSSL: SM3 of the sorted fields, `&` and SM3 of the key. */
const signatureOf = (fields: Record<string, string>, secureKey: string) => {
  const names = Object.keys(fields).filter((name) => name !== 'signature' && fields[name] !== '')
  return hex(
    `${names
      .sort()
      .map((name) => `${name}=${fields[name]}`)
      .join('&')}&${hex(secureKey)}`,
  )
}

async function open() {
  const mock = await createMockGateway({ providers: [mockUnionpay({ signMethod: '12', sm3 })], now: noon })
  const credentials = mock.credentials('unionpay')
  const account = unionpay(credentials as UnionpayOptions)
  const sent: WireRequest[] = []
  const transport: Transport = (request, context) => {
    sent.push(request)
    return mock.transport(request, context)
  }
  return { mock, account, sent, secureKey: credentials.secureKey!, client: createClient({ account, transport }) }
}

const order = {
  channel: 'qr',
  orderId: 'T10010001',
  placedAt: noon,
  amount: amount('25.00', 'CNY'),
  notifyUrl: 'https://shop.example/notify',
} as const

describe('signMethod 12 (国密)', () => {
  it('signs by SM3 as OpenSSL does, and takes an order through its life', async () => {
    const { mock, account, client, sent, secureKey } = await open()
    expect(account.signMethod).toBe('12')
    await ready(account)
    expect((await check(client)).proven).toEqual(['merchantId', 'secureKey', 'clock'])
    await createPayment(client, order)
    const fields = Object.fromEntries(new URLSearchParams(new TextDecoder().decode(sent.at(-1)!.body)))
    expect(fields.signMethod).toBe('12')
    expect(fields.signature).toBe(signatureOf(fields, secureKey))
    await pay(mock, { provider: 'unionpay', orderId: order.orderId })
    const paid = await getPayment(client, { orderId: order.orderId, placedAt: noon })
    expect(paid.status).toBe('paid')
    await refundPayment(client, {
      refundId: 'R10010001',
      placedAt: noon,
      paymentId: paid.paymentId!,
      amount: amount('5.00', 'CNY'),
      notifyUrl: 'https://shop.example/notify',
    })
    await deliverWebhooks(mock, {
      async to(request) {
        const told = Object.fromEntries(new URLSearchParams(await request.clone().text()))
        expect(told.signature).toBe(signatureOf(told, secureKey))
        expect((await receiveWebhook(account, request)).type).toMatch(/^(payment|refund)\./)
        return acknowledge(account, 'received')
      },
    })
  })

  it.each(['tampered-body', 'wrong-key', 'unsigned'] as const)('refuses a notice: %s', async (forgery) => {
    const { mock, account, client } = await open()
    await createPayment(client, order)
    await pay(mock, { provider: 'unionpay', orderId: order.orderId })
    const forged = await forgeWebhook(mock, { provider: 'unionpay', orderId: order.orderId, forgery })
    expect(await codeOf(receiveWebhook(account, forged))).toMatch(/^SIGNATURE_(INVALID|MISSING)$/)
  })

  it('is not taken by an account of signMethod 11, nor the reverse, whatever the key', async () => {
    const { mock, account, client, secureKey } = await open()
    await createPayment(client, order)
    await pay(mock, { provider: 'unionpay', orderId: order.orderId })
    const eleven = unionpay({ merchantId: account.merchantId, secureKey, mock: true, clock: account.clock })
    await deliverWebhooks(mock, {
      async to(request) {
        const copy = request.clone()
        const error = await failure(receiveWebhook(eleven, request))
        expect(error).toMatchObject({ code: 'SIGNATURE_INVALID', next: expect.stringContaining('sm3 of shroff/sm') })
        const fields = new URLSearchParams(await copy.text())
        fields.set('signMethod', '11')
        const told = new Request(copy.url, { method: 'POST', headers: copy.headers, body: fields.toString() })
        expect(await codeOf(receiveWebhook(eleven, told.clone()))).toBe('SIGNATURE_INVALID')
        expect((await failure(receiveWebhook(account, told))).message).toContain('configured for 12')
        return acknowledge(account, 'received')
      },
    })
  })

  it('has an answer refused that another key has signed, and the doctor says no more than it knows', async () => {
    const { mock, client } = await open()
    failNext(mock, { provider: 'unionpay', fault: 'wrong-signature' })
    const error = await failure(createPayment(client, order))
    expect(error).toMatchObject({ code: 'SIGNATURE_INVALID', outcome: 'unknown' })
    expect((await explain(error)).cause).toBe('shared-key')
  })

  it.each([
    ['sm3 without secureKey', { merchantId: '777290058110048', sm3 }, 'sm3 was given without secureKey'],
    ['something else as sm3', { merchantId: '777290058110048', secureKey: 'x'.repeat(16), sm3: 'sm3' }, 'sm3 must be'],
  ])('is refused with %s', (_, options, problem) => {
    expect(() => unionpay(options as never)).toThrow(problem)
  })

  it.each([
    [{ signMethod: '12' }, 'signMethod must be'],
    [{ sm3 }, 'sm3 must be'],
  ])('the mock refuses %j', (options, problem) => {
    expect(() => mockUnionpay(options as never)).toThrow(problem)
  })
})
