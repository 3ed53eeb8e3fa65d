import { amount } from 'shroff'
import {
  acknowledge,
  answerRefundAudit,
  type BaiduEvent,
  type BaiduRefundAuditEvent,
  baiduWebhooks,
  closePayment,
  getPayment,
  getRefund,
  receiveWebhook,
  refundPayment,
} from 'shroff/baidu'
import { memoryStore } from 'shroff/store'
import { webhookHandler } from 'shroff/webhook'
import { describe, expect, it } from 'vitest'
import { type Fields, judgeAnswer, sealNotice } from '../oracle/baidu/wire.js'
import { accountOf, done, openBaidu, paidNotice, platform } from '../support/baidu.js'
import { codeOf, failure } from '../support/failure.js'

// What each message means (§B4, §B5, §B7), sealed by the oracle.

const account = accountOf()
const sealed = (fields: Fields) => sealNotice(fields, platform.privateKey)
const receive = (fields: Fields) => receiveWebhook(account, sealed(fields))
const answered = async (response: Response) => [response.status, await response.json()]

const audit = {
  orderId: '81341494729172',
  userId: '3391629990',
  tpOrderId: 'T1001',
  refundBatchId: '152713835',
  applyRefundMoney: '500',
}
const { applyRefundMoney: _, ...ended } = { ...audit, refundStatus: '1' }
const numbers = { paymentId: '81341494729172', providerRefundId: '152713835' }

describe('a notice', () => {
  it.each([
    ['1', 'payment.pending'],
    ['-1', 'payment.closed'],
  ])('of a payment in the status %s is %s', async (status, type) => {
    expect(await receive({ ...paidNotice, status })).toMatchObject({
      type,
      id: `${type}/81341494729172`,
      orderId: 'T1001',
      amount: { currency: 'CNY', value: 2500 },
    })
  })

  it.each(['7', 'toString', ''])('in the status %j is of no type, and never a payment', async (status) => {
    expect(await receive({ ...paidNotice, status })).toMatchObject({ type: 'other', name: status })
  })

  it('paid without a number or an amount is refused', async () => {
    for (const name of ['orderId', 'tpOrderId', 'totalMoney', 'userId'])
      expect(await codeOf(receive({ ...paidNotice, [name]: '' }))).toBe('BODY_INVALID')
    expect(await codeOf(receive({ ...paidNotice, totalMoney: '25.00' }))).toBe('BODY_INVALID')
  })

  it('tells what the shop gave, and what a coupon paid', async () => {
    const told = await receive({ ...paidNotice, returnData: '{"table":"7"}', payMoney: '2400', promoMoney: '100' })
    expect(told).toMatchObject({ returnData: '{"table":"7"}', payerAmount: { value: 2400 }, amount: { value: 2500 } })
  })

  it('of a refund is known by Baidu’s numbers, with or without the others', async () => {
    expect(await receive(ended)).toMatchObject({
      type: 'refund.succeeded',
      id: 'refund.succeeded/81341494729172/152713835',
      ...numbers,
      orderId: 'T1001',
      payerId: '3391629990',
    })
    // As Baidu's own page shows one.
    const bare = await receive({ orderId: '81341494729172', refundBatchId: '152713835', refundStatus: '2' })
    expect(bare).toEqual({
      type: 'refund.closed',
      id: 'refund.closed/81341494729172/152713835',
      provider: 'baidu',
      ...numbers,
      raw: { orderId: '81341494729172', refundBatchId: '152713835', refundStatus: '2' },
    })
    for (const refundStatus of ['3', 'constructor', 'toString'])
      expect(await receive({ ...ended, refundStatus })).toMatchObject({ type: 'other', name: refundStatus })
  })

  it('that asks for a decision says for how much, where it does', async () => {
    expect(await receive(audit)).toMatchObject({
      type: 'refund.audit',
      id: 'refund.audit/81341494729172/152713835',
      ...numbers,
      amount: { currency: 'CNY', value: 500 },
    })
    const { applyRefundMoney, userId, tpOrderId, ...older } = audit
    expect([applyRefundMoney, userId, tpOrderId]).toHaveLength(3)
    expect(await receive(older)).not.toHaveProperty('amount')
  })
})

