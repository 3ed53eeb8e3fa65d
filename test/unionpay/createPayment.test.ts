import { amount } from 'shroff'
import { type CreatePaymentParameters, createPayment } from 'shroff/unionpay'
import { describe, expect, it } from 'vitest'
import { judgeRequest } from '../oracle/unionpay.js'
import { codeOf, failure } from '../support/failure.js'
import { noon } from '../support/noon.js'
import { accountOf, keyedAccount, openUnionpay, tea } from '../support/unionpay.js'
import { clockAt } from '../support/wechatpay.js'
import { merchantCertificate } from '../vectors/unionpay.js'

const ours = {
  version: '5.1.0',
  encoding: 'UTF-8',
  signMethod: '01',
  certId: '69903319369',
  accessType: '0',
  merId: '777290058167151',
  orderId: 'T0001001',
  txnTime: '20260304120000',
  txnAmt: '2500',
  currencyCode: '156',
  backUrl: tea.notifyUrl,
  signature: expect.stringMatching(/^[A-Za-z0-9+/]{342}==$/),
}
const returnUrl = 'https://shop.example/back'
const code = 'https://qr.95516.com/00010000/01234567890123456789012345678901'

describe('what is sent', () => {
  it('for a QR code, and what it is answered', async () => {
    const { client, sent, requests } = openUnionpay({ qrCode: code })
    const payment = await createPayment(client, { channel: 'qr', ...tea })
    expect(requests[0]!.url).toBe('https://gateway.95516.com/gateway/api/backTransReq.do')
    expect(sent[0]).toEqual({
      ...ours,
      txnType: '01',
      txnSubType: '07',
      bizType: '000000',
      channelType: '08',
      payTimeout: '20260304121500',
    })
    expect(payment).toMatchObject({
      status: 'pending',
      nextAction: { type: 'qr', content: code },
      placedAt: tea.placedAt,
    })
  })

  it('for an app', async () => {
    const { client, sent, requests } = openUnionpay({ tn: '562603041200000000018' }, accountOf({ sandbox: true }))
    const { nextAction } = await createPayment(client, { channel: 'app', ...tea, description: 'Oolong tea 乌龙茶' })
    expect(requests[0]!.url).toBe('https://gateway.test.95516.com/gateway/api/appTransReq.do')
    expect(sent[0]).toMatchObject({
      txnType: '01',
      txnSubType: '01',
      bizType: '000201',
      orderDesc: 'Oolong tea 乌龙茶',
    })
    expect(nextAction).toEqual({ type: 'app', payload: { tn: '562603041200000000018', mode: '01' } })
  })

  it('for a payer’s code, without an end', async () => {
    const { client, sent } = openUnionpay({})
    const payment = await createPayment(client, {
      channel: 'barcode',
      ...tea,
      payerCode: ' 6220000000000000001 ',
      deviceId: '01080209',
    })
    expect(sent[0]).toEqual({
      ...ours,
      txnType: '01',
      txnSubType: '06',
      bizType: '000000',
      channelType: '08',
      qrNo: '6220000000000000001',
      termId: '01080209',
    })
    expect(payment.status).toBe('processing')
  })

  it.each([
    ['page', '07'],
    ['wap', '08'],
  ] as const)('nothing for a %s: a form is signed for the payer’s browser', async (channel, channelType) => {
    const { client, requests } = openUnionpay({})
    const expiresAt = new Date('2026-03-04T12:05:00+08:00')
    const { nextAction } = await createPayment(client, {
      channel,
      ...tea,
      returnUrl,
      expiresAt,
      passback: 'c2hvcCAx',
      more: { accType: '01' },
    })
    expect(requests).toEqual([])
    expect(nextAction.url).toBe('https://gateway.95516.com/gateway/api/frontTransReq.do')
    expect(nextAction.fields).toEqual({
      ...ours,
      txnType: '01',
      txnSubType: '01',
      bizType: '000201',
      channelType,
      frontUrl: returnUrl,
      payTimeout: '20260304120500',
      reqReserved: 'c2hvcCAx',
      accType: '01',
    })
    expect(nextAction.policy.formAction).toEqual(['https://gateway.95516.com'])
    const inputs = [...nextAction.html.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [
      name,
      value,
    ])
    expect(Object.fromEntries(inputs)).toEqual(nextAction.fields)
  })

  it('is right by the oracle, for both ways of signing', async () => {
    for (const account of [accountOf(), keyedAccount()]) {
      const { client, requests } = openUnionpay({ qrCode: code }, account)
      await createPayment(client, { channel: 'qr', ...tea, passback: '茶 +%='.replace('=', '') })
      const [request] = requests
      const facts = {
        merId: '777290058167151',
        certificate: merchantCertificate,
        secureKey: 'a-shared-key-of-32-characters..!',
      }
      expect(() => judgeRequest(request!, { ...facts, now: noon.getTime() } as never)).not.toThrow()
      expect(Buffer.from(request!.body!).toString()).not.toMatch(/[^\x21-\x7e]/)
    }
  })
})

