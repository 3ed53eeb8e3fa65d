import fc from 'fast-check'
import { createClient, type WireReply } from 'shroff'
import { getPayment, receiveWebhook } from 'shroff/unionpay'
import { describe, expect, it } from 'vitest'
import { codeOf, failure } from '../support/failure.js'
import {
  accountOf,
  answer,
  keyedAccount,
  leafKey,
  merchantId,
  notice,
  openUnionpay,
  paidTea,
  secureKey,
  tea,
  teaNotice,
  txnTime,
} from '../support/unionpay.js'

const order = { orderId: tea.orderId, placedAt: tea.placedAt }
const without = (name: string, fields: Record<string, string> = good) =>
  Object.fromEntries(Object.entries(fields).filter(([other]) => other !== name))
const good: Record<string, string> = {
  ...paidTea,
  merId: merchantId,
  orderId: tea.orderId,
  txnTime,
  respCode: '00',
  respMsg: '成功[0000000]',
}
const ask = (reply: WireReply, account = accountOf()) =>
  getPayment(createClient({ account, transport: async () => reply, retry: { attempts: 1 } }), order)
const bytes = (text: string) => new Uint8Array(Buffer.from(text))
const page = (text: string, status = 200) => ({ status, headers: {}, body: bytes(text) })
const edited = (change: (text: string) => string, sealed = answer(good)) => ({
  ...sealed,
  body: bytes(change(Buffer.from(sealed.body).toString())),
})

describe('an answer, taken', () => {
  it.each([
    ['as it is', answer(good)],
    ['in braces as a whole', edited((text) => `{${text}}`)],
    ['in another order', edited((text) => text.split('&').reverse().join('&'))],
    ['with & and = inside of braces', answer({ ...good, cardTransData: '{ICCardData=1&respCode=05}' })],
    ['with fields that nobody knows', answer({ ...good, exchangeRate: '0', somethingNew: '1' })],
    ['with a line end behind it', edited((text) => `${text}\n`)],
    ['with a signature without its padding, as one was recorded', edited((text) => text.replace(/==$/, ''))],
    ['with A6, a success with a defect', answer({ ...good, origRespCode: 'A6' })],
  ])('%s', async (_, reply) => expect((await ask(reply)).status).toBe('paid'))
})

describe('an answer, refused', () => {
  it.each([
    ['an amount changed', 'SIGNATURE_INVALID', edited((text) => text.replace('txnAmt=2500', 'txnAmt=2501'))],
    ['a blank more', 'SIGNATURE_INVALID', edited((text) => text.replace('traceNo=', 'traceNo= '))],
    ['a field more', 'SIGNATURE_INVALID', edited((text) => `${text}&x=1`)],
    ['a field less', 'SIGNATURE_INVALID', edited((text) => text.replace('traceNo=000001&', ''))],
    ['percent-encoded', 'BODY_INVALID', edited((text) => encodeURIComponent(text))],
    ['percent-encoded by its values', 'SIGNATURE_INVALID', edited((text) => String(new URLSearchParams(text)))],
    ['by the merchant’s own key', 'SIGNATURE_INVALID', answer(good, { secureKey })],
    ['with another signMethod', 'SIGNATURE_INVALID', answer({ ...good, signMethod: '12' })],
    ['without a signMethod', 'SIGNATURE_INVALID', edited((text) => text.replace('signMethod=01&', ''))],
    [
      'of version 5.0.0, without a certificate',
      'SIGNATURE_MISSING',
      answer({ ...good, version: '5.0.0' }, { privateKey: leafKey }),
    ],
    ['unsigned', 'SIGNATURE_MISSING', edited((text) => text.replace(/&signature=.*$/, ''))],
    ['with an empty signature', 'SIGNATURE_MISSING', edited((text) => text.replace(/&signature=.*$/, '&signature='))],
    ['a field twice', 'BODY_INVALID', edited((text) => `txnAmt=1&${text}`)],
    [
      'over 200 fields',
      'BODY_INVALID',
      edited((text) => `${text}${'&'.concat('x=1')}${Array.from({ length: 200 }, (_, i) => `&y${i}=`).join('')}`),
    ],
    ['an HTML page', 'BODY_INVALID', page('<html><body>HTTP Status 400 - a=b&c=d</body></html>')],
    ['a page of UnionPay’s that refuses the request', 'PROVIDER_ERROR', page('<html>', 400)],
    ['an HTML page with 502', 'PROVIDER_UNAVAILABLE', page('<html>', 502)],
    ['empty', 'BODY_INVALID', page('')],
    ['bytes that are no text', 'BODY_INVALID', { status: 200, headers: {}, body: Uint8Array.of(0xff, 0xfe, 0xfd) }],
    ['over 1 MiB', 'BODY_INVALID', page('a'.repeat(1_048_577))],
    ['braces that never close, which hide what follows', 'BODY_INVALID', answer({ ...good, accNo: '{' })],
    ['about another order', 'REPLY_MISMATCH', answer({ ...good, orderId: 'T0001002' })],
    ['about another time', 'REPLY_MISMATCH', answer({ ...good, txnTime: '20260304120001' })],
    ['about a refund of this number', 'REPLY_MISMATCH', answer({ ...good, txnType: '04' })],
    ['about a hold of this number', 'REPLY_MISMATCH', answer({ ...good, txnType: '02' })],
    ['paid, without an amount', 'BODY_INVALID', answer(without('txnAmt'))],
    ['paid, without a number', 'BODY_INVALID', answer(without('queryId'))],
    ['without a word of the order', 'BODY_INVALID', answer(without('origRespCode'))],
    ['with an amount that is none', 'BODY_INVALID', answer({ ...good, txnAmt: '25.00' })],
    ['with an amount below zero', 'BODY_INVALID', answer({ ...good, txnAmt: '-1' })],
    ['in another currency', 'BODY_INVALID', answer({ ...good, currencyCode: '840' })],
  ] as const)('%s: %s', async (_, code, reply) => {
    const error = await failure(ask(reply))
    expect(error).toMatchObject({ code, outcome: 'unknown', provider: 'unionpay', action: 'getPayment' })
    expect(error.authentic ?? false).toBe(
      code === 'REPLY_MISMATCH' || /is not documented|not as documented/.test(error.message),
    )
  })

  it('whatever byte of it was changed', async () => {
    const sealed = answer(good)
    await fc.assert(
      fc.asyncProperty(fc.nat(sealed.body.length - 1), fc.integer({ min: 1, max: 255 }), async (at, by) => {
        const body = sealed.body.map((byte, place) => (place === at ? byte ^ by : byte))
        // A line end in place of the padding: both are taken, as above, and nothing that is signed has changed.
        fc.pre(at < body.length - 2 || !/\s/.test(String.fromCharCode(body[at]!)))
        const outcome = await ask({ ...sealed, body }).then(
          // What stands around the certificate's PEM lines, or a padding sign, is not what decides.
          ({ status, amount }) => `${status} ${amount?.value}`,
          (error) => error.code,
        )
        expect(outcome).toMatch(/^(SIGNATURE_(INVALID|MISSING)|BODY_INVALID|MESSAGE_AMBIGUOUS)$/)
      }),
    )
  })
})

