import { amount } from 'shroff'
import * as alipay from 'shroff/alipay'
import * as wechatpay from 'shroff/wechatpay'
import { describe, expect, it } from 'vitest'
import { alipayTea, openAlipayShop } from '../support/alipay-shop.js'
import { acceptedRefund, openAnswering } from '../support/wechatpay-answering.js'
import { openWechatpayShop, tea } from '../support/wechatpay-shop.js'

/** An amount that the caller sets anew for the next sale. */
const oneYuan = () => ({ currency: 'CNY' as const, value: 100 })

// A till that keeps one object for all its sales writes the next one into it while this one is under way.
describe('parameters that are used again while a call runs', () => {
  it('charge by WeChat Pay what was asked for', async () => {
    const { client } = await openWechatpayShop()
    const sale = { orderId: 'T-1001', amount: oneYuan(), description: 'Tea', payerClientIp: '203.0.113.7' }
    const running = wechatpay.settlePayment(client, { ...sale, payerCode: '134579823487512345' })
    sale.amount.value = 99_900
    await running
    expect((await wechatpay.getPayment(client, { orderId: 'T-1001' })).amount?.value).toBe(100)
  })

  it('charge by Alipay what was asked for', async () => {
    const { client } = await openAlipayShop()
    const sale = { orderId: 'T_1001', amount: oneYuan(), description: 'Tea', payerCode: '28763443825664394' }
    const running = alipay.settlePayment(client, sale)
    sale.amount.value = 99_900
    await running
    expect((await alipay.getPayment(client, { orderId: 'T_1001' })).amount.value).toBe(100)
  })

  it('are read once, so that what is charged is what was checked', async () => {
    const { client } = await openAlipayShop()
    const reads = [100, 99_900, 99_900]
    const price = {
      currency: 'CNY' as const,
      get value() {
        return reads.shift()!
      },
    }
    await alipay.createPayment(client, {
      ...alipayTea,
      channel: 'barcode',
      payerCode: '28763443825664394',
      amount: price,
    })
    expect((await alipay.getPayment(client, { orderId: 'T_1001' })).amount.value).toBe(100)
    expect(reads).toHaveLength(2)
  })

  it('leave the answer to a refund of WeChat Pay its own', async () => {
    const { client } = openAnswering({ body: acceptedRefund })
    const refund = { orderId: tea.orderId, refundId: 'T-1001-R1', amount: { ...oneYuan(), value: 500 } }
    const given = { ...refund, orderAmount: amount('25.00', 'CNY') }
    const running = wechatpay.refundPayment(client, given)
    given.refundId = 'T-1001-R2'
    given.amount.value = 100
    expect(await running).toMatchObject({ refundId: 'T-1001-R1', amount: { value: 500 } })
  })

  it('leave the result of a refund by Alipay its own amount', async () => {
    const { client } = await openAlipayShop()
    const payerCode = '28763443825664394'
    await alipay.createPayment(client, { ...alipayTea, channel: 'barcode', payerCode })
    const refund = { orderId: 'T_1001', refundId: 'R1', amount: oneYuan() }
    const done = await alipay.refundPayment(client, refund)
    refund.amount.value = 2_400
    expect(done.amount.value).toBe(100)
  })
})
