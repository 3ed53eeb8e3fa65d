import { acknowledge, forSubMerchant, receiveWebhook, type WechatpayOptions, wechatpay } from 'shroff/wechatpay'
import { describe, expect, it } from 'vitest'
import { judgeWebhook, type WebhookSeal } from '../oracle/wechatpay.js'
import { codeOf, failure } from '../support/failure.js'
import {
  accountWith,
  apiV3Key,
  clockAt,
  now,
  options,
  platformPem,
  publicKeyId,
  refund,
  transaction,
  webhook,
} from '../support/wechatpay.js'

const receive = (more: Partial<WebhookSeal> = {}, account: Partial<WechatpayOptions> = {}) =>
  receiveWebhook(accountWith(account), webhook(more))

const refundEvent = (state: string, more: Record<string, unknown> = {}): Partial<WebhookSeal> => ({
  eventType: `REFUND.${state}`,
  originalType: 'refund',
  resource: { ...refund, refund_status: state, ...more },
})

const transfer = {
  mch_id: options.merchantId,
  out_bill_no: 'B-1',
  transfer_bill_no: '1330000071100999991182020050700019480001',
  state: 'SUCCESS',
  transfer_amount: 100,
  openid: 'o1',
  create_time: '2026-03-04T11:58:00+08:00',
  update_time: '2026-03-04T11:59:00+08:00',
}
const transferEvent = (resource: Record<string, unknown>): Partial<WebhookSeal> => ({
  eventType: 'MCHTRANSFER.BILL.FINISHED',
  originalType: 'mch_payment',
  resource,
})

const { appid: _, mchid: __, payer: ___, ...ofOrder } = transaction
const partnerTransaction = {
  ...ofOrder,
  sp_appid: options.appId,
  sp_mchid: options.merchantId,
  sub_mchid: '1900000109',
  payer: { sp_openid: 'o1' },
}
const partnerEvent = (more: Record<string, unknown> = {}): Partial<WebhookSeal> => ({
  resource: { ...partnerTransaction, ...more },
})

describe('a message that is signed, but not ours, is refused', () => {
  const { mchid: ____, ...namingNobody } = transaction
  const cases: [string, Partial<WebhookSeal>, Partial<WechatpayOptions>, string][] = [
    ['another merchant', { resource: { ...transaction, mchid: '1900000001' } }, {}, 'merchant is 1900000001'],
    ['a longer merchant number', { resource: { ...transaction, mchid: '19000072910' } }, {}, 'merchant is 19000072910'],
    ['another app', { resource: { ...transaction, appid: 'wx0000000000000001' } }, {}, 'app is wx0000000000000001'],
    ['no merchant at all', { resource: namingNobody }, {}, 'names no merchant'],
    ['no merchant but null', { resource: { ...transaction, mchid: null } }, {}, 'names no merchant'],
    ['a partner’s order at a direct merchant', partnerEvent(), {}, 'of the other kind (partner or direct)'],
    ['a direct order at a partner', {}, { partner: true }, 'of the other kind (partner or direct)'],
    ['another partner', partnerEvent({ sp_mchid: '1900000001' }), { partner: true }, 'merchant is 1900000001'],
    ['another partner’s app', partnerEvent({ sp_appid: 'wx1' }), { partner: true }, 'app is wx1'],
    ['another sub-merchant', partnerEvent(), { subMerchantId: '1900000110' }, 'sub-merchant is 1900000109'],
    ['no sub-merchant', partnerEvent({ sub_mchid: undefined }), { subMerchantId: '1900000110' }, 'sub-merchant is'],
    ['a refund of another merchant', refundEvent('SUCCESS', { mchid: '1900000001' }), {}, 'merchant is 1900000001'],
    [
      'a combined order of another merchant',
      { resource: { combine_mchid: '1900000001' } },
      {},
      'merchant is 1900000001',
    ],
    ['a transfer of another merchant', transferEvent({ ...transfer, mch_id: '1900000001' }), {}, 'is 1900000001'],
    [
      'a transfer that names us and another',
      transferEvent({ ...transfer, mch_id: '1900000001', mchid: options.merchantId }),
      {},
      'is 1900000001',
    ],
    [
      'a transfer that names another and us',
      transferEvent({ ...transfer, mchid: '1900000001' }),
      {},
      'merchant is 1900000001',
    ],
  ]
  it.each(cases)('%s', async (_name, sealed, account, words) => {
    const error = await failure(receive(sealed, account))
    expect(error).toMatchObject({ code: 'WEBHOOK_NOT_OURS', authentic: true, outcome: 'not-sent' })
    expect(error.message).toContain(words)
  })

  it('by an account of a partner for one sub-merchant', async () => {
    const account = forSubMerchant(accountWith({ partner: true }), { subMerchantId: '1900000110' })
    expect(await codeOf(receiveWebhook(account, webhook(partnerEvent())))).toBe('WEBHOOK_NOT_OURS')
  })
})

