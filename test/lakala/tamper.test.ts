import fc from 'fast-check'
import { createClient, type WireReply } from 'shroff'
import {
  callProvider,
  createPayment,
  getPayment,
  getRefund,
  type LakalaOptions,
  receiveWebhook,
  refundPayment,
} from 'shroff/lakala'
import { sm } from 'shroff/sm'
import { describe, expect, it } from 'vitest'
import { fiveLines, sealNotice, signed, sm4 } from '../oracle/lakala/wire.js'
import { codeOf, failure } from '../support/failure.js'
import { accountOf, merchantId, openLakala, saying, seal, tea } from '../support/lakala.js'
import { noon } from '../support/noon.js'
import { rsa2048 } from '../vectors/crypto.js'
import { demo } from '../vectors/lakala.js'

const seconds = String(noon.getTime() / 1000)
const payment = {
  merchant_no: merchantId,
  out_trade_no: 'T1001',
  trade_no: '2026030466200819100678',
  trade_main_type: 'PREORDER',
  trade_state: 'CREATE',
  total_amount: '2500',
}
const of = (change: object) => JSON.stringify(saying({ ...payment, ...change }))
const answer = (body = of({}), more: Parameters<typeof seal>[1] = {}) => seal(body, more)
const bytes = (text: string) => new Uint8Array(Buffer.from(text))
const clientOf = (reply: WireReply, more: Partial<LakalaOptions> = {}) =>
  createClient({ account: accountOf(more), transport: async () => reply, retry: { attempts: 1 } })
const ask = (reply: WireReply) => getPayment(clientOf(reply), { orderId: 'T1001' })
const edited = (change: (text: string) => string) => {
  const sealed = answer()
  return { ...sealed, body: bytes(change(Buffer.from(sealed.body).toString())) }
}
const withHeaders = (change: Record<string, string | undefined>, sealed = answer()) => {
  const headers = Object.entries({ ...sealed.headers, ...change }).filter(([, value]) => value !== undefined)
  return { ...sealed, headers: Object.fromEntries(headers) as Record<string, string> }
}
const unsigned = (body: object, status = 200): WireReply => ({ status, headers: {}, body: bytes(JSON.stringify(body)) })

describe('an answer, taken', () => {
  it.each([
    ['as it is', answer()],
    ['with its headers in quotes', answer(of({}), { quoted: true })],
    ['written with blanks', answer(JSON.stringify(saying(payment), null, 4))],
    ['with the other code of a success', answer(JSON.stringify(saying(payment, '000000')))],
    ['with members that nobody knows', answer(of({ x: { y: [1, null] } }))],
    ['with amounts as numbers', answer(of({ total_amount: 2500, payer_amount: 2400 }))],
    ['with amounts that are empty', answer(of({ acc_discount_amount: '', payer_amount: '' }))],
    ['under the serial without its zeros', answer(of({}), { serial: 'dfba8194c41b84cf' })],
    ['under the serial in capitals, with more zeros', answer(of({}), { serial: '0000DFBA8194C41B84CF' })],
  ])('%s', async (_, reply) => expect((await ask(reply)).status).toBe('pending'))
})

