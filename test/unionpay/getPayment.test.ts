import { getFreeze, getPayment } from 'shroff/unionpay'
import { describe, expect, it } from 'vitest'
import { codeOf, failure } from '../support/failure.js'
import { accountOf, openUnionpay, paidTea, placedAt, tea } from '../support/unionpay.js'
import { clockAt } from '../support/wechatpay.js'

const asked = { orderId: tea.orderId, placedAt }
const at = (iso: string) => accountOf({ clock: clockAt(Date.parse(`2026-03-04T${iso}+08:00`)) })
/** What a query tells of an order that was not paid. */
const told = (origRespCode: string, more = {}) => ({
  txnType: '01',
  txnSubType: '07',
  txnAmt: '2500',
  origRespCode,
  origRespMsg: 'x[1]',
  ...more,
})
const statusOf = async (fields: Record<string, string>, account = accountOf(), more = {}) =>
  (await getPayment(openUnionpay(fields, account).client, { ...asked, ...more })).status

it('asks by number and time', async () => {
  const { client, sent, requests } = openUnionpay(paidTea)
  const payment = await getPayment(client, asked)
  expect(requests[0]!.url).toBe('https://gateway.95516.com/gateway/api/queryTrans.do')
  expect(sent[0]).toMatchObject({
    txnType: '00',
    txnSubType: '00',
    bizType: '000000',
    orderId: 'T0001001',
    txnTime: '20260304120000',
  })
  expect(payment).toMatchObject({
    orderId: 'T0001001',
    placedAt,
    status: 'paid',
    paymentId: '562603041200000000018',
    amount: tea.amount,
    cardNumber: '6216***********0018',
    settleDate: '0304',
  })
  expect('providerCode' in payment).toBe(false)
})

describe('what the query of an order means (§8)', () => {
  // 79 calls the card usable; the last ones stand in no table but A1, which is a success in one.
  it.each(['03', '04', '05', '01', '12', '34', '60', '79', 'A1', '97', 'ZZ'])('%s: nobody knows yet', async (code) => {
    expect(await statusOf(told(code))).toBe('processing')
    // Not even once the time to pay is over.
    expect(await statusOf(told(code), at('23:00:00'))).toBe('processing')
    expect(await statusOf(told(code, { txnSubType: '06' }))).toBe('processing')
  })

  it.each(['64', '65', '38'])('%s: refused, which is final once the time to pay is over', async (code) => {
    expect(await statusOf(told(code))).toBe('pending')
    expect(await statusOf(told(code), at('12:15:00'))).toBe('pending')
    expect(await statusOf(told(code), at('12:15:01'))).toBe('failed')
    const expiresAt = new Date('2026-03-04T14:00:00+08:00')
    expect(await statusOf(told(code), at('13:00:00'), { expiresAt })).toBe('pending')
    expect(await statusOf(told(code), at('14:00:01'), { expiresAt })).toBe('failed')
  })

  it('a refusal that was asked for before the end is not final, however late it comes', async () => {
    let now = Date.parse('2026-03-04T12:14:59.900+08:00')
    const account = accountOf({ clock: { now: () => now, sleep: async () => {} } })
    const { client } = openUnionpay(() => {
      // The payer pays by another card meanwhile.
      now += 5000
      return told('64')
    }, account)
    expect((await getPayment(client, asked)).status).toBe('pending')
    expect((await getPayment(client, asked)).status).toBe('failed')
    now = Date.parse('2026-03-04T12:14:59.900+08:00')
    const freeze = openUnionpay(() => {
      now += 5000
      return told('64', { txnType: '02', txnSubType: '05' })
    }, account)
    const held = { freezeId: tea.orderId, placedAt }
    expect((await getFreeze(freeze.client, held)).status).toBe('pending')
    expect((await getFreeze(freeze.client, held)).status).toBe('failed')
  })

  it('a payer’s code that was refused is final at once', async () => {
    const { client } = openUnionpay(told('64', { txnSubType: '06' }))
    expect(await getPayment(client, asked)).toMatchObject({
      status: 'failed',
      providerCode: '64',
      providerMessage: 'x[1]',
    })
  })

  it('34 about the query itself: not found, which is no proof', async () => {
    const { client } = openUnionpay({ respCode: '34', respMsg: '查无此交易[2600000]' })
    expect(await failure(getPayment(client, asked))).toMatchObject({
      code: 'ORDER_NOT_FOUND',
      outcome: 'unknown',
      next: expect.stringContaining('no proof'.replace('no', 'not')),
    })
  })

  it.each(['35', '37', '10'])('%s about the query itself says nothing of the order', async (respCode) => {
    expect(await codeOf(getPayment(openUnionpay({ respCode }).client, asked))).not.toBe('ORDER_NOT_FOUND')
  })
})

it.each([
  ['placedAt', { orderId: 'T0001001' }],
  ['orderId', { placedAt }],
  ['expiresAt', { ...asked, expiresAt: 'soon' }],
  ['paymentId', { ...asked, paymentId: '1' }],
])('needs %s as it must be', async (path, given) => {
  const { client, requests } = openUnionpay(paidTea)
  const error = await failure(getPayment(client, given as never))
  expect(error).toMatchObject({ code: 'PARAMETERS_INVALID', fields: [{ path }] })
  expect(requests).toEqual([])
})
