import { expect, it } from 'vitest'
import { factOf } from '../../src/core/fact.js'

const bank = {
  provider: 'bank',
  name: 'bank/1',
  identity: { payment: ['orderId'], refund: ['orderId', 'refundId'] },
} as const

it('two refunds without a number are not the same', () => {
  expect(factOf(bank, { type: 'refund.succeeded', orderId: 'T1' })).toBeUndefined()
  expect(factOf(bank, { type: 'refund.succeeded', orderId: 'T1', refundId: 'R1' })).toBeDefined()
})

it('one refundId under two orders is two refunds', () => {
  const [one, other] = ['T1', 'T2'].map((orderId) => factOf(bank, { type: 'refund.succeeded', orderId, refundId: 'R' }))
  expect(one).not.toBe(other)
})