describe('an answer, refused', () => {
  it.each([
    ['a state changed', 'SIGNATURE_INVALID', edited((text) => text.replace('CREATE', 'SUCCESS'))],
    ['a line feed more', 'SIGNATURE_INVALID', edited((text) => `${text}\n`)],
    ['written again', 'SIGNATURE_INVALID', edited((text) => JSON.stringify(JSON.parse(text), null, 1))],
    ['by somebody else’s key', 'SIGNATURE_INVALID', answer(of({}), { privateKey: rsa2048.privateKey })],
    ['under another serial', 'KEY_UNKNOWN', answer(of({}), { serial: '01745381C327' })],
    ['under no serial', 'SIGNATURE_MISSING', withHeaders({ 'lklapi-serial': undefined })],
    ['without its signature, a success', 'SIGNATURE_MISSING', withHeaders({ 'lklapi-signature': undefined })],
    ['without a time', 'SIGNATURE_MISSING', withHeaders({ 'lklapi-timestamp': undefined })],
    ['without a nonce', 'SIGNATURE_MISSING', withHeaders({ 'lklapi-nonce': '' })],
    ['with another time', 'SIGNATURE_INVALID', withHeaders({ 'lklapi-timestamp': String(Number(seconds) + 1) })],
    ['with another nonce', 'SIGNATURE_INVALID', withHeaders({ 'lklapi-nonce': 'x' })],
    ['for another app, by its header', 'SIGNATURE_INVALID', withHeaders({ 'lklapi-appid': 'OP00000004' })],
    ['for another app, rightly signed', 'REPLY_MISMATCH', answer(of({}), { appId: 'OP00000004' })],
    ['from an hour ago', 'TIMESTAMP_OUT_OF_WINDOW', answer(of({}), { timestamp: String(Number(seconds) - 3600) })],
    ['with the signature twice', 'SIGNATURE_INVALID', withHeaders({ 'lklapi-signature': 'AAAA, AAAA' })],
    ['an HTML page', 'BODY_INVALID', { status: 200, headers: {}, body: bytes('<html>') }],
    ['an HTML page with 502', 'PROVIDER_UNAVAILABLE', { status: 502, headers: {}, body: bytes('<html>') }],
    ['empty', 'BODY_INVALID', { status: 200, headers: {}, body: bytes('') }],
    ['signed, but with another status', 'PROVIDER_ERROR', { ...answer(), status: 202 }],
    ['without a code', 'PROVIDER_ERROR', answer(JSON.stringify({ msg: '成功', resp_data: payment }))],
    ['about another order', 'REPLY_MISMATCH', answer(of({ out_trade_no: 'T1002' }))],
    ['about another merchant', 'REPLY_MISMATCH', answer(of({ merchant_no: '822290059430BCY' }))],
    // Numbers of refunds and of revocations are in the same list as those of orders.
    ['about a refund', 'REPLY_MISMATCH', answer(of({ trade_main_type: 'REFUND', trade_state: 'SUCCESS' }))],
    ['about a revocation', 'REPLY_MISMATCH', answer(of({ trade_main_type: 'CANCEL', trade_state: 'SUCCESS' }))],
    ['paid, without an amount', 'BODY_INVALID', answer(of({ trade_state: 'SUCCESS', total_amount: '' }))],
    ['with an amount that is none', 'BODY_INVALID', answer(of({ total_amount: '25.00' }))],
    ['with an amount below zero', 'BODY_INVALID', answer(of({ total_amount: -1 }))],
    ['in a state that is none', 'BODY_INVALID', answer(of({ trade_state: 'toString' }))],
    // "Found" is all that its code says.
    ['found, without a state', 'BODY_INVALID', answer(of({ trade_state: undefined }))],
  ] as const)('%s: %s', async (_, code, reply) => {
    const error = await failure(ask(reply))
    expect(error).toMatchObject({ code, outcome: 'unknown' })
    expect(error.authentic ?? false).toBe(
      code === 'REPLY_MISMATCH' ||
        (code === 'PROVIDER_ERROR' && error.status === undefined) ||
        /is not documented|not as documented/.test(error.message),
    )
  })

  it('whatever byte of it was changed', async () => {
    const sealed = answer()
    await fc.assert(
      fc.asyncProperty(fc.nat(sealed.body.length - 1), fc.integer({ min: 1, max: 255 }), async (at, by) => {
        const body = sealed.body.map((byte, place) => (place === at ? byte ^ by : byte))
        expect(await codeOf(ask({ ...sealed, body }))).toMatch(/^(SIGNATURE_INVALID|BODY_INVALID)$/)
      }),
    )
  })

  // No address is signed: a good answer to one call must not pass for one to another.
  it('to another kind of call', async () => {
    const five = { currency: 'CNY', value: 500 } as const
    const queried = of({ trade_state: 'SUCCESS' })
    const refund = refundPayment(clientOf(answer(queried)), { orderId: 'T1001', refundId: 'R1', amount: five })
    expect((await failure(refund)).outcome).toBe('unknown')
    expect((await failure(getRefund(clientOf(answer(queried)), { refundId: 'T1001' }))).code).toBe('BODY_INVALID')
    const placed = createPayment(clientOf(answer(queried)), { ...tea, channel: 'qr', wallet: 'alipay' })
    expect((await failure(placed)).code).toBe('BODY_INVALID')
    const ordered = answer(of({ trade_main_type: undefined, trade_state: undefined, total_amount: undefined }))
    const { notifyUrl: _, ...sale } = tea
    const charged = createPayment(clientOf(ordered), { ...sale, channel: 'barcode', payerCode: '281234567890123456' })
    expect(await failure(charged)).toMatchObject({ code: 'REPLY_MISMATCH', outcome: 'unknown' })
  })
})

