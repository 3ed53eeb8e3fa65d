import { createPayment } from 'shroff/alipay'
import { failNext, pay, presentCode } from 'shroff/mock'
import { expect, it } from 'vitest'
import { awaitPayment } from '../../src/alipay/actions/awaitPayment.js'
import { alipayTea, openAlipayShop } from '../support/alipay-shop.js'
import { noon } from '../support/noon.js'

const order = { orderId: 'T_1001' }
const at = { provider: 'alipay', orderId: 'T_1001' } as const

it('waits for the order it was given, whatever becomes of the parameters meanwhile', async () => {
  const { mock, client } = await openAlipayShop()
  await createPayment(client, { ...alipayTea, channel: 'qr' })
  await pay(mock, at)
  const parameters = { ...order }
  const waiting = awaitPayment(client, parameters)
  parameters.orderId = 'T_1002'
  expect(await waiting).toMatchObject({ orderId: 'T_1001', status: 'paid' })
})

it('waits for a code that nobody opens, for a minute, and then says so', async () => {
  const { mock, client } = await openAlipayShop()
  await createPayment(client, { ...alipayTea, channel: 'qr' })
  await expect(awaitPayment(client, order)).rejects.toMatchObject({ code: 'ORDER_NOT_FOUND' })
  const times = mock.journal.map((entry) => (entry.at - noon.getTime()) / 1000)
  expect(times).toEqual([0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60])
})

it('gives back an order that is still open', async () => {
  const { mock, client } = await openAlipayShop()
  const payerCode = presentCode(mock, { provider: 'alipay', payer: 'types-password' })
  await createPayment(client, { ...alipayTea, channel: 'barcode', payerCode })
  expect((await awaitPayment(client, order)).status).toBe('pending')
})

it.each([
  ['v2', 'unsigned'],
  ['v2', 'proxy-page'],
  ['v3', 'unsigned'],
  ['v3', 'proxy-page'],
] as const)('over %s is not stopped by a query that fails: %s', async (generation, fault) => {
  const { mock, client } = await openAlipayShop({ generation })
  await createPayment(client, { ...alipayTea, channel: 'qr' })
  await pay(mock, at)
  failNext(mock, { provider: 'alipay', fault, times: 2 })
  expect((await awaitPayment(client, order)).status).toBe('paid')
  expect(mock.clock.now() - noon.getTime()).toBe(15_000)
})

it('does not go on asking where the key is wrong', async () => {
  const { mock, client } = await openAlipayShop()
  await createPayment(client, { ...alipayTea, channel: 'qr' })
  await pay(mock, at)
  failNext(mock, { provider: 'alipay', fault: 'wrong-signature' })
  await expect(awaitPayment(client, order)).rejects.toMatchObject({ code: 'SIGNATURE_INVALID' })
  expect(mock.clock.now() - noon.getTime()).toBe(5_000)
})
