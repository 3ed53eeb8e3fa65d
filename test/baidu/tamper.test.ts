import fc from 'fast-check'
import { createClient, type ErrorCode, type WireReply } from 'shroff'
import { baiduWebhooks, createPayment, getPayment, receiveWebhook } from 'shroff/baidu'
import { describe, expect, it } from 'vitest'
import { type Fields, rsaSign, sealNotice, sealReply } from '../oracle/baidu/wire.js'
import { accountOf, done, merchant, paidNotice, platform, tea, token } from '../support/baidu.js'
import { codeOf, failure } from '../support/failure.js'

const bytes = (text: string) => new Uint8Array(Buffer.from(text))

const receive = (fields: Fields, key = platform.privateKey) => receiveWebhook(accountOf(), sealNotice(fields, key))
const posted = (fields: Fields) =>
  receiveWebhook(accountOf(), { headers: {}, body: bytes(new URLSearchParams(fields).toString()) })
const signed = { ...paidNotice, rsaSign: rsaSign(paidNotice, platform.privateKey) }

describe('a notice, taken', () => {
  it.each<[string, Fields]>([
    ['as it is', paidNotice],
    ['with fields that nobody knows', { ...paidNotice, newField: 'a=b', Upper: '茶' }],
    ['with a text that has an ampersand in it', { ...paidNotice, returnData: '{"a":"tea & cake=2"}' }],
  ])('%s', async (_, fields) => expect(await receive(fields)).toMatchObject({ type: 'payment.paid', orderId: 'T1001' }))

  it('with the plus signs of its signature decoded twice', async () => {
    const plus = Array.from({ length: 40 }, (_, count) => ({
      ...paidNotice,
      orderId: String(81_341_494_729_000 + count),
    }))
      .map((fields) => ({ ...fields, rsaSign: rsaSign(fields, platform.privateKey) }))
      .find(({ rsaSign: signature }) => signature.includes('+'))!
    expect(await posted({ ...plus, rsaSign: plus.rsaSign.replaceAll('+', ' ') })).toHaveProperty('type', 'payment.paid')
  })
})

describe('a notice, refused', () => {
  it.each<[string, ErrorCode, Fields]>([
    ['a state changed', 'SIGNATURE_INVALID', { ...signed, status: '1' }],
    ['an amount changed', 'SIGNATURE_INVALID', { ...signed, totalMoney: '1' }],
    ['an order changed', 'SIGNATURE_INVALID', { ...signed, tpOrderId: 'T1002' }],
    ['an empty field less', 'SIGNATURE_INVALID', without(signed, 'returnData')],
    ['an empty field more', 'SIGNATURE_INVALID', { ...signed, extra: '' }],
    ['a blank more', 'SIGNATURE_INVALID', { ...signed, returnData: ' ' }],
    ['its signature cut short', 'SIGNATURE_INVALID', { ...signed, rsaSign: signed.rsaSign.slice(0, -8) }],
    ['a signature that is no Base64', 'SIGNATURE_INVALID', { ...signed, rsaSign: '%%%' }],
    ['no signature', 'SIGNATURE_MISSING', without(signed, 'rsaSign')],
    ['an empty signature', 'SIGNATURE_MISSING', { ...signed, rsaSign: '' }],
    ['a signature under another name', 'SIGNATURE_MISSING', { ...without(signed, 'rsaSign'), sign: signed.rsaSign }],
  ])('%s', async (_, code, fields) => {
    expect(await failure(posted(fields))).toMatchObject({ code, outcome: 'not-sent', authentic: false })
  })

  it('of a payment without its settlement', async () =>
    expect(await codeOf(receive(without(paidNotice, 'dealId')))).toBe('WEBHOOK_NOT_OURS'))

  it('by the merchant’s own key', async () =>
    expect(await codeOf(receive(paidNotice, merchant.privateKey))).toBe('SIGNATURE_INVALID'))

  it('with a field twice, and what is no form', async () => {
    const text = new URLSearchParams(signed).toString()
    for (const body of [`${text}&status=1`, `status=1&${text}`, '\0', '%ff=1&rsaSign=x'])
      expect(await codeOf(receiveWebhook(accountOf(), { headers: {}, body: bytes(body) }))).toMatch(
        /^(BODY_INVALID|SIGNATURE_MISSING)$/,
      )
  })

  it('with a field moved into its neighbour’s value, though the signature fits', async () => {
    const { promoMoney, ...rest } = paidNotice
    const folded = { ...rest, promoDetail: `&promoMoney=${promoMoney}` }
    const error = await failure(posted({ ...folded, rsaSign: signed.rsaSign }))
    expect(error).toMatchObject({ code: 'MESSAGE_AMBIGUOUS', authentic: false })
    const named = { ...without(rest, 'promoDetail'), 'promoDetail=&promoMoney': promoMoney! }
    expect(await codeOf(posted({ ...named, rsaSign: signed.rsaSign }))).toBe('MESSAGE_AMBIGUOUS')
  })

  it('with any one byte changed, or tells what it told', async () => {
    const text = new URLSearchParams(signed).toString()
    const told = await posted(signed)
    await fc.assert(
      fc.asyncProperty(fc.nat(text.length - 1), fc.integer({ min: 0x20, max: 0x7e }), async (at, code) => {
        const changed = text.slice(0, at) + String.fromCharCode(code) + text.slice(at + 1)
        const end = await receiveWebhook(accountOf(), { headers: {}, body: bytes(changed) }).catch((error) => error)
        if (end instanceof Error) expect(end).toHaveProperty('authentic', false)
        else expect(end).toEqual(told)
      }),
      { numRuns: 200 },
    )
  })
})

