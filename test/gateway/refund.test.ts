import { amount } from 'shroff'
import { antomGateway } from 'shroff/antom'
import type { Gateway } from 'shroff/gateway'
import { lakalaGateway } from 'shroff/lakala'
import { unionpayGateway } from 'shroff/unionpay'
import { describe, expect, it } from 'vitest'
import { openAntom, resultOf } from '../support/antom.js'
import { failure } from '../support/failure.js'
import { openLakala, saying } from '../support/lakala.js'
import { noon } from '../support/noon.js'
import { openUnionpay } from '../support/unionpay.js'

// Where a refund is found by the provider's own number of the payment alone, the gateway asks for that first.

const refund = {
  orderId: 'T0001001',
  refundId: 'R0001001',
  amount: amount('5.00', 'CNY'),
  orderAmount: amount('25.00', 'CNY'),
  placedAt: noon,
  orderPlacedAt: noon,
}

/** Each answers that there is no such order, and tells what it was sent. */
const gateways: Record<string, () => { gateway: Gateway; sent: readonly unknown[] }> = {
  antom() {
    const { client, sent } = openAntom(resultOf('ORDER_NOT_EXIST'))
    return { gateway: antomGateway(client) as unknown as Gateway, sent }
  },
  unionpay() {
    const { client, sent } = openUnionpay({ respCode: '34', respMsg: '无此交易' })
    return { gateway: unionpayGateway(client) as unknown as Gateway, sent }
  },
  'the counter of lakala'() {
    const { client, sent } = openLakala(saying(undefined, 'BBS11114', '订单不存在'))
    return { gateway: lakalaGateway(client) as unknown as Gateway, sent }
  },
}

describe.each(Object.keys(gateways))('a refund at %s', (name) => {
  it('is not sent where the payment cannot be asked for: nobody is to look for a refund', async () => {
    const { gateway, sent } = gateways[name]!()
    const error = await failure(gateway.refundPayment(refund))
    expect(error).toMatchObject({ code: 'ORDER_NOT_FOUND', outcome: 'not-sent', action: 'refundPayment' })
    expect(error.next).toMatch(/^Nothing of the refund was sent/)
    expect(sent).toHaveLength(1)
  })

  it('is refused before anything is asked where its parameters are', async () => {
    const { gateway, sent } = gateways[name]!()
    const error = await failure(gateway.refundPayment({ ...refund, refundId: '' }))
    expect(error).toMatchObject({ code: 'PARAMETERS_INVALID', outcome: 'not-sent' })
    expect(sent).toEqual([])
  })
})
