import { pay } from 'shroff/mock'
import { closePayment, createPayment, getPayment } from 'shroff/wechatpay'
import { describe, expect, it } from 'vitest'
import { failure } from '../../support/failure.js'
import { openAnswering, paidOrder } from '../../support/wechatpay-answering.js'
import { openJudgedShop } from '../../support/wechatpay-judged.js'
import { tea } from '../../support/wechatpay-shop.js'

const order = { orderId: 'T-1001' }
const code = (wanted: string, more: object = {}) => expect.objectContaining({ code: wanted, ...more })

describe('closePayment', () => {
  it('does not believe an unsigned 204', async () => {
    const { client } = openAnswering({ status: 204, unsigned: true })
    expect(await failure(closePayment(client, order))).toEqual(code('SIGNATURE_MISSING', { outcome: 'unknown' }))
  })

  it('does not take a signed answer to another question for a closing', async () => {
    const { client } = openAnswering({ body: paidOrder })
    expect(await failure(closePayment(client, order))).toEqual(code('REPLY_MISMATCH', { outcome: 'unknown' }))
  })

  it('cannot close a paid order', async () => {
    const { client, mock } = await openJudgedShop()
    await createPayment(client, { ...tea, channel: 'qr' })
    await pay(mock, { provider: 'wechatpay', ...order })
    expect(await failure(closePayment(client, order))).toEqual(code('ORDER_PAID', { outcome: 'rejected' }))
  })

  it('names the query that settles a lost answer', async () => {
    const { client } = openAnswering({ status: 500, body: { code: 'SYSTEM_ERROR', message: '系统错误' } })
    const { next, outcome } = await failure(closePayment(client, order))
    expect({ next, outcome }).toEqual({ outcome: 'unknown', next: expect.stringContaining('getPayment') })
  })

  it('repeats after a server error, because closing again is harmless', async () => {
    const { client, requests } = openAnswering(
      [{ status: 500, body: { code: 'SYSTEM_ERROR', message: '系统错误' } }, { status: 204 }],
      { client: { retry: { attempts: 2 } } },
    )
    expect(await closePayment(client, order)).toEqual({ orderId: 'T-1001', status: 'closed' })
    expect(requests).toHaveLength(2)
  })

  it('is about the order that was sent, whatever becomes of the parameters meanwhile', async () => {
    const { client } = openAnswering({ status: 204 })
    const parameters = { ...order }
    const closing = closePayment(client, parameters)
    parameters.orderId = 'T-1002'
    expect(await closing).toHaveProperty('orderId', 'T-1001')
  })

  it('tolerates a 200 with a body', async () => {
    const { client } = openAnswering({ body: {} })
    expect(await closePayment(client, order)).toEqual({ orderId: 'T-1001', status: 'closed' })
  })

  it.each([
    ['merchant', '/v3/pay/transactions', { mchid: '1900007291' }, {}],
    [
      'partner',
      '/v3/pay/partner/transactions',
      { sp_mchid: '1900007291', sub_mchid: '1900000109' },
      { mock: { subMerchantIds: ['1900000109'] }, account: { subMerchantId: '1900000109' } },
    ],
  ] as const)('closes as %s, judged by the oracle', async (_, folder, body, shop) => {
    const { client, last } = await openJudgedShop(shop)
    await createPayment(client, { ...tea, channel: 'qr' })
    expect(await closePayment(client, order)).toEqual({ orderId: 'T-1001', status: 'closed' })
    expect(last()).toMatchObject({ route: `POST ${folder}/out-trade-no/{out_trade_no}/close`, body })
    expect(await getPayment(client, order)).toHaveProperty('status', 'closed')
  })
})