describe('what returns to the shop in a notice', () => {
  it('cannot hold a field of Baidu’s', async () => {
    const client = createClient({ account: accountOf(), transport: async () => sealReply(done({})) })
    for (const returnData of [{ a: 'x&status=2' }, { '&tpOrderId=': 'T1' }])
      expect(await codeOf(createPayment(client, { ...tea, returnData }))).toBe('PARAMETERS_INVALID')
    expect(await createPayment(client, { ...tea, returnData: { a: 'x & y=2' } })).toHaveProperty('status', 'pending')
  })
})

describe('whose a notice is', () => {
  it('is told by its settlement, and of a refund by its key alone', () => {
    const { claims } = baiduWebhooks(accountOf())
    const of = (fields: Fields) => claims({ headers: {}, body: bytes(new URLSearchParams(fields).toString()) })
    expect(of(signed)).toBe(true)
    expect(of({ ...signed, dealId: '1' })).toBe(false)
    expect(of({ orderId: '1', refundBatchId: '2', rsaSign: 'x' })).toBe(undefined)
    expect(of({ out_trade_no: '1' })).toBe(false)
    expect(claims({ headers: {}, body: new Uint8Array([0xff]) })).toBe(false)
  })
})

describe('an answer that nobody signs', () => {
  const ask = (reply: WireReply) => {
    const transport = async ({ url }: { url: string }) =>
      url.includes('/oauth/') ? sealReply({ access_token: token, expires_in: 3600 }) : reply
    return getPayment(createClient({ account: accountOf(), transport, retry: { attempts: 1 } }), { orderId: 'T1001' })
  }
  const order = { tpOrderId: 'T1001', orderId: 81341494729172, status: 2, totalMoney: 2500, userId: 3391629990 }

  it.each<[string, object]>([
    ['as it is', done(order)],
    ['with its numbers as text', done({ ...order, orderId: '81341494729172', status: '2', totalMoney: '2500' })],
    ['with error_code 0 beside errno', { ...done(order), error_code: 0, error_msg: '' }],
    ['with errno as text', { errno: '0', data: order }],
  ])('is taken %s', async (_, answer) =>
    expect(await ask(sealReply(answer))).toMatchObject({
      status: 'paid',
      paymentId: '81341494729172',
      payerId: '3391629990',
    }),
  )

  it.each<[string, string, WireReply]>([
    ['of another order', 'REPLY_MISMATCH', sealReply(done({ ...order, tpOrderId: 'T1002' }))],
    ['without a code', 'PROVIDER_ERROR', sealReply({ data: order })],
    ['with a code of the gateway’s', 'NOT_PERMITTED', sealReply({ ...done(order), error_code: 6 })],
    ['without an amount', 'BODY_INVALID', sealReply(done({ ...order, totalMoney: undefined }))],
    ['with a fraction of a fen', 'BODY_INVALID', sealReply(done({ ...order, totalMoney: 25.5 }))],
    ['in a state that nobody has documented', 'BODY_INVALID', sealReply(done({ ...order, status: 7 }))],
    ['that is null', 'BODY_INVALID', sealReply(done(null))],
    ['that is a list', 'PROVIDER_ERROR', sealReply([])],
    ['that is a page', 'PROVIDER_ERROR', { status: 200, headers: {}, body: bytes('<html>') }],
    ['of status 502', 'PROVIDER_UNAVAILABLE', sealReply(done(order), 502)],
  ])('is refused %s', async (_, code, reply) => {
    const error = await failure(ask(reply))
    expect(error).toMatchObject({ code, authentic: false })
  })
})

function without(fields: Fields, name: string): Fields {
  const { [name]: _, ...rest } = fields
  return rest
}
