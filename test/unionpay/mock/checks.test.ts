import { createHash, verify } from 'node:crypto'
import { failNext, pay } from 'shroff/mock'
import { describe, expect, it } from 'vitest'
import type { Fields } from '../../oracle/unionpay.js'
import { fieldsOf, host, kinds, noonText, openMock, provider, tea, textOf } from './shop.js'

const back = `${host}/gateway/api/backTransReq.do`
const order = { ...kinds.qr, ...tea }

/** The order, changed before it is signed, and after. */
async function send(before: (fields: Fields) => Fields, after: (fields: Fields) => Fields = (fields) => fields) {
  const { post, sign } = await openMock()
  const fields = fieldsOf(await post(back, after(sign(before(order)))))
  return [fields.respCode, fields.respMsg, 'signature' in fields]
}
const without =
  (...names: string[]) =>
  (fields: Fields): Fields =>
    Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)))
const having =
  (more: Fields) =>
  (fields: Fields): Fields => ({ ...fields, ...more })

describe('a request is checked in the documented order', () => {
  const stale = { txnTime: '20260304100000' }
  it.each<[string, string, (fields: Fields) => Fields, ((fields: Fields) => Fields)?]>([
    ['as it should be', '00', having({})],
    [
      'without a field, and all else wrong',
      '13',
      (f) => ({ ...without('orderId')(f), ...stale }),
      having({ version: '1', merId: '777290058110099', signature: 'AAAA' }),
    ],
    ['without a signature', '13', having({}), without('signature')],
    ['without certId', '13', having({}), without('certId')],
    ['of another version, of a stranger', '10', having({}), having({ version: '5.0.0', merId: '777290058110099' })],
    ['in GBK', '10', having({ encoding: 'GBK' })],
    ['with an amount of no form', '10', having({ txnAmt: '25.00' })],
    ['with an amount of nothing', '10', having({ txnAmt: '0' })],
    ['with a number that has a hyphen', '10', having({ orderId: 'T-100001' })],
    ['at a time that there is not', '10', having({ txnTime: '20260230120000' })],
    ['of a transaction that there is not here', '10', having({ txnSubType: '09' })],
    ['of another product', '10', having({ bizType: '000401' })],
    [
      'of a stranger, with a wrong signature',
      '31',
      having({}),
      having({ merId: '777290058110099', signature: 'AAAA' }),
    ],
    ['with another field than was signed, at a wrong time', '11', having(stale), having({ txnAmt: '2501' })],
    ['by another certificate', '11', having({ certId: '1' })],
    ['by the other method', '11', having({ signMethod: '11' })],
    ['two hours old', '10', having(stale)],
    ['from a clock eight hours behind', '10', having({ txnTime: '20260304040000' })],
    ['with an end that is over', '10', having({ payTimeout: noonText })],
  ])('%s: %s', async (_, code, before, after) => {
    expect((await send(before, after)).slice(0, 1)).toEqual([code])
  })

  it('the same number and time comes once, and says nothing of the first', async () => {
    const { ask } = await openMock()
    expect((await ask(order)).respCode).toBe('00')
    expect(await ask(order)).toMatchObject({ respCode: '12', orderId: tea.orderId, respMsg: '重复交易[7101201]' })
    expect((await ask({ ...order, txnTime: '20260304120001' })).respCode).toBe('00')
  })

  it('refusals are signed like successes, and lack the amount', async () => {
    const { ask } = await openMock()
    const told = await ask({ ...order, orderId: 'T-1' })
    expect(told).toMatchObject({ respCode: '10', respMsg: expect.stringMatching(/^报文格式错误：orderId\[6100030\]$/) })
    expect(told).not.toHaveProperty('txnAmt')
  })

  it('unconfirmed: 11 and 31 may come unsigned', async () => {
    for (const [refusesUnsigned, signs] of [
      [false, true],
      [true, false],
    ] as const) {
      const { post, sign } = await openMock({ unconfirmed: { refusesUnsigned } })
      for (const wrong of [{ signature: 'AAAA' }, { merId: '777290058110099' }])
        expect('signature' in fieldsOf(await post(back, { ...sign(order), ...wrong }))).toBe(signs)
      expect('signature' in fieldsOf(await post(back, { ...sign(order), version: '1' }))).toBe(true)
    }
  })
})

