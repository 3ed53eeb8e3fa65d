import { acknowledge, getPayment, getRefund, qqpayWebhooks, receiveWebhook } from 'shroff/qqpay'
import { describe, expect, it } from 'vitest'
import { type Fields, sealNotice } from '../oracle/qqpay/wire.js'
import { codeOf } from '../support/failure.js'
import { accountOf, facts, openQqpay, paidTea } from '../support/qqpay.js'

// What each message means (§7, §9, §12), sealed by the oracle.

const receive = (fields: Fields) => receiveWebhook(accountOf(), sealNotice(facts, fields))
const paymentId = '1353933301461607211903715555'

describe('a notification', () => {
  it('of a payment tells what was ordered, and what the payer paid of it', async () => {
    expect(await receive({ ...paidTea, attach: 'table 7' })).toEqual({
      type: 'payment.paid',
      id: `paid/${paymentId}`,
      provider: 'qqpay',
      orderId: 'T1001',
      paymentId,
      amount: { currency: 'CNY', value: 2500 },
      payerAmount: { currency: 'CNY', value: 2400 },
      paidAt: new Date('2026-03-04T04:00:00Z'),
      payerId: 'A0EBA0D1B8A6D5C3F7E1D6B1C9A2E3F4',
      attach: 'table 7',
      raw: expect.objectContaining({ ...paidTea, attach: 'table 7' }),
    })
  })

  it('by a payer’s code has its channel', async () => {
    expect(await receive({ ...paidTea, trade_type: 'MICROPAY' })).toHaveProperty('channel', 'barcode')
    expect(await receive(paidTea)).not.toHaveProperty('channel')
  })

  it('with codes beside its state is the same, and no payment where they say so', async () => {
    const codes = { return_code: 'SUCCESS', result_code: 'SUCCESS' }
    expect((await receive({ ...paidTea, ...codes })).type).toBe('payment.paid')
    for (const name of Object.keys(codes))
      expect((await receive({ ...paidTea, ...codes, [name]: 'FAIL' })).type).toBe('other')
  })

  it.each(['CLOSED', 'USERPAYING', 'toString', ''])('in the state %j is no payment', async (state) => {
    expect(await receive({ ...paidTea, trade_state: state })).toMatchObject({ type: 'other', name: state })
  })

  it('of a transfer is another, by its own state', async () => {
    const transfer = { out_trade_no: 'B1', transaction_id: '1', total_fee: '100', state: '3' }
    expect(await receive(transfer)).toMatchObject({ type: 'other', name: '3', id: '3/1' })
    // Two without a number are not therefore the same: a handler knows them by their bytes.
    expect(await receive({ state: '3' })).toMatchObject({ type: 'other', name: '3', id: '' })
  })

  it('paid without number or amount is refused', async () => {
    for (const name of ['transaction_id', 'total_fee'])
      expect(await codeOf(receive({ ...paidTea, [name]: '' }))).toBe('BODY_INVALID')
  })

  it('is told by its merchant whose it is, before its signature is looked at', () => {
    const { claims } = qqpayWebhooks(accountOf())
    expect(claims(sealNotice(facts, paidTea))).toBe(true)
    expect(claims(sealNotice({ ...facts, merchantId: '1900000999' }, paidTea))).toBe(false)
    expect(claims({ headers: {}, body: new Uint8Array([0xff]) })).toBe(false)
  })

  it('is answered in XML', async () => {
    const [received, again] = await Promise.all(
      (['received', 'again'] as const).map((answer) => acknowledge(accountOf(), answer)),
    )
    expect([received!.status, received!.headers.get('content-type')]).toEqual([200, 'text/xml; charset=utf-8'])
    expect(await again!.text()).toBe('<xml><return_code>FAIL</return_code></xml>')
  })
})