describe('an answer', () => {
  it('is of the kind of its notice', async () => {
    const [payment, refund, question] = await Promise.all([receive(paidNotice), receive(ended), receive(audit)])
    expect(await answered(await acknowledge(account, 'received', payment))).toEqual([
      200,
      { errno: 0, msg: 'success', data: { isConsumed: 2 } },
    ])
    expect(await answered(await acknowledge(account, 'received', refund))).toEqual([
      200,
      { errno: 0, msg: 'success', data: {} },
    ])
    expect(await answered(await acknowledge(account, 'received', question))).toEqual([
      200,
      { errno: 0, msg: 'success', data: { auditStatus: 3, calculateRes: { refundPayMoney: 500 } } },
    ])
    expect(await answered(await acknowledge(account, 'give-back', payment))).toEqual([
      200,
      { errno: 0, msg: 'success', data: { isErrorOrder: 1, isConsumed: 2 } },
    ])
  })

  it('to a notice that nobody knows still keeps the payment, if it is one', async () => {
    const other = await receive({ ...paidNotice, status: '7' })
    expect(await judgeAnswer('payment', await acknowledge(account, 'received', other))).toEqual({ isConsumed: 2 })
    expect(await judgeAnswer('payment', await acknowledge(account, 'received'))).toEqual({ isConsumed: 2 })
  })

  it('that asks for another delivery has no errno, which may give the payment back', async () => {
    const again = await acknowledge(account, 'again')
    expect([again.status, await again.text()]).toEqual([503, ''])
  })

  it('gives back no refund', async () => {
    const refund = await receive(ended)
    expect((await failure(acknowledge(account, 'give-back', refund))).code).toBe('CONFIG_INVALID')
  })

  it.each([
    ['agree', undefined, 1, 500],
    ['agree', 300, 1, 300],
    ['refuse', undefined, 2, 500],
    ['undecided', undefined, 3, 500],
  ] as const)('to a refund audit: %s %s', async (decision, value, auditStatus, refundPayMoney) => {
    const event = (await receive(audit)) as BaiduRefundAuditEvent
    const given = value === undefined ? {} : { amount: { currency: 'CNY', value } as const }
    const answer = await answerRefundAudit(account, event, { decision, ...given })
    expect(await judgeAnswer('audit', answer)).toEqual({ auditStatus, calculateRes: { refundPayMoney } })
  })

  it('agrees to no unknown amount, and decides nothing that is not asked', async () => {
    const { applyRefundMoney: _amount, ...older } = audit
    const event = (await receive(older)) as BaiduRefundAuditEvent
    const words = async (given: object, of: BaiduEvent = event) =>
      (await failure(answerRefundAudit(account, of as BaiduRefundAuditEvent, given as never))).message
    expect(await words({ decision: 'agree' })).toContain('amount must be given')
    expect(await words({ decision: 'yes' })).toContain('decision must be')
    expect(await words({ decision: 'agree', amount: { currency: 'USD', value: 1 } })).toContain('must be fen')
    expect(await words({ decision: 'agree' }, await receive(paidNotice))).toContain('asks for no decision')
    const refused = await answerRefundAudit(account, event, { decision: 'refuse' })
    expect(await judgeAnswer('audit', refused)).toEqual({ auditStatus: 2, calculateRes: { refundPayMoney: 0 } })
    const agreed = await answerRefundAudit(account, event, { decision: 'agree', amount: amount('5.00', 'CNY') })
    expect(await judgeAnswer('audit', agreed)).toMatchObject({ auditStatus: 1 })
  })
})

describe('a handler of webhooks', () => {
  const handlerOf = (auditRefund?: (event: BaiduRefundAuditEvent) => never | Promise<never> | object) => {
    const told: string[] = []
    const handler = webhookHandler({
      accounts: [baiduWebhooks(account, auditRefund ? { auditRefund: auditRefund as never } : {})],
      store: memoryStore(),
      onEvent(event) {
        told.push(event.type)
      },
    })
    return { told, handle: (fields: Fields) => handler(sealed(fields)) }
  }

  it('answers each kind at one address, and works on each event once', async () => {
    const { told, handle } = handlerOf(() => ({ decision: 'agree' }))
    for (let time = 0; time < 2; time += 1) {
      expect(await judgeAnswer('payment', await handle(paidNotice))).toEqual({ isConsumed: 2 })
      expect(await judgeAnswer('audit', await handle(audit))).toMatchObject({ auditStatus: 1 })
      expect(await judgeAnswer('refund', await handle(ended))).toEqual({})
    }
    expect(told).toEqual(['payment.paid', 'refund.audit', 'refund.succeeded'])
  })

  it('leaves a refund undecided where nobody decides, and asks again where that fails', async () => {
    expect(await judgeAnswer('audit', await handlerOf().handle(audit))).toMatchObject({ auditStatus: 3 })
    const broken = handlerOf(async () => {
      throw new Error('no database')
    })
    expect((await broken.handle(audit)).status).toBe(503)
  })

  it('answers what it cannot verify by nothing in Baidu’s form', async () => {
    const { body } = sealed(paidNotice)
    const text = Buffer.from(body).toString().replace('totalMoney=2500', 'totalMoney=1')
    const forged = webhookHandler({ accounts: [baiduWebhooks(account)], store: memoryStore(), onEvent: () => {} })
    const refused = await forged({ headers: {}, body: new Uint8Array(Buffer.from(text)) })
    expect([refused.status, await refused.text()]).toEqual([500, ''])
  })
})