describe('a refusal that nobody signed', () => {
  const five = { currency: 'CNY', value: 500 } as const
  const refund = (reply: WireReply) =>
    refundPayment(clientOf(reply), { orderId: 'T1001', refundId: 'R1', amount: five })

  it.each([
    ['GW0004', 'NOT_PERMITTED', 'rejected'],
    ['GW0001', 'NOT_PERMITTED', 'rejected'],
    ['BBS11200', 'SIGNATURE_REFUSED', 'rejected'],
    // Of the business: nobody vouches for it.
    ['BBS11000', 'PROVIDER_ERROR', 'unknown'],
    ['BBS16111', 'PROVIDER_ERROR', 'unknown'],
    ['BBS10000', 'PROVIDER_ERROR', 'unknown'],
    ['710033', 'PROVIDER_ERROR', 'unknown'],
  ])('%s: %s, %s, whatever its status', async (code, ours, outcome) => {
    for (const status of [200, 400, 401, 403]) {
      const error = await failure(refund(unsigned({ code, message: '原因' }, status)))
      expect(error).toMatchObject({
        code: ours,
        outcome,
        providerCode: code,
        providerMessage: '原因',
        authentic: false,
      })
    }
    expect(await failure(refund(unsigned({ code, message: 'x' }, 500)))).toMatchObject({ outcome: 'unknown' })
  })

  it('in the words of version 2, and of the business', async () => {
    for (const body of [
      { retCode: 'GW0004', retMsg: '原因' },
      { code: 'GW0004', msg: '原因' },
    ])
      expect(await failure(refund(unsigned(body)))).toMatchObject({ providerCode: 'GW0004', providerMessage: '原因' })
  })

  it('is never a success, nor an order that is not there', async () => {
    expect(await codeOf(ask(unsigned(saying(payment))))).toBe('SIGNATURE_MISSING')
    const missing = await failure(ask(unsigned({ code: 'BBS11114', message: '订单未支付' })))
    expect(missing).toMatchObject({ code: 'PROVIDER_ERROR', outcome: 'unknown', authentic: false })
  })
})

describe('a body that is encrypted', () => {
  const bodyKey = 'uIj6CPg1GZAY10dXFfsEAQ=='
  const placed = {
    merchant_no: merchantId,
    out_trade_no: 'T1001',
    trade_no: '2026030466200819100678',
    acc_resp_fields: { code: 'https://qr.example/1' },
  }
  const json = JSON.stringify(saying(placed))
  const place = (reply: WireReply, more: Partial<LakalaOptions> = { bodyKey, sm }) =>
    createPayment(clientOf(reply, more), { ...tea, channel: 'qr', wallet: 'alipay' })

  it('is opened once its signature is, over the ciphertext; plain JSON is taken too', async () => {
    for (const body of [sm4(json, bodyKey), json])
      expect(await place(answer(body))).toMatchObject({ nextAction: { content: 'https://qr.example/1' } })
  })

  it.each([
    ['a byte of the ciphertext changed', 'SIGNATURE_INVALID', edited((text) => text.replace('{', '['))],
    ['signed over what it says in the clear', 'SIGNATURE_INVALID', crossed(json, sm4(json, bodyKey))],
    ['by another key', 'DECRYPTION_FAILED', answer(sm4(json, 'AAAAAAAAAAAAAAAAAAAAAA=='))],
    ['that is none', 'DECRYPTION_FAILED', answer('not Base64')],
    ['in half a block', 'DECRYPTION_FAILED', answer(Buffer.from('half').toString('base64'))],
    ['of something else', 'BODY_INVALID', answer(sm4('hello', bodyKey))],
  ] as const)('%s: %s', async (_, code, reply) => {
    const error = await failure(place(reply))
    expect(error).toMatchObject({ code, outcome: 'unknown', authentic: code !== 'SIGNATURE_INVALID' })
    expect(error.message).not.toContain(bodyKey)
  })

  // Whatever the message says: a key that is not configured opens nothing, and what was not asked for so is not read so.
  it('for an account without a key is refused, rightly signed or not', async () => {
    expect(await codeOf(place(answer(sm4(json, bodyKey)), {}))).toBe('BODY_INVALID')
    expect(await codeOf(ask(answer(sm4(of({}), bodyKey))))).toBe('BODY_INVALID')
    const withKey = clientOf(answer(sm4(of({}), bodyKey)), { bodyKey, sm })
    expect(await codeOf(getPayment(withKey, { orderId: 'T1001' }))).toBe('BODY_INVALID')
    const told = sealNotice({ privateKey: demo.privateKey, timestamp: seconds, body: sm4(of({}), bodyKey) })
    expect(await codeOf(receiveWebhook(accountOf({ bodyKey, sm }), told))).toBe('BODY_INVALID')
  })

  it('is not sent by an account without a key', async () => {
    const { client, sent } = openLakala(saying({}))
    const path = '/api/v3/labs/trans/preorder_encry'
    const error = await failure(callProvider(client, { path, body: {} }))
    expect(error).toMatchObject({
      code: 'CONFIG_INVALID',
      outcome: 'not-sent',
      next: expect.stringContaining('bodyKey'),
    })
    expect(sent).toEqual([])
  })
})