describe('what cannot be read, or has a field that is not in the specification, is answered by a page', () => {
  const form = 'application/x-www-form-urlencoded'
  it.each<[string, { method?: string; type?: string; body?: string }]>([
    ['a GET', { method: 'GET' }],
    ['JSON', { type: 'application/json' }],
    ['no content type', { type: '' }],
    ['an empty body', { body: '' }],
    ['a field twice', { body: 'version=5.1.0&version=5.1.0' }],
    ['no UTF-8', { body: 'orderDesc=%B2%E8' }],
    ['an unknown field', { body: 'version=5.1.0&colour=red' }],
  ])('%s', async (_, { method = 'POST', type = form, body = 'version=5.1.0' }) => {
    const { send } = await openMock()
    const reply = await send({ method, url: back, headers: { 'content-type': type }, body: Buffer.from(body) })
    expect([reply.status, reply.headers['content-type']]).toEqual([400, 'text/html;charset=UTF-8'])
    expect(textOf(reply)).toContain('HTTP Status 400')
  })
})

describe('an answer', () => {
  it('is neither percent-encoded nor in an order, and its braces hold an &', async () => {
    const { ask, sign, post, mock } = await openMock()
    await ask(order)
    await pay(mock, { provider, orderId: tea.orderId })
    const asked = sign({ ...kinds.query, orderId: tea.orderId, txnTime: tea.txnTime })
    const text = textOf(await post(`${host}/gateway/api/queryTrans.do`, asked))
    expect(text).toContain('-----BEGIN CERTIFICATE-----\r\n')
    expect(text).toContain('-----END CERTIFICATE-----&')
    expect(text).toContain('origRespMsg=成功[0000000]')
    expect(text).toContain('cardTransData={ICCardData=9F2608A1B2C3D4E5F60718&ICCardSeqNumber=001}')
    const names = text
      .replace(/\{[^}]*\}/g, '')
      .split('&')
      .map((pair) => pair.split('=')[0])
    expect(names).not.toEqual([...names].sort())
    expect(names.at(-1)).not.toBe('signature')
    // Whoever splits at each & has other fields, and no signature that fits.
    const naive = Object.fromEntries(text.split('&').map((pair) => pair.split(/=(.*)/s).slice(0, 2)))
    const signed = Object.keys(naive)
      .filter((name) => name !== 'signature')
      .sort()
    const canonical = signed.map((name) => `${name}=${naive[name]}`).join('&')
    const digest = createHash('sha256').update(canonical).digest('hex')
    const key = naive.signPubKeyCert
    expect(verify('sha256', Buffer.from(digest), key, Buffer.from(naive.signature, 'base64'))).toBe(false)
  })

  it.each([
    ['system-error-before', '04', false],
    ['system-error-after', '04', true],
    ['unavailable', '06', false],
    ['rate-limited', '37', false],
    [{ status: 400, code: '33' }, '33', false],
  ] as const)('can be %j: %s, and the book moved: %s', async (fault, code, moved) => {
    const { ask, query, mock } = await openMock()
    failNext(mock, { provider, fault })
    expect((await ask(order)).respCode).toBe(code)
    expect((await query()).respCode).toBe(moved ? '00' : '34')
  })

  it.each([
    ['unsigned', /signPubKeyCert|signature/],
    ['wrong-signature', /signature does not verify/],
    ['unknown-serial', /not issued/],
  ] as const)('can be %s', async (fault, why) => {
    const { ask, query, mock } = await openMock()
    failNext(mock, { provider, fault })
    await expect(ask(order)).rejects.toThrow(why)
    expect((await query()).respCode).toBe('00')
  })
})
