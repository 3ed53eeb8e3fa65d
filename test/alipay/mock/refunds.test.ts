import { alipay, receiveWebhook } from 'shroff/alipay'
import { deliverWebhooks, forgeWebhook, presentCode, settleRefund } from 'shroff/mock'
import { describe, expect, it } from 'vitest'
import { openAlipayGateway, payerCode, teaContent } from '../../support/alipay-gateway.js'

const byId = { out_trade_no: 'T_1001' }

async function paidOrder() {
  const gateway = await openAlipayGateway()
  const { trade_no } = await gateway.ask('pay', { ...teaContent, auth_code: payerCode })
  const refund = (refund_amount: string, out_request_no?: string) =>
    gateway.ask('refund', { ...byId, refund_amount, ...(out_request_no && { out_request_no }) })
  const find = (out_request_no: string) => gateway.ask('fastpay.refund.query', { ...byId, out_request_no })
  return { ...gateway, tradeNo: trade_no, refund, find }
}

it('adds up, and the last one closes the trade', async () => {
  const { refund, ask, tradeNo } = await paidOrder()
  expect(await refund('5.00', 'R_1')).toEqual({
    code: '10000',
    msg: 'Success',
    trade_no: tradeNo,
    out_trade_no: 'T_1001',
    buyer_logon_id: '159****5620',
    buyer_user_id: '2088102534368455',
    fund_change: 'Y',
    refund_fee: '5.00',
    gmt_refund_pay: '2026-03-04 12:00:00',
    send_back_fee: '5.00',
  })
  expect(await ask('query', byId)).toMatchObject({ trade_status: 'TRADE_SUCCESS', total_amount: '25.00' })
  expect(await refund('20.00', 'R_2')).toMatchObject({ refund_fee: '25.00', send_back_fee: '20.00' })
  expect(await ask('query', byId)).toMatchObject({ trade_status: 'TRADE_CLOSED' })
})

describe('the same number', () => {
  it('with the same amount is the same refund: the first answer, and no money moved', async () => {
    const { refund } = await paidOrder()
    const first = await refund('5.00', 'R_1')
    await refund('1.00', 'R_2')
    expect(await refund('5', 'R_1')).toEqual({ ...first, fund_change: 'N' })
  })

  it('with another amount is refused', async () => {
    const { refund, find } = await paidOrder()
    await refund('5.00', 'R_1')
    expect(await refund('5.01', 'R_1')).toMatchObject({ sub_code: 'ACQ.DISCORDANT_REPEAT_REQUEST' })
    expect(await find('R_1')).toMatchObject({ refund_amount: '5.00' })
  })

  it('is answered after the refund in full too', async () => {
    const { refund } = await paidOrder()
    await refund('25.00')
    expect(await refund('25.00')).toMatchObject({ code: '10000', fund_change: 'N', refund_fee: '25.00' })
    expect(await refund('25.00', 'R_2')).toMatchObject({ sub_code: 'ACQ.TRADE_HAS_CLOSE' })
  })

  it('may be used for another order', async () => {
    const { mock, refund, ask } = await paidOrder()
    await refund('5.00', 'R_1')
    const other = { ...teaContent, out_trade_no: 'T_1002' }
    await ask('pay', { ...other, auth_code: presentCode(mock, { provider: 'alipay' }) })
    const again = { out_trade_no: 'T_1002', refund_amount: '6.00', out_request_no: 'R_1' }
    expect(await ask('refund', again)).toMatchObject({ fund_change: 'Y', refund_fee: '6.00' })
  })
})