describe('a payment', () => {
  const order = { tpOrderId: 'T1001', orderId: 81341494729172, totalMoney: 2500 }
  it.each([
    [-1, 'closed'],
    [1, 'pending'],
    [2, 'paid'],
  ])('in the status %d is %s', async (status, word) => {
    const { client, sent } = openBaidu(done({ ...order, status }))
    expect(await getPayment(client, { orderId: 'T1001' })).toMatchObject({ status: word })
    expect(sent[0]).toMatchObject({ tpOrderId: 'T1001', pmAppKey: 'MMMabc' })
  })

  it('has a number of any length, and an openId that is a number or a text', async () => {
    const text =
      '{"errno":0,"msg":"","data":{"tpOrderId":"T1001","orderId":81341494729172123456,"status":1,"totalMoney":1,"openId":7}}'
    const { client } = openBaidu(() => JSON.parse(text.replace(/8134\d+/, '"81341494729172123456"')) as object)
    expect(await getPayment(client, { orderId: 'T1001' })).toMatchObject({
      paymentId: '81341494729172123456',
      openId: '7',
    })
  })

  it('that is closed by another word than true is not closed', async () => {
    for (const data of [false, null, {}]) {
      const { client } = openBaidu(done(data))
      const error = await failure(closePayment(client, { orderId: 'T1001', paymentId: '1' }))
      expect(error).toMatchObject({ code: 'BODY_INVALID', outcome: 'unknown' })
    }
  })
})

describe('a refund', () => {
  const one = { refundBatchId: 11, bizRefundBatchId: 'R1', orderId: 1, refundStatus: 1, userId: 2 }
  const ask = (data: unknown, refundId = 'R1') =>
    getRefund(openBaidu(done(data)).client, { orderId: 'T1001', payerId: '2', refundId })

  it.each([
    [1, 'pending'],
    [2, 'succeeded'],
    [3, 'closed'],
  ])('in the status %d is %s', async (refundStatus, status) => {
    expect(
      await ask([
        { ...one, bizRefundBatchId: '' },
        { ...one, refundStatus },
      ]),
    ).toMatchObject({
      status,
      refundId: 'R1',
      providerRefundId: '11',
      paymentId: '1',
    })
  })

  it('that failed and was asked for again went back if it did in either, whichever comes first', async () => {
    const tries = [
      { ...one, refundStatus: 3 },
      { ...one, refundBatchId: 12, refundStatus: 2 },
    ]
    for (const data of [tries, [...tries].reverse()])
      expect(await ask(data)).toMatchObject({ status: 'succeeded', providerRefundId: '12' })
    expect((await ask([tries[0], { ...one, refundStatus: 1 }])).status).toBe('pending')
  })

  it('that is not listed may be on its way', async () => {
    for (const data of [[], null, [{ ...one, bizRefundBatchId: 'R2' }]])
      expect(await failure(ask(data))).toMatchObject({ code: 'REFUND_NOT_FOUND', outcome: 'unknown' })
  })

  it('in a state that nobody knows, or of another payer, is refused', async () => {
    expect(await codeOf(ask([{ ...one, refundStatus: 9 }]))).toBe('BODY_INVALID')
    expect(await codeOf(ask([{ ...one, userId: 3 }]))).toBe('REPLY_MISMATCH')
    expect(await codeOf(ask([{ ...one, refundBatchId: 'x' }]))).toBe('BODY_INVALID')
  })

  it('is asked for without an audit, unless one is wanted', async () => {
    const { client, sent } = openBaidu(done({ refundBatchId: '11', refundPayMoney: 490 }))
    const asked = { orderId: 'T1001', paymentId: '1', payerId: '2', refundId: 'R1', amount: amount('5.00', 'CNY') }
    expect(await refundPayment(client, asked)).toMatchObject({ payerAmount: { value: 490 }, amount: { value: 500 } })
    await refundPayment(client, {
      ...asked,
      skipAudit: false,
      refundType: 3,
      reason: '缺货',
      notifyUrl: 'https://shop.example/r',
    })
    expect(sent).toMatchObject([
      { isSkipAudit: '1', refundType: '1', refundReason: '退款', applyRefundMoney: '500' },
      { isSkipAudit: '0', refundType: '3', refundReason: '缺货', refundNotifyUrl: 'https://shop.example/r' },
    ])
  })
})
