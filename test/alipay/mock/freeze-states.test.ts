import { confirmFreeze } from 'shroff/alipay/mock'
import { advanceClock } from 'shroff/mock'
import { describe, expect, it } from 'vitest'
import { openAsker } from '../../support/alipay-asker.js'

// §11.9 of the wire: how a freeze ends, over both wires, each answer judged by the oracle.

const base = 'alipay.fund.auth'
const sellerId = '2088101106499364'
const freeze = {
  out_order_no: 'F_1001',
  out_request_no: 'F_1001_1',
  order_title: 'Deposit',
  amount: '100.00',
  product_code: 'PRE_AUTH',
  payee_user_id: sellerId,
}
const about = { out_order_no: 'F_1001', out_request_no: 'F_1001_1' }

async function openFreeze(api: 'v2' | 'v3', more: object = {}) {
  const asker = await openAsker(api)
  const { ask, mock } = asker
  await ask(`${base}.order.voucher.create`, { ...freeze, ...more })
  const look = () => ask(`${base}.operation.detail.query`, about)
  const agree = async () => {
    await confirmFreeze(mock, { freezeId: 'F_1001' })
    return String((await look()).auth_no)
  }
  const unfreeze = (auth_no: string, amount: string) =>
    ask(`${base}.order.unfreeze`, { auth_no, out_request_no: 'U_1', amount, remark: 'returned' })
  const capture = (auth_no: string, total_amount: string, auth_confirm_mode = 'NOT_COMPLETE') =>
    ask('alipay.trade.pay', {
      out_trade_no: 'T_1001',
      auth_no,
      total_amount,
      subject: 'Rent',
      product_code: 'PRE_AUTH',
      auth_confirm_mode,
      buyer_id: '2088102534368455',
      seller_id: sellerId,
    })
  return { ...asker, look, agree, unfreeze, capture }
}

describe.each(['v2', 'v3'] as const)('%s', (api) => {
  it('waits, and is frozen once the payer has agreed', async () => {
    const { look, agree } = await openFreeze(api)
    expect(await look()).toMatchObject({ order_status: 'INIT', status: 'INIT' })
    await agree()
    expect(await look()).toMatchObject({ order_status: 'AUTHORIZED', status: 'SUCCESS', rest_amount: '100.00' })
  })

  it('stays frozen while something is left', async () => {
    const { look, agree, unfreeze, capture } = await openFreeze(api)
    const authNo = await agree()
    await unfreeze(authNo, '40.00')
    await capture(authNo, '30.00')
    expect(await look()).toMatchObject({ order_status: 'AUTHORIZED', rest_amount: '30.00', total_pay_amount: '30.00' })
  })

  it('is closed where all of it was given back', async () => {
    const { look, agree, unfreeze } = await openFreeze(api)
    await unfreeze(await agree(), '100.00')
    expect(await look()).toMatchObject({ order_status: 'CLOSED', rest_amount: '0.00' })
  })

  it.each([
    ['all of it was captured', '100.00', 'NOT_COMPLETE'],
    ['a part was, and the rest given back with it', '30.00', 'COMPLETE'],
  ])('is finished where %s', async (_name, amount, mode) => {
    const { look, agree, capture } = await openFreeze(api)
    expect(await capture(await agree(), amount, mode)).toMatchObject({ code: '10000', total_amount: amount })
    expect(await look()).toMatchObject({ order_status: 'FINISH', rest_amount: '0.00', total_pay_amount: amount })
  })

  it.each([
    ['fifteen minutes', {}, 15],
    ['the time that it was given', { timeout_express: '2h' }, 120],
  ])('is closed where nobody agreed within %s', async (_name, more, minutes) => {
    const { look, mock } = await openFreeze(api, more)
    advanceClock(mock, minutes * 60_000 - 1000)
    expect(await look()).toMatchObject({ order_status: 'INIT' })
    advanceClock(mock, 2000)
    expect(await look()).toMatchObject({ order_status: 'CLOSED' })
    await expect(confirmFreeze(mock, { freezeId: 'F_1001' })).rejects.toThrow('CLOSED')
  })

  it('is closed by a cancel before anybody agreed', async () => {
    const { ask, look } = await openFreeze(api)
    expect(await ask(`${base}.operation.cancel`, { ...about, remark: 'no' })).toMatchObject({ action: 'close' })
    expect(await look()).toMatchObject({ order_status: 'CLOSED' })
  })
})
