import { describe, expect, it } from 'vitest'
import { judgeWebhook, sealWebhook } from '../wechatpay.js'
import { bytes, facts, now, seal } from './samples.js'

describe('judgeWebhook', () => {
  const apiV3Key = '0123456789abcdef0123456789abcdef'
  const transaction = {
    appid: 'wx1',
    mchid: '1900000001',
    out_trade_no: 'T-1001',
    transaction_id: '4200001',
    trade_type: 'NATIVE',
    trade_state: 'SUCCESS',
    trade_state_desc: '支付成功',
    bank_type: 'OTHERS',
    success_time: '2024-02-29T12:00:00+08:00',
    payer: { openid: 'o1' },
    amount: { total: 8880, payer_total: 8880, currency: 'CNY', payer_currency: 'CNY' },
  }
  const refund = {
    mchid: '1900000001',
    transaction_id: '4200001',
    out_trade_no: 'T-1001',
    refund_id: '503001',
    out_refund_no: 'R1',
    refund_status: 'SUCCESS',
    success_time: '2024-02-29T12:00:00+08:00',
    user_received_account: '支付用户零钱',
    amount: { total: 8880, refund: 100, payer_total: 8880, payer_refund: 100 },
  }
  const event = { ...seal, apiV3Key, id: 'EV-1', eventType: 'TRANSACTION.SUCCESS', originalType: 'transaction' }
  const refundEvent = { ...event, eventType: 'REFUND.SUCCESS', originalType: 'refund' }
  const hooks = { ...facts, apiV3Key }

  it('accepts a payment and a refund', () => {
    expect(judgeWebhook(sealWebhook({ ...event, resource: transaction }), hooks)).toMatchObject({
      event: { id: 'EV-1', create_time: '2024-02-29T12:00:00+08:00' },
      resource: transaction,
    })
    expect(judgeWebhook(sealWebhook({ ...refundEvent, resource: refund }), hooks).resource).toEqual(refund)
  })

  it('seals a body that is another text once it is parsed and written again', () => {
    const { body } = sealWebhook({ ...event, resource: transaction })
    const written = JSON.stringify(JSON.parse(Buffer.from(body).toString()))
    expect(written).not.toBe(Buffer.from(body).toString())
    expect(() =>
      judgeWebhook({ ...sealWebhook({ ...event, resource: transaction }), body: bytes(written) }, hooks),
    ).toThrow('does not verify')
  })

  const payment = (more: object) => sealWebhook({ ...event, resource: { ...transaction, ...more } })
  const refusals: [string, ReturnType<typeof payment>, string][] = [
    [
      'another APIv3 key',
      sealWebhook({ ...event, apiV3Key: apiV3Key.replace('0', '1'), resource: transaction }),
      'decrypted',
    ],
    ['an old message', sealWebhook({ ...event, now: now - 300_000, resource: transaction }), '300 s off'],
    ['a changed body', { ...payment({}), body: Buffer.concat([payment({}).body, bytes('\n')]) }, 'does not verify'],
    ['a body that is no JSON', { ...payment({}), body: bytes('x') }, 'not UTF-8 JSON'],
    [
      'a nonce of 16',
      sealWebhook({ ...event, resourceNonce: '0123456789abcdef', resource: transaction }),
      '/resource/nonce',
    ],
    [
      'another original_type',
      sealWebhook({ ...event, originalType: 'refund', resource: transaction }),
      'original_type',
    ],
    [
      'no original_type and nothing associated, which only a receiver has to take',
      sealWebhook({ ...event, originalType: undefined, resource: transaction }),
      '/resource/original_type is missing',
    ],
    ['an id of 37', sealWebhook({ ...event, id: 'E'.repeat(37), resource: transaction }), '/id'],
    ['an unpaid order', payment({ trade_state: 'NOTPAY' }), 'trade_state is not SUCCESS'],
    ['no transaction_id', payment({ transaction_id: undefined }), '/transaction_id is missing'],
    ['a payer_total above the total', payment({ amount: { ...transaction.amount, payer_total: 8881 } }), 'payer_total'],
    ['status of the API', sealWebhook({ ...refundEvent, resource: { ...refund, status: 'SUCCESS' } }), 'not status'],
    [
      'another refund_status',
      sealWebhook({ ...refundEvent, eventType: 'REFUND.CLOSED', resource: refund }),
      'not CLOSED',
    ],
  ]
  it.each(refusals)('refuses %s', (_, webhook, complaint) =>
    expect(() => judgeWebhook(webhook, hooks)).toThrow(complaint),
  )
})