/** A body under the signature of another. */
function crossed(signedBody: string, body: string): WireReply {
  const { headers } = answer(signedBody)
  return { status: 200, headers, body: bytes(body) }
}

describe('a notification', () => {
  const body = JSON.stringify({
    ...payment,
    trade_main_type: undefined,
    trade_state: undefined,
    trade_status: 'SUCCESS',
  })
  const told = (more: Partial<Parameters<typeof sealNotice>[0]> = {}) =>
    sealNotice({ privateKey: demo.privateKey, timestamp: seconds, body, ...more })
  const receive = (incoming: Parameters<typeof receiveWebhook>[1]) => receiveWebhook(accountOf(), incoming)
  const under = (authorization: string, incoming = told()) => ({ ...incoming, headers: { authorization } })

  it('is taken from whenever it is, with blanks and line feeds between its members, in any order', async () => {
    for (const timestamp of ['1630905585', seconds, '4102444800'])
      expect((await receive(told({ timestamp }))).type).toBe('payment.paid')
    for (const between of [', ', ',\n', ',\r\n\t']) {
      const incoming = sealNotice({ privateKey: demo.privateKey, timestamp: seconds, body }, between)
      expect((await receive(incoming)).type).toBe('payment.paid')
    }
    const [scheme, list] = told().headers.authorization.split(' ')
    expect((await receive(under(`${scheme} ${list!.split(',').reverse().join(',')}`))).type).toBe('payment.paid')
  })

  it.each([
    ['no header', ''],
    ['another scheme', told().headers.authorization.replace('LKLAPI-SHA256withRSA', 'LKLAPI-SM2withSM3')],
    ['a member twice', `${told().headers.authorization},timestamp="1"`],
    ['no time', told().headers.authorization.replace(/timestamp="\d+",/, '')],
    ['a time that is none', told().headers.authorization.replace(/timestamp="\d+"/, 'timestamp="OP00000003"')],
    ['no nonce', told().headers.authorization.replace(/nonce_str="\d+"/, 'nonce_str=""')],
    ['no signature', told().headers.authorization.replace(/,signature=.*/, '')],
    ['words behind it', `${told().headers.authorization} x`],
  ])('with %s is refused', async (_, authorization) => {
    expect(await codeOf(receive(under(authorization)))).toBe('SIGNATURE_MISSING')
  })

  // Answers and notifications may be signed by one key: no piece of one passes for the other.
  it('is not an answer in another dress, nor the other way round', async () => {
    const { appId, serial } = demo
    const signature = signed(fiveLines(appId, serial, seconds, 'nonce', body), demo.privateKey)
    const rest = bytes(`${seconds}\nnonce\n${body}`)
    const dressed = `LKLAPI-SHA256withRSA timestamp="${appId}",nonce_str="${serial}",signature="${signature}"`
    expect(
      await codeOf(receive({ ...told(), headers: { ...told().headers, authorization: dressed }, body: rest })),
    ).toBe('SIGNATURE_MISSING')
    const notice = told()
    const members = /timestamp="(\d+)",nonce_str="(\d+)",signature="([^"]+)"/.exec(notice.headers.authorization)!
    const asAnswer = {
      status: 200,
      headers: {
        'lklapi-appid': members[1]!,
        'lklapi-serial': members[2]!,
        'lklapi-timestamp': seconds,
        'lklapi-nonce': 'x',
        'lklapi-signature': members[3]!,
      },
      body: notice.body,
    }
    expect(await codeOf(ask(asAnswer))).toBe('KEY_UNKNOWN')
  })

  it('for another merchant is not ours, though it is genuine', async () => {
    const other = told({ body: body.replace(merchantId, '822290059430BCY') })
    expect(await failure(receive(other))).toMatchObject({
      code: 'WEBHOOK_NOT_OURS',
      authentic: true,
      message: expect.stringContaining('its merchant is 822290059430BCY'),
    })
    for (const text of ['{}', '[]', 'null', '1'])
      expect(await codeOf(receive(told({ body: text })))).toBe('WEBHOOK_NOT_OURS')
  })
})