it.each([
  ['a part without a number', { refund_amount: '5.00' }, 'ACQ.INVALID_PARAMETER'],
  ['a number with a blank', { refund_amount: '5.00', out_request_no: 'R 1' }, 'ACQ.INVALID_PARAMETER'],
  ['65 characters', { refund_amount: '5.00', out_request_no: 'R'.repeat(65) }, 'ACQ.INVALID_PARAMETER'],
  ['nothing', { refund_amount: '0', out_request_no: 'R_1' }, 'ACQ.INVALID_PARAMETER'],
  ['three decimals', { refund_amount: '0.001', out_request_no: 'R_1' }, 'ACQ.INVALID_PARAMETER'],
  ['a cent too much', { refund_amount: '25.01', out_request_no: 'R_1' }, 'ACQ.REASON_TRADE_REFUND_FEE_ERR'],
  ['no such order', { out_trade_no: 'T_2', refund_amount: '5.00', out_request_no: 'R_1' }, 'ACQ.TRADE_NOT_EXIST'],
  ['no order', { out_trade_no: '', refund_amount: '5.00', out_request_no: 'R_1' }, 'ACQ.INVALID_PARAMETER'],
  [
    'another trade number, which wins',
    { trade_no: '2026', refund_amount: '1', out_request_no: 'R_1' },
    'ACQ.TRADE_NOT_EXIST',
  ],
])('refuses %s', async (_, content, sub_code) => {
  const { ask } = await paidOrder()
  expect(await ask('refund', { ...byId, ...content })).toMatchObject({ code: '40004', sub_code })
})

it.each(['R-1', 'R/1@2026', 'R'.repeat(64)])(
  'takes the number %s, of which only the length is documented',
  async (number) => {
    const { refund, find } = await paidOrder()
    expect(await refund('5.00', number)).toMatchObject({ code: '10000', fund_change: 'Y' })
    expect(await find(number)).toMatchObject({ out_request_no: number, refund_status: 'REFUND_SUCCESS' })
  },
)

describe('a refund’s query', () => {
  it('finds it, by either number of the trade', async () => {
    const { refund, find, ask, tradeNo } = await paidOrder()
    await refund('5.00', 'R_1')
    const found = await find('R_1')
    expect(found).toMatchObject({
      refund_status: 'REFUND_SUCCESS',
      refund_amount: '5.00',
      total_amount: '25.00',
      gmt_refund_pay: '2026-03-04 12:00:00',
    })
    expect(await ask('fastpay.refund.query', { trade_no: tradeNo, out_request_no: 'R_1' })).toEqual(found)
  })

  it('finds a refund in full without a number under the order’s', async () => {
    const { refund, find } = await paidOrder()
    await refund('25.00')
    expect(await find('T_1001')).toMatchObject({ refund_status: 'REFUND_SUCCESS' })
  })

  it('says nothing of one that it does not know', async () => {
    const { find, ask } = await paidOrder()
    expect(await find('R_9')).toEqual({ code: '10000', msg: 'Success' })
    expect(await ask('fastpay.refund.query', byId)).toMatchObject({ sub_code: 'ACQ.INVALID_PARAMETER' })
    const none = { out_trade_no: 'T_2', out_request_no: 'R_1' }
    expect(await ask('fastpay.refund.query', none)).toMatchObject({ sub_code: 'ACQ.TRADE_NOT_EXIST' })
  })
})

