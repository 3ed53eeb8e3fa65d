import { describe, expect, it } from 'vitest'
import { project } from './project.js'

const shop = project('circle-sdk')

describe(`@circle-fin/circle-sdk ${shop.version('@circle-fin/circle-sdk')}`, () => {
  it('pays, refunds and pays out at the mock, and reads what ours has made as ours reads what it has', async () => {
    expect(JSON.parse(await shop.run('test'))).toEqual({
      ping: 'pong',
      wallet: '1000999922',
      stranger: [401, 401],
      created: [201, 'created'],
      again: true,
      other: [409, 409],
      address: expect.stringMatching(/^0x[0-9a-f]{40}$/),
      part: ['pending', ['pending', 'under', '3']],
      paid: ['overpaid', '3.140001', ['paid', 'over', '3.140001']],
      refund: [201, 'refund', 'pending'],
      refunded: ['paid', 'succeeded'],
      payments: [
        ['refund', 'paid', '1.00'],
        ['payment', 'paid', '0.140001'],
        ['payment', 'paid', '3.00'],
      ],
      ours: [{ amount: '12.50', currency: 'USD' }, 'transient', true],
      expired: [201, 'requested_by_merchant', ['closed', null, '0']],
      payout: ['active', 'pending', 'complete', 'succeeded'],
      subscribed: ['pending', 'pending'],
    })
  })
})
