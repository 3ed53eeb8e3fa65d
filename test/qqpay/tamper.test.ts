import fc from 'fast-check'
import { createClient, type ErrorCode, type WireReply } from 'shroff'
import { createPayment, getPayment, receiveWebhook } from 'shroff/qqpay'
import { describe, expect, it } from 'vitest'
import { type Fields, sealNotice, sealReply, signOf, writeXml } from '../oracle/qqpay/wire.js'
import { codeOf, failure } from '../support/failure.js'
import { accountOf, apiKey, appKey, facts, paidTea, tea } from '../support/qqpay.js'

const clientOf = (reply: WireReply) =>
  createClient({ account: accountOf(), transport: async () => reply, retry: { attempts: 1 } })
const ask = (reply: WireReply) => getPayment(clientOf(reply), { orderId: 'T1001' })
const bytes = (text: string) => new Uint8Array(Buffer.from(text))
const edited = (change: (text: string) => string, sealed = sealReply(facts, paidTea)) => ({
  ...sealed,
  body: bytes(change(Buffer.from(sealed.body).toString())),
})
const without = (...names: string[]): Fields => {
  const left = Object.entries(paidTea).filter(([name]) => !names.includes(name))
  return Object.fromEntries(left)
}
const raw = (text: string): WireReply => ({ status: 200, headers: {}, body: bytes(text) })

describe('an answer, taken', () => {
  it.each([
    ['as it is', sealReply(facts, paidTea)],
    ['in CDATA', sealReply(facts, paidTea, 'cdata')],
    ['with fields that nobody knows', sealReply(facts, { ...paidTea, new_field: 'a=b&c', _x: '1' })],
    ['with fields that are empty', sealReply(facts, { ...paidTea, attach: '', coupon_fee: '' })],
    [
      'with its signature in small letters',
      edited((text) => text.replace(/<sign>(\w+)/, (whole) => whole.toLowerCase())),
    ],
    ['with blanks between its fields', edited((text) => text.replaceAll('\n<', '\n\t  <'))],
    [
      'without the optional fields',
      sealReply(facts, without('openid', 'cash_fee', 'coupon_fee', 'bank_type', 'trade_type')),
    ],
  ])('%s', async (_, reply) =>
    expect(await ask(reply)).toMatchObject({ status: 'paid', amount: { currency: 'CNY', value: 2500 } }),
  )
})

describe('an answer, refused', () => {
  it.each<[string, ErrorCode, WireReply]>([
    [
      'a state changed',
      'SIGNATURE_INVALID',
      edited((text) => text.replace('<trade_state>SUCCESS', '<trade_state>CLOSED')),
    ],
    ['an amount changed', 'SIGNATURE_INVALID', edited((text) => text.replace('2500', '2600'))],
    ['a field more', 'SIGNATURE_INVALID', edited((text) => text.replace('</xml>', '<attach>x</attach></xml>'))],
    ['a field less', 'SIGNATURE_INVALID', edited((text) => text.replace(/<openid>.*<\/openid>\n/, ''))],
    ['under the app’s key', 'SIGNATURE_INVALID', sealReply({ ...facts, apiKey: appKey }, paidTea)],
    ['without its signature, a success', 'SIGNATURE_MISSING', edited((text) => text.replace(/<sign>.*<\/sign>\n/, ''))],
    [
      'with an empty signature',
      'SIGNATURE_MISSING',
      edited((text) => text.replace(/<sign>.*<\/sign>/, '<sign></sign>')),
    ],
    ['with the signature cut short', 'SIGNATURE_INVALID', edited((text) => text.replace(/<sign>../, '<sign>'))],
    ['about another merchant', 'REPLY_MISMATCH', sealReply({ ...facts, merchantId: '1900000999' }, paidTea)],
    ['about another order', 'REPLY_MISMATCH', sealReply(facts, { ...paidTea, out_trade_no: 'T1002' })],
    ['paid, without an amount', 'BODY_INVALID', sealReply(facts, without('total_fee'))],
    ['paid, without a number', 'BODY_INVALID', sealReply(facts, without('transaction_id'))],
    ['with an amount that is none', 'BODY_INVALID', sealReply(facts, { ...paidTea, total_fee: '25.00' })],
    ['with an amount below zero', 'BODY_INVALID', sealReply(facts, { ...paidTea, total_fee: '-1' })],
    ['in another currency', 'BODY_INVALID', sealReply(facts, { ...paidTea, fee_type: 'USD' })],
    ['with a time that is none', 'BODY_INVALID', sealReply(facts, { ...paidTea, time_end: 'noon' })],
    ['an HTML page', 'BODY_INVALID', raw('<html><body>busy</body></html>')],
    ['an HTML page with 502', 'PROVIDER_UNAVAILABLE', { ...raw('<html>'), status: 502 }],
    ['empty', 'BODY_INVALID', raw('')],
    ['with a DTD', 'BODY_INVALID', edited((text) => text.replace('<xml>', '<!DOCTYPE xml [<!ENTITY e "x">]><xml>'))],
    ['with a field twice', 'BODY_INVALID', edited((text) => text.replace('</xml>', '<openid>x</openid></xml>'))],
    [
      'with fields inside of a field',
      'BODY_INVALID',
      edited((text) => text.replace('</xml>', '<a><b>1</b></a></xml>')),
    ],
    ['over the limit', 'BODY_INVALID', raw(`<xml><a>${'x'.repeat(70_000)}</a></xml>`)],
    [
      'a failure that nobody signed',
      'PROVIDER_ERROR',
      raw('<xml><return_code>FAIL</return_code><return_msg>x</return_msg></xml>'),
    ],
    [
      'a refusal that nobody signed',
      'SIGNATURE_MISSING',
      raw(
        '<xml><return_code>SUCCESS</return_code><result_code>FAIL</result_code><err_code>ORDERNOTEXIST</err_code></xml>',
      ),
    ],
  ])('%s: %s', async (_, code, reply) => {
    const error = await failure(ask(reply))
    expect(error).toMatchObject({ code, outcome: 'unknown', authentic: false })
    expect(error.message).not.toContain(apiKey)
  })

  it('whatever byte of its values was changed', async () => {
    const sealed = sealReply(facts, paidTea)
    const told = await ask(sealed)
    await fc.assert(
      fc.asyncProperty(fc.nat(sealed.body.length - 1), fc.integer({ min: 1, max: 255 }), async (at, by) => {
        const body = sealed.body.map((byte, place) => (place === at ? byte ^ by : byte))
        const end: unknown = await ask({ ...sealed, body }).catch((error: { code: string }) => error.code)
        // White space between fields, the prolog, the letters of the signature: nothing that is said.
        if (typeof end === 'object') expect({ ...end, raw: 0 }).toEqual({ ...told, raw: 0 })
        else expect(end).toMatch(/^(SIGNATURE_INVALID|SIGNATURE_MISSING|BODY_INVALID|PROVIDER_ERROR)$/)
      }),
    )
  })
})