describe('a notification', () => {
  const receive = (incoming: ReturnType<typeof notice>, account = accountOf()) => receiveWebhook(account, incoming)
  const changed = (change: (fields: URLSearchParams) => void, sealed = notice(teaNotice)) => {
    const fields = new URLSearchParams(Buffer.from(sealed.body).toString())
    change(fields)
    return { ...sealed, body: bytes(String(fields)) }
  }

  it('does not care for a query behind the address, which is not signed', async () => {
    const url = 'https://shop.example/notify?shop=1&txnAmt=1'
    expect((await receive({ ...notice(teaNotice), url })).type).toBe('payment.paid')
  })

  it.each([
    ['an amount changed', 'SIGNATURE_INVALID', changed((fields) => fields.set('txnAmt', '1'))],
    ['another merchant’s, rightly signed', 'WEBHOOK_NOT_OURS', notice({ ...teaNotice, merId: '777290058110048' })],
    ['unsigned', 'SIGNATURE_MISSING', changed((fields) => fields.delete('signature'))],
    [
      'decoded once more on the way',
      'SIGNATURE_INVALID',
      changed((fields) => fields.set('signature', fields.get('signature')!.replaceAll('+', ' '))),
    ],
    ['a failure, which is never told', 'BODY_INVALID', notice({ ...teaNotice, respCode: '05' })],
    ['without UnionPay’s number', 'BODY_INVALID', notice(without('queryId', teaNotice))],
    ['at a time that is none', 'BODY_INVALID', notice({ ...teaNotice, txnTime: '20260231120000x' })],
    ['in another currency', 'BODY_INVALID', notice({ ...teaNotice, currencyCode: '344' })],
    ['by a key that both sides hold', 'SIGNATURE_INVALID', notice(teaNotice, { secureKey })],
    ['in JSON', 'SIGNATURE_MISSING', { ...notice(teaNotice), body: bytes(JSON.stringify(teaNotice)) }],
    ['a value that holds another field', 'MESSAGE_AMBIGUOUS', notice({ ...teaNotice, reqReserved: 'a&txnAmt=9' })],
  ])('%s: %s', async (_, code, incoming) =>
    expect(await failure(receive(incoming))).toMatchObject({ code, outcome: 'not-sent', action: 'receiveWebhook' }),
  )

  it('drops a field that is empty, which anybody on the way could add', async () => {
    const event = await receive(changed((fields) => fields.set('reqReserved', '')))
    expect('reqReserved' in event.raw).toBe(false)
  })

  it.each([
    ['a brace that another field closes', { reqReserved: '{a=1', reserved: 'b}' }],
    ['a brace that nobody opened', { reqReserved: 'a=1}' }],
  ])('with %s is read in no way', async (_, fields) => {
    expect(await codeOf(receive(notice({ ...teaNotice, ...fields } as never)))).toBe('MESSAGE_AMBIGUOUS')
  })

  it('whose neighbour swallowed it is read in no way', async () => {
    // The signed text is the same: …&traceNo=000001&traceTime=… as one value.
    const folded = changed((fields) => {
      fields.set('traceNo', `000001&traceTime=${fields.get('traceTime')}`)
      fields.delete('traceTime')
    })
    expect(await codeOf(receive(folded))).toBe('MESSAGE_AMBIGUOUS')
  })
})

describe('by a key that both sides hold (signMethod 11)', () => {
  const account = () => keyedAccount()
  it('says what vouches for it: no error is called authentic', async () => {
    const { client } = openUnionpay(paidTea, account())
    expect((await getPayment(client, order)).status).toBe('paid')
    const refused = openUnionpay({ respCode: '34', respMsg: '[2600000]' }, account())
    expect(await failure(getPayment(refused.client, order))).toMatchObject({
      code: 'ORDER_NOT_FOUND',
      authentic: false,
    })
  })

  it('takes a notification, and no other key’s', async () => {
    expect((await receiveWebhook(account(), notice(teaNotice, { secureKey }))).type).toBe('payment.paid')
    for (const sealed of [notice(teaNotice, { secureKey: `${secureKey}x` }), notice(teaNotice)])
      expect(await codeOf(receiveWebhook(account(), sealed))).toBe('SIGNATURE_INVALID')
  })
})