describe('a message that is signed, but contradicts itself, is refused', () => {
  const cases: [string, Partial<WebhookSeal>, string][] = [
    ['paid, but not paid', { resource: { ...transaction, trade_state: 'NOTPAY' } }, 'a paid event without a payment'],
    ['paid, but closed', { resource: { ...transaction, trade_state: 'CLOSED' } }, 'a paid event without a payment'],
    ['paid in an unknown state', { resource: { ...transaction, trade_state: 'PAID' } }, 'the state PAID'],
    ['paid in a state of every object', { resource: { ...transaction, trade_state: 'constructor' } }, 'constructor'],
    ['a negative amount', { resource: { ...transaction, amount: { ...transaction.amount, total: -1 } } }, 'amount -1'],
    ['paid without its number', { resource: { ...transaction, transaction_id: undefined } }, 'without transaction_id'],
    ['paid without an amount', { resource: { ...transaction, amount: undefined } }, 'or amount'],
    ['paid by a text', { resource: { ...transaction, amount: { total: '2500' } } }, '/amount/total: not an integer'],
    ['paid by a fraction', { resource: { ...transaction, amount: { total: 25.5 } } }, '/amount/total: not an integer'],
    ['paid by 2^53', { resource: { ...transaction, amount: { total: 2 ** 53 } } }, '/amount/total: not an integer'],
    ['paid in dollars', { resource: { ...transaction, amount: { total: 1, currency: 'USD' } } }, 'the currency USD'],
    ['paid at no time', { resource: { ...transaction, success_time: 'yesterday' } }, 'the time yesterday'],
    ['no order', { resource: { ...transaction, out_trade_no: undefined } }, '/out_trade_no: missing'],
    ['refunded, but closed', { ...refundEvent('CLOSED'), eventType: 'REFUND.SUCCESS' }, 'with another state inside'],
    ['refunded, but abnormal', { ...refundEvent('ABNORMAL'), eventType: 'REFUND.CLOSED' }, 'another state inside'],
    ['refunded in a state unknown', { ...refundEvent('CHANGE'), eventType: 'REFUND.SUCCESS' }, 'the state CHANGE'],
    ['refunded while under way', { ...refundEvent('PROCESSING'), eventType: 'REFUND.SUCCESS' }, 'another state'],
    ['refund with the state of the API', refundEvent('SUCCESS', { refund_status: undefined, status: 'SUCCESS' }), '/'],
    ['a list', { resource: [] as unknown as Record<string, unknown> }, 'not an object'],
    ['null', { resource: null as unknown as Record<string, unknown> }, 'not an object'],
    ['a merchant that is a number', { resource: { ...transaction, mchid: 1900007291 } }, '/mchid: not a string'],
  ]
  it.each(cases)('%s', async (_name, sealed, words) => {
    const error = await failure(receive(sealed))
    expect(error).toMatchObject({ code: 'BODY_INVALID', authentic: true, outcome: 'not-sent' })
    expect(error.message).toContain(words)
  })
})

describe('what cannot be decrypted', () => {
  it('because of another APIv3 key', async () => {
    const error = await failure(receive({ apiV3Key: apiV3Key.replace('a', 'b') }))
    expect(error.code).toBe('DECRYPTION_FAILED')
    expect(error.next).toContain('apiV3Key')
  })

  it('is told before it is told whose it is', async () => {
    const resource = { ...transaction, mchid: '1900000001' }
    expect(await codeOf(receive({ apiV3Key: '0'.repeat(32), resource }))).toBe('DECRYPTION_FAILED')
  })
})

