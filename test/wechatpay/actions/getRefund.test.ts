import { pay, settleRefund } from 'shroff/mock'
import { createPayment, getRefund, refundPayment } from 'shroff/wechatpay'
import { describe, expect, it } from 'vitest'
import { failure } from '../../support/failure.js'
import { acceptedRefund, openAnswering } from '../../support/wechatpay-answering.js'
import { openJudgedShop } from '../../support/wechatpay-judged.js'
import { tea } from '../../support/wechatpay-shop.js'

const asked = { refundId: 'T-1001-R1' }
const code = (wanted: string, more: object = {}) => expect.objectContaining({ code: wanted, ...more })

describe('getRefund', () => {
  it('refuses a signed answer about another refund', async () => {
    const { client } = openAnswering({ body: { ...acceptedRefund, out_refund_no: 'T-1001-R2' } })
    expect(await failure(getRefund(client, asked))).toEqual(code('REPLY_MISMATCH', { authentic: true }))
  })

  it('proves by REFUND_NOT_FOUND that a refund was not accepted', async () => {
    const { client } = await openJudgedShop()
    const error = await failure(getRefund(client, asked))
    expect(error).toEqual(
      code('REFUND_NOT_FOUND', { outcome: 'rejected', next: expect.stringContaining('same refundId') }),
    )
  })

  it('asks again after a proxy page', async () => {
    const { client, requests } = openAnswering([{ status: 502, body: '<html>' }, { body: acceptedRefund }], {
      client: { retry: { attempts: 2 } },
    })
    expect(await getRefund(client, asked)).toHaveProperty('status', 'pending')
    expect(requests).toHaveLength(2)
  })

  it.each([
    ['merchant', {}, {}],
    [
      'partner',
      { sub_mchid: '1900000109' },
      { mock: { subMerchantIds: ['1900000109'] }, account: { subMerchantId: '1900000109' } },
    ],
  ] as const)('asks as %s, judged by the oracle', async (_, query, options) => {
    const refundId = 'R|1@*-_'
    const { client, mock, last } = await openJudgedShop(options)
    await createPayment(client, { ...tea, channel: 'qr' })
    await pay(mock, { provider: 'wechatpay', orderId: 'T-1001' })
    await refundPayment(client, { orderId: 'T-1001', refundId, amount: tea.amount, orderAmount: tea.amount })
    await settleRefund(mock, { provider: 'wechatpay', refundId })
    expect(await getRefund(client, { refundId })).toMatchObject({ refundId, status: 'succeeded' })
    expect(last()).toMatchObject({
      route: 'GET /v3/refund/domestic/refunds/{out_refund_no}',
      path: { out_refund_no: refundId },
      query,
    })
  })
})