describe('a payment', () => {
  const stateOf = async (fields: Fields) =>
    (await getPayment(openQqpay({ ...paidTea, ...fields }).client, { orderId: 'T1001' })).status

  it.each([
    ['SUCCESS', 'NATIVE', 'paid'],
    ['REFUND', 'NATIVE', 'paid'],
    ['CLOSED', 'NATIVE', 'closed'],
    ['REVOKED', 'MICROPAY', 'closed'],
    ['USERPAYING', 'MICROPAY', 'processing'],
    // What an unpaid order says is unconfirmed: none of these is a failure.
    ['USERPAYING', 'NATIVE', 'pending'],
    ['NOTPAY', 'NATIVE', 'pending'],
    ['PAYERROR', 'MICROPAY', 'pending'],
    ['SOMETHING_NEW', 'NATIVE', 'pending'],
    ['constructor', 'NATIVE', 'pending'],
    ['', 'NATIVE', 'pending'],
  ])('in the state %j of %s is %s', async (trade_state, trade_type, status) => {
    expect(await stateOf({ trade_state, trade_type })).toBe(status)
  })

  it('of which something was given back says so', async () => {
    const { client } = openQqpay({ ...paidTea, trade_state: 'REFUND' })
    expect(await getPayment(client, { paymentId })).toHaveProperty('refunds', 'some')
    expect(await getPayment(openQqpay(paidTea).client, { paymentId })).not.toHaveProperty('refunds')
  })
})

describe('a refund', () => {
  const numbered = (place: number, fields: Fields): Fields =>
    Object.fromEntries(Object.entries(fields).map(([name, value]) => [`${name}_${place}`, value]))
  const one = {
    out_refund_no: 'T1001R1',
    refund_id: '11',
    refund_fee: '100',
    cash_refund_fee: '0',
    refund_status: 'SUCCESS',
  }
  const two = {
    ...one,
    out_refund_no: 'T1001R2',
    refund_id: '12',
    refund_fee: '500',
    cash_refund_fee: '500',
    refund_recv_accout: '招商银行',
  }
  const order = { transaction_id: paymentId, out_trade_no: 'T1001', total_fee: '1000', fee_type: 'CNY' }
  const ask = (fields: Fields, refundId = 'T1001R2') =>
    getRefund(openQqpay({ ...order, ...fields }).client, { refundId })

  it('is found among those of its order, whose list ends where a number is missing', async () => {
    const all = {
      ...numbered(0, one),
      ...numbered(1, two),
      ...numbered(3, { ...one, out_refund_no: 'T1001R4' }),
      refund_count: '9',
    }
    expect(await ask(all)).toMatchObject({
      refundId: 'T1001R2',
      providerRefundId: '12',
      orderId: 'T1001',
      paymentId,
      status: 'succeeded',
      amount: { currency: 'CNY', value: 500 },
      payerAmount: { currency: 'CNY', value: 500 },
      receivedBy: '招商银行',
    })
    // What a coupon paid comes back first: nothing for the payer.
    expect(await ask(all, 'T1001R1')).toMatchObject({ amount: { value: 100 }, payerAmount: { value: 0 } })
    expect(await codeOf(ask(all, 'T1001R4'))).toBe('REPLY_MISMATCH')
  })

  it.each([
    ['SUCCESS', 'succeeded'],
    ['FAIL', 'closed'],
    ['PROCESSING', 'pending'],
    ['CHANGE', 'needs-action'],
    // Not certain: the same number again, and never a failure.
    ['NOTSURE', 'pending'],
    ['NOTPAY', 'pending'],
    ['toString', 'pending'],
    ['', 'pending'],
  ])('in the state %j is %s', async (refund_status, status) => {
    expect((await ask(numbered(0, { ...two, refund_status }))).status).toBe(status)
  })

  it('of another number, or without its own, is refused', async () => {
    expect(await codeOf(ask(numbered(0, one)))).toBe('REPLY_MISMATCH')
    expect(await codeOf(ask({}))).toBe('REPLY_MISMATCH')
    expect(await codeOf(ask(numbered(0, { ...two, refund_id: '' })))).toBe('BODY_INVALID')
    expect(await codeOf(ask(numbered(0, { ...two, refund_fee: '5.00' })))).toBe('BODY_INVALID')
  })
})
