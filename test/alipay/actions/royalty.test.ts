import { amount } from 'shroff'
import { callProvider, createPayment } from 'shroff/alipay'
import { describe, expect, it } from 'vitest'
import { openAlipay } from '../../support/alipay.js'
import { alipayTea } from '../../support/alipay-shop.js'

const settle_info = { settle_detail_infos: [{ trans_in_type: 'defaultSettle', amount: '25.00' }] }
const royalty_info = { royalty_type: 'ROYALTY', royalty_detail_infos: [] }

describe.each([{ generation: 'v2' }, { generation: 'v3' }] as const)('marks for splitting, $generation', (mode) => {
  it('stand in the call that places the order, beside the caller’s own extend_params', async () => {
    const { client, last } = openAlipay(
      { content: { out_trade_no: 'T_1001', qr_code: 'https://qr.alipay.com/bax01' } },
      mode,
    )
    await createPayment(client, {
      ...alipayTea,
      channel: 'qr',
      royaltyFreeze: true,
      more: { settle_info, royalty_info, extend_params: { sys_service_provider_id: '2088511833207846' } },
    })
    expect(last().content).toMatchObject({
      settle_info,
      royalty_info,
      extend_params: { royalty_freeze: 'true', sys_service_provider_id: '2088511833207846' },
    })
  })

  it('the splitting itself goes by callProvider', async () => {
    const answer = { trade_no: '2026030422001400000000000001', settle_no: '20260304002530020070330000000001' }
    const { client, last } = openAlipay({ content: answer }, mode)
    const content = {
      out_request_no: 'S_1',
      trade_no: answer.trade_no,
      royalty_parameters: [{ trans_in_type: 'userId', trans_in: '2088102534368455', amount: '1.00' }],
    }
    const call = { method: 'alipay.trade.order.settle', path: '/v3/alipay/trade/order/settle', content }
    expect(await callProvider(client, call)).toMatchObject(answer)
    expect(last()).toMatchObject({ method: call.method, content })
  })
})

it('an order’s own marks win over those of `more`', async () => {
  const { client, last } = openAlipay({ content: { out_trade_no: 'T_1001', qr_code: 'https://qr.alipay.com/bax01' } })
  const more = { total_amount: '0.01', extend_params: { royalty_freeze: 'false' } }
  await createPayment(client, {
    ...alipayTea,
    amount: amount('25.00', 'CNY'),
    channel: 'qr',
    royaltyFreeze: true,
    more,
  })
  expect(last().content).toMatchObject({ total_amount: '25.00', extend_params: { royalty_freeze: 'true' } })
})
