import fc from 'fast-check'
import { acknowledge, alipay, receiveWebhook } from 'shroff/alipay'
import { describe, expect, it } from 'vitest'
import type { NoticeSeal } from '../oracle/alipay.js'
import { accountOf, alipayPem, appId, clock, merchantPem, notification, paidFields } from '../support/alipay.js'
import { codeOf, failure } from '../support/failure.js'

const account = accountOf()
type Fields = Record<string, string | undefined>
const receive = (fields: Fields = {}, more: Partial<NoticeSeal> = {}) =>
  receiveWebhook(account, notification(fields, more))
const yuan = (value: number) => ({ currency: 'CNY', value })
const edited = (edit: (text: string) => string) => {
  const { headers, body } = notification()
  const text = edit(Buffer.from(body).toString())
  if (text === Buffer.from(body).toString()) throw new Error('the edit changed nothing')
  return { headers, body: new Uint8Array(Buffer.from(text)) }
}
/** 乌龙茶 in GBK; everything else is ASCII. */
const gbk = (text: string) =>
  Buffer.concat(
    text
      .split('乌龙茶')
      .flatMap((part, index) => [...(index ? [Buffer.from('cedac1fab2e8', 'hex')] : []), Buffer.from(part)]),
  )

describe('a notification is refused', () => {
  it.each(Object.keys(paidFields).filter((name) => name !== 'body'))('whose %s was changed', async (name) => {
    const changed = edited((text) => text.replace(new RegExp(`(^|&)${name}=[^&]*`), `$1${name}=2026`))
    // A charset that is not UTF-8 is refused for that.
    expect(await codeOf(receiveWebhook(account, changed))).toBe(
      name === 'charset' ? 'BODY_INVALID' : 'SIGNATURE_INVALID',
    )
  })
  it.each(Object.keys(paidFields).filter((name) => name !== 'body'))('whose %s was taken away', async (name) =>
    expect(
      await codeOf(
        receiveWebhook(
          account,
          edited((text) => text.replace(new RegExp(`(^|&)${name}=[^&]*`), '')),
        ),
      ),
    ).toBe('SIGNATURE_INVALID'),
  )
  it.each(Object.keys(paidFields))('whose %s comes twice', async (name) => {
    for (const twice of [
      edited((text) => `${text}&${name}=1`),
      edited((text) => `${name}=1&${text}`),
      edited((text) => `${text}&%${name.charCodeAt(0).toString(16)}${name.slice(1)}=1`),
    ])
      expect(await failure(receiveWebhook(account, twice))).toMatchObject({
        code: 'BODY_INVALID',
        message: expect.stringContaining(`the field ${name} occurs twice`),
      })
  })

  it.each([
    ['a field more', 'SIGNATURE_INVALID', edited((text) => `${text}&colour=red`)],
    ['a field more that every object has', 'SIGNATURE_INVALID', edited((text) => `${text}&constructor=red`)],
    ['a field that would be a prototype', 'BODY_INVALID', edited((text) => `${text}&__proto__=red`)],
    ['that field, escaped', 'BODY_INVALID', edited((text) => `${text}&%5f_proto__=`)],
    ['sign twice', 'BODY_INVALID', edited((text) => `${text}&sign=1`)],
    ['no sign', 'SIGNATURE_MISSING', edited((text) => text.replace(/&sign=[^&]*/, ''))],
    ['an empty sign', 'SIGNATURE_MISSING', edited((text) => text.replace(/&sign=[^&]*/, '&sign='))],
    [
      'a sign whose plus signs became blanks',
      'SIGNATURE_INVALID',
      edited((text) => text.replace(/&sign=[^&]*/, (found) => found.replaceAll('%2B', '+'))),
    ],
    ['the merchant’s own signature', 'SIGNATURE_INVALID', notification({}, { privateKey: merchantPem })],
    ['a signature that covers sign_type', 'SIGNATURE_INVALID', notification({}, { keepsSignType: true })],
    ['RSA in place of RSA2', 'SIGNATURE_INVALID', notification({}, { signType: 'RSA', hash: 'RSA' })],
    ['the name RSA over a right signature', 'SIGNATURE_INVALID', notification({}, { signType: 'RSA' })],
    ['SHA-1 under the name RSA2', 'SIGNATURE_INVALID', notification({}, { hash: 'RSA' })],
    ['no sign_type', 'SIGNATURE_INVALID', notification({}, { signType: null })],
    ['an empty sign_type', 'SIGNATURE_INVALID', notification({}, { signType: '' })],
    ['values decoded twice', 'SIGNATURE_INVALID', edited((text) => text.replace('100%25', '100+'))],
    [
      'JSON',
      'SIGNATURE_MISSING',
      { headers: {}, body: new Uint8Array(Buffer.from('{"trade_status":"TRADE_SUCCESS"}')) },
    ],
    ['nothing', 'SIGNATURE_MISSING', { headers: {}, body: new Uint8Array() }],
    ['a half escape', 'BODY_INVALID', edited((text) => `${text}&x=%E4%B`)],
    ['bytes that are not UTF-8', 'BODY_INVALID', { headers: {}, body: Uint8Array.of(97, 61, 0xff) }],
    ['more than 200 fields', 'BODY_INVALID', edited((text) => text + '&x'.repeat(200))],
    ['more than a megabyte', 'BODY_INVALID', edited((text) => `${text}&x=${'x'.repeat(1_048_576)}`)],
    ['another app', 'WEBHOOK_NOT_OURS', notification({ app_id: '2021000000000000' })],
    ['no app', 'WEBHOOK_NOT_OURS', notification({ app_id: undefined })],
    ['another seller', 'WEBHOOK_NOT_OURS', notification({ seller_id: '2088000000000000' })],
    ['an undocumented state', 'BODY_INVALID', notification({ trade_status: 'TRADE_PENDING' })],
    ['a state that every object has', 'BODY_INVALID', notification({ trade_status: 'constructor' })],
    ['no order', 'BODY_INVALID', notification({ out_trade_no: undefined })],
    ['an amount with three decimals', 'BODY_INVALID', notification({ total_amount: '25.005' })],
    ['a negative refund', 'BODY_INVALID', notification({ refund_fee: '-1.00', gmt_refund: '2026-03-04 12:00:00' })],
    ['a time that is none', 'BODY_INVALID', notification({ gmt_payment: 'soon' })],
    ['an amount that no number holds', 'BODY_INVALID', notification({ total_amount: '99999999999999999.00' })],
  ])('with %s: %s', async (_name, code, incoming) =>
    expect(await failure(receiveWebhook(account, incoming))).toMatchObject({ code, outcome: 'not-sent' }),
  )

  it.each([
    ['a sign_type', 'sign=x&sign_type=%0AINFO%20paid'],
    ['a charset', 'sign=x&sign_type=RSA2&charset=%0AINFO%20paid'],
    ['a repeated field', '%0AINFO%20paid=1&%0AINFO%20paid=2'],
  ])('with %s that would write a line of its own into a log', async (_name, text) => {
    const { message } = await failure(receiveWebhook(account, { headers: {}, body: Buffer.from(text) }))
    expect(message).toContain(' INFO paid')
    expect(message).not.toContain('\nINFO')
  })

  it('in a charset that is neither UTF-8 nor GBK', async () => {
    const error = await failure(receive({ charset: 'ISO-8859-1' }))
    expect(error).toMatchObject({ code: 'BODY_INVALID', outcome: 'not-sent' })
    expect(error.message).toContain('charset ISO-8859-1')
  })

  it('in GBK under the name of UTF-8', async () => {
    expect(await failure(receive({}, { encode: gbk }))).toMatchObject({ code: 'BODY_INVALID', outcome: 'not-sent' })
  })

  it('after a framework has parsed it', async () => {
    for (const body of [paidFields, 'a=b', undefined])
      expect(await codeOf(receiveWebhook(account, { headers: {}, body } as never))).toBe('CONFIG_INVALID')
  })

  it('with one byte changed anywhere', async () => {
    const { headers, body } = notification()
    const right = (await receiveWebhook(account, { headers, body })).raw
    await fc.assert(
      fc.asyncProperty(fc.nat(body.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const changed = Uint8Array.from(body, (byte, index) => (index === at ? byte ^ change : byte))
        const told = await receiveWebhook(account, { headers, body: changed }).then(
          (event) => event.raw,
          (error) => error,
        )
        if (told instanceof Error) expect(told).toMatchObject({ outcome: 'not-sent' })
        // The name of an empty field, or the case of an escape.
        else expect(told).toEqual(right)
      }),
      { numRuns: 400 },
    )
  })
})

