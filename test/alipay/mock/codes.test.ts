import { pay } from 'shroff/mock'
import { expect, it } from 'vitest'
import { openAlipayGateway, teaContent } from '../../support/alipay-gateway.js'

const byId = { out_trade_no: 'T_1001' }

async function shownCode() {
  const gateway = await openAlipayGateway()
  const show = async (content: object = {}) =>
    String((await gateway.ask('precreate', { ...teaContent, ...content })).qr_code)
  return { ...gateway, show, code: await show() }
}

it('an order is found by what its code says', async () => {
  const { mock, ask, code } = await shownCode()
  await pay(mock, { provider: 'alipay', reference: code })
  expect(await ask('query', byId)).toMatchObject({ trade_status: 'TRADE_SUCCESS', total_amount: '25.00' })
})

it('and by the number of its trade, which a code is not', async () => {
  const { mock, ask, code } = await shownCode()
  await pay(mock, { provider: 'alipay', reference: code })
  const { trade_no } = await ask('query', byId)
  expect(await ask('query', { trade_no })).toMatchObject({ out_trade_no: 'T_1001' })
  expect(await ask('query', { trade_no: code })).toMatchObject({ sub_code: 'ACQ.TRADE_NOT_EXIST' })
})

it('of several codes under one number each is paid with its own amount, and the first wins', async () => {
  const { mock, ask, show, code } = await shownCode()
  const second = await show({ total_amount: '26.00' })
  await pay(mock, { provider: 'alipay', reference: code })
  expect(await ask('query', byId)).toMatchObject({ total_amount: '25.00' })
  await expect(pay(mock, { provider: 'alipay', reference: second })).rejects.toThrow('交易信息被篡改')
})