describe('events', () => {
  it('a payment', async () => {
    const told = { ...transaction, amount: { ...transaction.amount, payer_total: 2300 } }
    expect(await receive({ resource: told })).toEqual({
      type: 'payment.paid',
      id: 'EV-2026030412000000001',
      provider: 'wechatpay',
      orderId: 'T-1001',
      paymentId: '4200002026030412000000000001',
      amount: { currency: 'CNY', value: 2500 },
      payment: {
        orderId: 'T-1001',
        paymentId: '4200002026030412000000000001',
        status: 'paid',
        refunds: 'none',
        amount: { currency: 'CNY', value: 2500 },
        payerAmount: { currency: 'CNY', value: 2300 },
        paidAt: new Date('2026-03-04T03:59:00Z'),
        payerId: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o',
        attach: 'shelf 7',
        raw: told,
      },
      raw: told,
    })
  })

  it.each([
    ['MICROPAY', 'barcode'],
    ['FACEPAY', 'face'],
    ['NATIVE', undefined],
    ['constructor', undefined],
  ])('a payment of the kind %s is of the channel %s', async (trade_type, channel) => {
    const event = await receive({ resource: { ...transaction, trade_type } })
    expect('channel' in event ? event.channel : undefined).toBe(channel)
  })

  it.each([
    ['SUCCESS', 'refund.succeeded'],
    ['CLOSED', 'refund.closed'],
    ['ABNORMAL', 'refund.needs-action'],
  ])('a refund: %s', async (state, type) => {
    expect(await receive(refundEvent(state))).toMatchObject({
      type,
      orderId: 'T-1001',
      refundId: 'R-1',
      paymentId: '4200002026030412000000000001',
      amount: { currency: 'CNY', value: 700 },
      refund: { orderAmount: { currency: 'CNY', value: 2500 }, receivedBy: '支付用户零钱' },
    })
  })

  it('is known by its members where original_type is missing', async () => {
    expect(await receive({ originalType: '' })).toMatchObject({ type: 'payment.paid', orderId: 'T-1001' })
    const refunded = { eventType: 'REFUND.SUCCESS', originalType: '', resource: refund }
    expect(await receive(refunded)).toMatchObject({ type: 'refund.succeeded', refundId: 'R-1' })
    const unknown = { eventType: 'TRANSACTION.SUCCESS', originalType: '', resource: { mchid: transaction.mchid } }
    expect(await receive(unknown)).toMatchObject({ type: 'other', name: 'TRANSACTION.SUCCESS' })
  })

  it.each([
    ['PAYSCORE.USER_OPEN_SERVICE', 'payscore', { mchid: options.merchantId, out_request_no: '1' }],
    // The same event type as a payment, but a notice to a profit-sharing account.
    ['TRANSACTION.SUCCESS', 'profitsharing', { mchid: options.merchantId, order_id: '1' }],
    ['TRANSACTION.SUCCESS', 'refund', transaction],
    ['REFUND.PROCESSING', 'refund', refund],
    ['REFUND.SUCCESS', 'transaction', refund],
    ['REFUND.SUCCESS.', 'refund', refund],
    ['MCHTRANSFER.BILL.FINISHED', 'mch_payment', transfer],
    ['MCHTRANSFER.BILL.FINISHED', 'mch_payment', { ...transfer, mch_id: undefined, mchid: options.merchantId }],
    // These name the merchant in another way, or not at all; the APIv3 key that decrypts them is the merchant's own.
    ['TRANSACTION.SUCCESS', 'transaction', { combine_mchid: options.merchantId, combine_out_trade_no: 'C-1' }],
    ['COUPON.USE', 'coupon', { stock_creator_mchid: '9800064', stock_id: '9865888' }],
  ])('%s about %s is another event', async (eventType, originalType, resource) => {
    const event = await receive({ eventType, originalType, resource })
    const raw = JSON.parse(JSON.stringify(resource))
    expect(event).toEqual({ type: 'other', name: eventType, id: 'EV-2026030412000000001', provider: 'wechatpay', raw })
  })

  it.each([
    // A partner orders these by its own number, and is named by it as a direct merchant is.
    ['TRANSACTION.SUCCESS', 'transaction', { combine_mchid: options.merchantId, combine_out_trade_no: 'C-1' }],
    ['PAYSCORE.USER_PAID', 'payscore', { mchid: options.merchantId, sub_mchid: '1900000109', out_order_no: '1' }],
    ['TRANSACTION.SUCCESS', 'profitsharing', { sp_mchid: options.merchantId, sub_mchid: '1900000109' }],
    ['MCHTRANSFER.BILL.FINISHED', 'mch_payment', transfer],
  ])('%s about %s is another event of a partner', async (eventType, originalType, resource) => {
    const event = await receive({ eventType, originalType, resource }, { partner: true })
    expect(event).toMatchObject({ type: 'other', name: eventType })
  })

  it.each([
    { mchid: '1900000001' },
    { sp_mchid: '1900000001' },
    { combine_mchid: '1900000001' },
    { mchid: options.merchantId, sp_mchid: '1900000001' },
    { mchid: options.merchantId, sp_appid: 'wx1' },
    { mchid: options.merchantId, sub_mchid: '1900000110' },
  ])('of another product at a partner that name another are refused: %j', async (resource) => {
    const sealed = { eventType: 'PAYSCORE.USER_PAID', originalType: 'payscore', resource }
    expect(await codeOf(receive(sealed, { subMerchantId: '1900000109' }))).toBe('WEBHOOK_NOT_OURS')
  })

  it('whose other parties are null, as absent as those that are missing', async () => {
    const nobody = { combine_mchid: null, sp_mchid: null, sp_appid: null }
    const paid = { type: 'payment.paid', orderId: transaction.out_trade_no }
    expect(await receive({ resource: { ...transaction, ...nobody } })).toMatchObject(paid)
    expect(await receive({ resource: { ...transaction, ...nobody, appid: null } })).toMatchObject(paid)
    const sealed = { eventType: 'PAYSCORE.USER_PAID', originalType: 'payscore' }
    expect((await receive({ ...sealed, resource: { mchid: options.merchantId, ...nobody } })).type).toBe('other')
  })

  it('of another app of the same merchant', async () => {
    const resource = { ...transaction, appid: 'wx0000000000000002' }
    const event = await receive({ resource }, { otherAppIds: ['wx0000000000000001', 'wx0000000000000002'] })
    expect(event.type).toBe('payment.paid')
  })

  it('of a partner: all its sub-merchants, or the one it acts for', async () => {
    const sealed = webhook(partnerEvent())
    const partner = accountWith({ partner: true })
    for (const account of [
      partner,
      accountWith({ subMerchantId: '1900000109' }),
      forSubMerchant(partner, { subMerchantId: '1900000109' }),
    ]) {
      expect(await receiveWebhook(account, sealed)).toMatchObject({ type: 'payment.paid', subMerchantId: '1900000109' })
    }
    const { mchid: _____, ...ofRefund } = refund
    const sub = { ...ofRefund, sp_mchid: options.merchantId, sub_mchid: '1900000109' }
    expect(await receive({ ...refundEvent('SUCCESS'), resource: sub }, { partner: true })).toMatchObject({
      type: 'refund.succeeded',
      subMerchantId: '1900000109',
    })
  })

  it('need neither private key nor serial', async () => {
    const { privateKey, serial, ...receiving } = options
    expect((await receiveWebhook(wechatpay(receiving), webhook())).type).toBe('payment.paid')
  })

  it('have members that are not known yet', async () => {
    const resource = { ...transaction, promotion_detail: [{ coupon_id: '1' }], news: null }
    expect((await receive({ resource })).raw).toEqual(resource)
  })

  it('keep one id over re-deliveries', async () => {
    const later = accountWith({ clock: clockAt(now + 900_000) })
    const again = await receiveWebhook(later, webhook({ now: now + 900_000, nonce: 'another' }))
    expect(again.id).toBe((await receive()).id)
  })
})

describe('acknowledge', () => {
  it('tells WeChat Pay to stop, or to come again', async () => {
    const received = await acknowledge(accountWith(), 'received')
    expect([received.status, await received.json()]).toEqual([200, { code: 'SUCCESS', message: '成功' }])
    const again = await acknowledge(accountWith(), 'again')
    expect(again.status).toBe(500)
    expect(await again.json()).toEqual({ code: 'FAIL', message: 'try again' })
  })
})

it('the oracle accepts what it seals for these tests', () => {
  const facts = { keys: { [publicKeyId]: platformPem }, now, apiV3Key }
  for (const more of [{}, refundEvent('SUCCESS'), partnerEvent(), transferEvent(transfer)])
    expect(judgeWebhook(webhook(more), facts).event.id).toBe('EV-2026030412000000001')
})