describe('a notification is', () => {
  const common = { provider: 'alipay', orderId: 'T_1001', paymentId: paidFields.trade_no }
  const base = paidFields.notify_id

  it('a payment, in every way that a framework hands it over', async () => {
    const { headers, body } = notification()
    const event = {
      ...common,
      // The same for TRADE_FINISHED, months later, so that nothing is delivered twice.
      id: `paid/${paidFields.trade_no}`,
      type: 'payment.paid',
      amount: yuan(2500),
      finished: false,
      paidAt: new Date('2026-03-04T03:59:30Z'),
    }
    expect(await receiveWebhook(account, { headers, body })).toMatchObject(event)
    expect(await receiveWebhook(account, { headers: new Headers(headers), body: Buffer.from(body) })).toMatchObject(
      event,
    )
    const request = new Request('https://shop.example/notify', { method: 'POST', headers, body: new Uint8Array(body) })
    expect(await receiveWebhook(account, request)).toMatchObject(event)
    expect((await receive()).raw).toMatchObject({
      subject: paidFields.subject,
      fund_bill_list: paidFields.fund_bill_list,
    })
  })

  it('the same event each time it is delivered', async () => {
    const again = await receive({ notify_time: '2026-03-05 01:00:00' })
    expect(again.id).toBe((await receive()).id)
  })

  it('received without a private key, in certificate mode, and without a seller', async () => {
    const { type } = await receiveWebhook(
      alipay({ appId, alipayPublicKey: alipayPem, clock }),
      notification({ seller_id: '2088000000000000' }),
    )
    expect(type).toBe('payment.paid')
    expect((await receiveWebhook(accountOf({ certificate: true, encrypted: true }), notification())).type).toBe(
      'payment.paid',
    )
  })

  it.each([
    [
      'waiting',
      { trade_status: 'WAIT_BUYER_PAY', gmt_payment: undefined },
      { type: 'payment.pending', amount: yuan(2500) },
    ],
    [
      'closed unpaid',
      { trade_status: 'TRADE_CLOSED', gmt_payment: undefined, gmt_close: '2026-03-04 12:00:00' },
      { type: 'payment.closed', amount: yuan(2500) },
    ],
    [
      'closed, with a refund of nothing',
      { trade_status: 'TRADE_CLOSED', refund_fee: '0.00', gmt_close: '2026-03-04 12:00:00' },
      { type: 'payment.closed' },
    ],
    ['finished', { trade_status: 'TRADE_FINISHED' }, { type: 'payment.paid', finished: true }],
    [
      'of a payment, with a refund of nothing',
      { refund_fee: '0.00' },
      { type: 'payment.paid', id: 'paid/2026030422001400000000000001' },
    ],
    [
      'with what the shop sent along, and who paid how much',
      { passback_params: encodeURIComponent('{"user":1}'), buyer_pay_amount: '24.00' },
      { type: 'payment.paid', passbackParams: '{"user":1}', payerId: '2088102534368455', payerAmount: yuan(2400) },
    ],
    [
      'of a payer’s code, with what the shop sent along',
      { passback_params: 'shroff%3Abarcode%3Bshelf%3D7' },
      { type: 'payment.paid', channel: 'barcode', passbackParams: 'shelf=7' },
    ],
    ['of a face', { passback_params: 'shroff%3Aface' }, { type: 'payment.paid', channel: 'face' }],
    [
      'of the newer kind, that knows its payer by open id',
      { buyer_open_id: 'o-1', buyer_id: undefined },
      { payerId: 'o-1' },
    ],
    [
      'a partial refund',
      { refund_fee: '5.00', gmt_refund: '2026-03-04 12:00:01.234', out_biz_no: 'R_1' },
      {
        type: 'refund.succeeded',
        id: `${base}/TRADE_SUCCESS/R_1`,
        refundId: 'R_1',
        orderAmount: yuan(2500),
        refundedAmount: yuan(500),
        succeededAt: new Date('2026-03-04T04:00:01.234Z'),
      },
    ],
    [
      'the second partial refund of it, cumulative',
      { refund_fee: '12.00', gmt_refund: '2026-03-04 12:00:02.5', out_biz_no: 'R_2' },
      {
        type: 'refund.succeeded',
        refundId: 'R_2',
        refundedAmount: yuan(1200),
        succeededAt: new Date('2026-03-04T04:00:02.500Z'),
      },
    ],
    [
      'a full refund without a number of its own',
      {
        trade_status: 'TRADE_CLOSED',
        refund_fee: '25.00',
        gmt_refund: '2026-03-04 12:00:01',
        gmt_close: '2026-03-04 12:00:01',
      },
      { type: 'refund.succeeded', refundId: 'T_1001', refundedAmount: yuan(2500) },
    ],
    [
      'a refund that does not say when',
      { trade_status: 'TRADE_CLOSED', refund_fee: '25.00', gmt_close: '2026-03-04 12:00:01' },
      { type: 'refund.succeeded', refundedAmount: yuan(2500) },
    ],
  ])('%s', async (_name, fields, event) => expect(await receive(fields)).toMatchObject({ ...common, ...event }))

  it('something else', async () => {
    const event = await receive({ notify_type: 'dut_user_sign', trade_status: undefined, out_trade_no: undefined })
    expect(event).toMatchObject({ type: 'other', name: 'dut_user_sign', id: base, provider: 'alipay' })
    expect(await receive({ notify_type: undefined, notify_id: undefined })).toMatchObject({
      type: 'other',
      name: '',
      id: '',
    })
  })

  it.each([
    ['refund window over', { trade_status: 'TRADE_FINISHED', refund_fee: '5.00', gmt_refund: '2026-03-04 12:00:00' }],
    ['a split, or a refund whose amount is not told', { out_biz_no: 'R_1' }],
    ['a refund without its amount', { gmt_refund: '2026-03-04 12:00:01' }],
  ])('no payment where it speaks of money going back: %s', async (_name, fields) => {
    expect(await receive(fields)).toMatchObject({ type: 'other', name: 'trade_status_sync' })
  })

  it('read in GBK where its signed charset says so, over the bytes as they came', async () => {
    const event = await receive({ charset: 'GBK', subject: '乌龙茶' }, { encode: gbk })
    expect(event).toMatchObject({ type: 'payment.paid', raw: { subject: '乌龙茶', charset: 'GBK' } })
    // Two bytes of GBK that are UTF-8 as well are not read as UTF-8.
    const twoWays = await receiveWebhook(account, notification({ charset: 'GBK', subject: 'é' }))
    expect((twoWays.raw as { subject: string }).subject).toBe('茅')
  })

  it('read once: no value is decoded twice or trimmed', async () => {
    const subject = ' a%20b &amp; c+d%2B '
    expect((await receive({ subject })).raw).toMatchObject({ subject })
  })

  it('without its empty fields, which nobody has signed', async () => {
    const added = edited((text) => `${text}&out_biz_no=&gmt_refund=&seller_email`)
    expect(await receiveWebhook(account, added)).toEqual(await receive())
    expect((await receive()).raw).not.toHaveProperty('body')
  })
})

it('acknowledge says the literal word', async () => {
  const received = await acknowledge(account, 'received')
  expect([received.status, await received.text(), received.headers.get('content-type')]).toEqual([
    200,
    'success',
    'text/plain',
  ])
  expect(await (await acknowledge(account, 'again')).text()).not.toMatch(/^\s*success\s*$/)
})