describe('an order’s answer', () => {
  const order = (fields: Fields) => createPayment(clientOf(sealReply(facts, fields)), { channel: 'qr', ...tea })
  const prepay = {
    trade_type: 'NATIVE',
    prepay_id: '5V39f4eaf286fe3718731871b4fe96dc',
    code_url: 'https://myun.tenpay.com/x?a=1&b=2',
  }
  it('has its code, decoded', async () => {
    expect((await order(prepay)).nextAction).toEqual({ type: 'qr', content: prepay.code_url })
  })
  it.each<[string, ErrorCode, Fields]>([
    ['without its code', 'BODY_INVALID', { trade_type: 'NATIVE', prepay_id: 'x' }],
    ['without its number', 'BODY_INVALID', { trade_type: 'NATIVE', code_url: 'https://x.example' }],
    ['of another channel', 'REPLY_MISMATCH', { ...prepay, trade_type: 'APP' }],
  ])('%s is refused: %s', async (_, code, fields) => expect(await codeOf(order(fields))).toBe(code))
})

describe('a notification, refused', () => {
  const receive = (body: string) => receiveWebhook(accountOf(), { headers: {}, body: bytes(body) })
  const notice = Buffer.from(sealNotice(facts, paidTea).body).toString()
  it.each<[string, ErrorCode, string]>([
    ['an amount changed', 'SIGNATURE_INVALID', notice.replace('2500', '2600')],
    ['a field more', 'SIGNATURE_INVALID', notice.replace('</xml>', '<attach>x</attach></xml>')],
    ['without its signature', 'SIGNATURE_MISSING', notice.replace(/<sign>.*<\/sign>/, '')],
    [
      'under the app’s key',
      'SIGNATURE_INVALID',
      writeXml({
        mch_id: facts.merchantId,
        ...paidTea,
        sign: signOf({ mch_id: facts.merchantId, ...paidTea }, appKey),
      }),
    ],
    [
      'for another merchant',
      'WEBHOOK_NOT_OURS',
      Buffer.from(sealNotice({ ...facts, merchantId: '1900000999' }, paidTea).body).toString(),
    ],
    ['JSON', 'BODY_INVALID', '{"trade_state":"SUCCESS"}'],
    ['a form', 'BODY_INVALID', 'trade_state=SUCCESS&sign=x'],
  ])('%s: %s', async (_, code, body) =>
    expect(await failure(receive(body))).toMatchObject({ code, outcome: 'not-sent', authentic: false }),
  )
})
