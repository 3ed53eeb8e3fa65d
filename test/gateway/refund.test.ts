import { amount } from 'shroff'
import { antomGateway } from 'shroff/antom'
import { expect, it } from 'vitest'
import { openAntom, resultOf } from '../support/antom.js'
import { failure } from '../support/failure.js'
import { noon } from '../support/noon.js'

// Where a refund is found by the provider's own number of the payment alone, the gateway asks for that first.

const refund = {
  orderId: 'T0001001',
  refundId: 'R0001001',
  amount: amount('5.00', 'CNY'),
  orderAmount: amount('25.00', 'CNY'),
  placedAt: noon,
  orderPlacedAt: noon,
}

it('is not sent where the payment cannot be asked for: nobody is to look for a refund', async () => {
  const { client, sent } = openAntom(resultOf('ORDER_NOT_EXIST'))
  const error = await failure(antomGateway(client).refundPayment(refund))
  expect(error).toMatchObject({ code: 'ORDER_NOT_FOUND', outcome: 'not-sent', action: 'refundPayment' })
  expect(error.next).toMatch(/^Nothing of the refund was sent/)
  expect(sent).toHaveLength(1)
})

it('is refused before anything is asked where its parameters are', async () => {
  const { client, sent } = openAntom(resultOf('ORDER_NOT_EXIST'))
  const error = await failure(antomGateway(client).refundPayment({ ...refund, refundId: '' }))
  expect(error).toMatchObject({ code: 'PARAMETERS_INVALID', outcome: 'not-sent' })
  expect(sent).toEqual([])
})