describe('refused before anything is sent', () => {
  const page = { channel: 'page', ...tea, returnUrl } as const
  it.each([
    ['orderId', { orderId: 'T_000001' }],
    ['orderId', { orderId: 'T000001' }],
    ['placedAt', { placedAt: undefined }],
    ['placedAt', { placedAt: '20260304120000' }],
    ['placedAt', { placedAt: new Date(tea.placedAt.getTime() + 1) }],
    ['amount', { amount: { currency: 'USD', value: 1 } }],
    ['amount', { amount: { currency: 'CNY', value: 0 } }],
    ['notifyUrl', { notifyUrl: 'http://10.0.0.7/notify' }],
    ['notifyUrl', { notifyUrl: '/notify' }],
    ['returnUrl', { returnUrl: undefined }],
    ['passback', { passback: 'a=1' }],
    ['passback', { passback: '{x}' }],
    ['description', { description: 'x&txnAmt=1' }],
    ['more', { more: { txnAmt: '1' } }],
    ['more', { more: { signature: 'x' } }],
    ['more', { more: { reserved: 'a&respCode=00' } }],
    ['more', { more: { 'x&y': '1' } }],
    ['payerCode', { payerCode: '6220' }],
  ])('%s: %j', async (path, change) => {
    const { client, requests } = openUnionpay({})
    const error = await failure(createPayment(client, { ...page, ...change } as CreatePaymentParameters))
    expect(error).toMatchObject({ code: 'PARAMETERS_INVALID', outcome: 'not-sent' })
    expect(error.fields!.some((field) => field.path.startsWith(path))).toBe(true)
    expect(requests).toEqual([])
  })

  it('a payer’s code with letters', async () => {
    const { client } = openUnionpay({})
    const given = { channel: 'barcode', ...tea, payerCode: 'hQVDUFYwMQ==' } as const
    expect(await codeOf(createPayment(client, given))).toBe('PARAMETERS_INVALID')
  })
})

describe('what became of it', () => {
  const qr = { channel: 'qr', ...tea } as const
  it.each([
    ['03', 'PROVIDER_UNAVAILABLE', 'unknown'],
    ['04', 'PROVIDER_UNAVAILABLE', 'unknown'],
    ['05', 'PROVIDER_UNAVAILABLE', 'unknown'],
    ['06', 'PROVIDER_UNAVAILABLE', 'unknown'],
    ['10', 'REQUEST_REFUSED', 'rejected'],
    ['11', 'SIGNATURE_REFUSED', 'rejected'],
    ['12', 'ORDER_ID_USED', 'unknown'],
    ['31', 'NOT_PERMITTED', 'rejected'],
    ['64', 'PAYER_REFUSED', 'rejected'],
    ['99', 'PROVIDER_ERROR', 'unknown'],
    ['01', 'PROVIDER_ERROR', 'unknown'],
    ['ZZ', 'PROVIDER_ERROR', 'unknown'],
  ])('%s: %s, %s', async (respCode, errorCode, outcome) => {
    const { client } = openUnionpay({ respCode, respMsg: '失败[6100030]' })
    expect(await failure(createPayment(client, qr))).toMatchObject({
      code: errorCode,
      outcome,
      authentic: true,
      providerCode: respCode,
      providerMessage: '失败[6100030]',
      ...(outcome === 'unknown' && { next: expect.stringContaining('getPayment') }),
    })
  })

  it.each([
    ['another order’s', { orderId: 'T0001002', qrCode: code }, 'REPLY_MISMATCH'],
    ['another time’s', { txnTime: '20260303120000', qrCode: code }, 'REPLY_MISMATCH'],
    ['another amount’s', { txnAmt: '1', qrCode: code }, 'REPLY_MISMATCH'],
    ['a refund’s', { txnType: '04', qrCode: code }, 'REPLY_MISMATCH'],
    ['without a code', {}, 'BODY_INVALID'],
  ])('an answer that is %s is not believed', async (_, fields, errorCode) => {
    const { client } = openUnionpay(fields)
    expect(await failure(createPayment(client, qr))).toMatchObject({ code: errorCode, outcome: 'unknown' })
  })

  it('is asked for no second time', async () => {
    const { client, requests } = openUnionpay({ respCode: '03' })
    await failure(createPayment({ ...client, attempts: 3 }, { ...qr, amount: amount('25.00', 'CNY') }))
    expect(requests).toHaveLength(1)
  })
})

it('works on a copy of what it was given', async () => {
  const { client, sent } = openUnionpay({ qrCode: code }, accountOf({ clock: clockAt(noon.getTime()) }))
  const given = { channel: 'qr', ...tea, amount: { ...tea.amount } } as { amount: { value: number } } & object
  const placed = createPayment(client, given as never)
  given.amount.value = 1
  await placed
  expect(sent[0]!.txnAmt).toBe('2500')
})