describe('refund.apply', () => {
  const notify_url = 'https://shop.example/notify'
  async function applied(beside: Record<string, string> = { notify_url }) {
    const gateway = await openAlipayGateway()
    await gateway.ask('pay', { ...teaContent, auth_code: payerCode }, beside)
    const apply = (refund_amount: string, out_request_no = 'R_1') =>
      gateway.ask('refund.apply', { ...byId, refund_amount, out_request_no })
    const find = () => gateway.ask('fastpay.refund.query', { ...byId, out_request_no: 'R_1' })
    const told: (string | null)[][] = []
    const deliver = () =>
      deliverWebhooks(gateway.mock, {
        async to(request) {
          const fields = new URLSearchParams(await request.text())
          told.push(['trade_status', 'out_biz_no', 'refund_fee'].map((name) => fields.get(name)))
          return new Response('success')
        },
      })
    return { ...gateway, apply, find, deliver, told }
  }
  const tea = { provider: 'alipay', refundId: 'R_1' } as const

  it('is under way until it is settled, and takes what it asks for', async () => {
    const { mock, apply, find, ask, deliver, told } = await applied()
    expect(await apply('25.00')).toMatchObject({ code: '10000', refund_status: 'REFUND_PROCESSING' })
    expect(await find()).toMatchObject({ refund_status: 'REFUND_PROCESSING', refund_amount: '25.00' })
    expect(await ask('query', byId)).toMatchObject({ trade_status: 'TRADE_SUCCESS' })
    expect(await apply('25.00', 'R_2')).toMatchObject({ code: '40004' })
    await settleRefund(mock, tea)
    expect(await find()).toMatchObject({ refund_status: 'REFUND_SUCCESS', gmt_refund_pay: '2026-03-04 12:00:00' })
    expect(await apply('25.00')).toMatchObject({ refund_status: 'REFUND_SUCCESS' })
    expect(await ask('query', byId)).toMatchObject({ trade_status: 'TRADE_CLOSED' })
    await deliver()
    expect(told).toEqual([
      ['TRADE_SUCCESS', null, null],
      ['TRADE_CLOSED', 'R_1', '25.00'],
    ])
  })

  it('that fails has an error, gives its money back to the shop, and tells nobody', async () => {
    const { mock, apply, find, deliver, told } = await applied()
    await apply('25.00')
    await settleRefund(mock, { ...tea, status: 'closed' })
    const failed = await find()
    expect(failed).toMatchObject({ code: '10000', error_code: 'ACQ.SELLER_BALANCE_NOT_ENOUGH' })
    expect(failed).not.toHaveProperty('refund_status')
    expect(await apply('25.00')).toMatchObject({ refund_status: 'REFUND_FAIL' })
    expect(await apply('25.00', 'R_2')).toMatchObject({ refund_status: 'REFUND_PROCESSING' })
    await deliver()
    expect(told).toEqual([['TRADE_SUCCESS', null, null]])
  })

  it('of a payment without an address tells nobody', async () => {
    const { mock, apply, deliver, told } = await applied({})
    await apply('25.00')
    await settleRefund(mock, tea)
    await deliver()
    expect(told).toEqual([])
  })
})

describe('two orders with a refund of one number', () => {
  it('are told apart by the order', async () => {
    const { mock, ask, credentials } = await openAlipayGateway()
    for (const [orderId, amount] of [
      ['T_1', '1.00'],
      ['T_2', '2.00'],
    ] as const) {
      await ask('pay', { ...teaContent, out_trade_no: orderId, auth_code: presentCode(mock, { provider: 'alipay' }) })
      await ask('refund.apply', { out_trade_no: orderId, refund_amount: amount, out_request_no: 'R1' })
    }
    const both = { provider: 'alipay', refundId: 'R1' } as const
    await expect(settleRefund(mock, both)).rejects.toThrow('several orders have a refund R1')
    await expect(forgeWebhook(mock, { ...both, forgery: 'replayed' })).rejects.toThrow('name one of T_1, T_2')
    await settleRefund(mock, { ...both, orderId: 'T_1' })
    const find = (out_trade_no: string) => ask('fastpay.refund.query', { out_trade_no, out_request_no: 'R1' })
    expect(await find('T_1')).toMatchObject({ refund_status: 'REFUND_SUCCESS', refund_amount: '1.00' })
    expect(await find('T_2')).toMatchObject({ refund_status: 'REFUND_PROCESSING', refund_amount: '2.00' })
    await settleRefund(mock, { ...both, orderId: 'T_2' })
    const request = await forgeWebhook(mock, { ...both, orderId: 'T_1', forgery: 'replayed' })
    expect(await receiveWebhook(alipay(credentials), request)).toMatchObject({ orderId: 'T_1', refundId: 'R1' })
  })
})

it('a refund never needs action here, and the control says so', async () => {
  const { refund, mock, find } = await paidOrder()
  await refund('5.00', 'R_1')
  const at = { provider: 'alipay', refundId: 'R_1', status: 'needs-action' } as const
  await expect(settleRefund(mock, at)).rejects.toThrow('a refund of alipay never needs action')
  expect(await find('R_1')).toMatchObject({ refund_status: 'REFUND_SUCCESS' })
})
