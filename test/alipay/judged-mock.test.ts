import {
  cancelPayment,
  closePayment,
  createPayment,
  getPayment,
  getRefund,
  receiveReturn,
  refundPayment,
} from 'shroff/alipay'
import { pay } from 'shroff/mock'
import { describe, expect, it } from 'vitest'
import { judgeReturn, meaningOf } from '../oracle/alipay.js'
import { modes } from '../support/alipay.js'
import { openJudgedAlipay } from '../support/alipay-judged.js'
import { alipayTea as tea } from '../support/alipay-shop.js'
import { failure } from '../support/failure.js'

const buyerId = '2088102534368455'
const five = { currency: 'CNY', value: 500 } as const

describe.each(modes)('$generation, certificate $certificate, encrypted $encrypted', (mode) => {
  it('a payment from its order to its refunds, each message judged', async () => {
    const { client, mock, deliver, notices } = await openJudgedAlipay(mode)
    await createPayment(client, { ...tea, channel: 'jsapi', buyerId, passbackParams: 'shelf=7' })
    expect((await getPayment(client, { orderId: tea.orderId })).status).toBe('pending')
    await pay(mock, { provider: 'alipay', orderId: tea.orderId })
    await deliver()
    expect(await getPayment(client, { orderId: tea.orderId })).toMatchObject({
      status: 'paid',
      passbackParams: 'shelf=7',
    })
    const refund = { orderId: tea.orderId, refundId: 'R_1', amount: five }
    expect((await refundPayment(client, refund)).status).toBe('succeeded')
    expect((await refundPayment(client, refund)).status).toBe('pending')
    expect(await getRefund(client, refund && { orderId: tea.orderId, refundId: 'R_1' })).toMatchObject({
      status: 'succeeded',
      amount: five,
    })
    expect(await failure(getRefund(client, { orderId: tea.orderId, refundId: 'R_9' }))).toMatchObject({
      code: 'REFUND_NOT_FOUND',
    })
    await deliver()
    expect(notices[0]).toMatchObject({ trade_status: 'TRADE_SUCCESS', passback_params: 'shelf%3D7' })
  })

  it('codes, closing, cancelling and refusals', async () => {
    const { client } = await openJudgedAlipay(mode)
    await createPayment(client, { ...tea, channel: 'qr' })
    expect(await failure(getPayment(client, { orderId: tea.orderId }))).toMatchObject({
      code: 'ORDER_NOT_FOUND',
      outcome: 'rejected',
    })
    expect(
      await createPayment(client, { ...tea, orderId: 'T_2', channel: 'barcode', payerCode: '281234567890123456' }),
    ).toMatchObject({ status: 'paid' })
    expect(await cancelPayment(client, { orderId: 'T_2' })).toEqual({ orderId: 'T_2', action: 'refund' })
    await createPayment(client, { ...tea, orderId: 'T_3', channel: 'jsapi', buyerId })
    expect(await closePayment(client, { orderId: 'T_3' })).toEqual({ orderId: 'T_3', status: 'closed' })
    expect(await cancelPayment(client, { orderId: 'T_4' })).toMatchObject({ orderId: 'T_4' })
    expect(await failure(refundPayment(client, { orderId: 'T_3', refundId: 'R', amount: five }))).toMatchObject({
      code: 'REFUND_REFUSED',
      outcome: 'rejected',
    })
    expect(await failure(createPayment(client, { ...tea, orderId: 'T_3', channel: 'qr' }))).toMatchObject({
      code: 'ORDER_CLOSED',
    })
  })

  it('a page: the payer confirms, comes back, and the notification follows', async () => {
    const { client, mock, account, deliver, notices, facts } = await openJudgedAlipay(mode)
    const { nextAction } = await createPayment(client, {
      ...tea,
      channel: 'page',
      returnUrl: 'https://shop.example/back',
    })
    if (nextAction.type !== 'redirect') throw new Error('no redirect')
    const cashier = await (await mock.fetch(new Request(nextAction.url))).text()
    expect(cashier).toContain('25.00')
    const action = /action="([^"]*)"/
      .exec(cashier)![1]!
      .replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
    const back = await mock.fetch(new Request(new URL(action, nextAction.url), { method: 'POST', redirect: 'manual' }))
    const location = back.headers.get('location')!
    judgeReturn(location, facts)
    expect(await receiveReturn(account, location)).toMatchObject({ orderId: tea.orderId, amount: tea.amount })
    await deliver()
    expect(notices).toMatchObject([{ out_trade_no: tea.orderId, trade_status: 'TRADE_SUCCESS' }])
  })

  it('a contract without refunds: its one notification is that of the end', async () => {
    const { client, mock, deliver, notices } = await openJudgedAlipay(mode, { refunds: false })
    await createPayment(client, { ...tea, channel: 'jsapi', buyerId })
    await pay(mock, { provider: 'alipay', orderId: tea.orderId })
    await deliver()
    expect(notices).toMatchObject([{ out_trade_no: tea.orderId, trade_status: 'TRADE_FINISHED' }])
    expect(notices.map(meaningOf)).toEqual(['paid'])
    expect((await getPayment(client, { orderId: tea.orderId })).status).toBe('paid')
  })
})
