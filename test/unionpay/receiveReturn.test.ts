import { receiveReturn } from 'shroff/unionpay'
import { describe, expect, it } from 'vitest'
import type { Fields } from '../oracle/unionpay.js'
import { failure } from '../support/failure.js'
import {
  accountOf,
  certificateOf,
  keyedAccount,
  middleKey,
  notice,
  placedAt,
  rootKey,
  secureKey,
  teaNotice,
} from '../support/unionpay.js'

const account = accountOf()
const page: Fields = { ...teaNotice, txnSubType: '01', bizType: '000201' }
const { queryId: _, ...withoutNumber } = page
const amount = { currency: 'CNY', value: 2500 }

describe('what the payer’s browser brings back', () => {
  it('of a payment', async () => {
    const { raw, ...told } = await receiveReturn(account, notice(page))
    expect(told).toEqual({
      type: 'payment',
      orderId: 'T0001001',
      paymentId: '562603041200000000018',
      placedAt,
      amount,
      status: 'paid',
    })
    expect(raw).toMatchObject(page)
  })

  it('of a hold of money', async () => {
    const { raw, ...told } = await receiveReturn(account, notice({ ...page, txnType: '02' }))
    expect(told).toEqual({
      type: 'freeze',
      freezeId: 'T0001001',
      authorizationId: '562603041200000000018',
      placedAt,
      amount,
      status: 'frozen',
    })
    expect(raw.txnType).toBe('02')
  })

  it('of one that was refused so far, or is not known', async () => {
    const failed = { ...withoutNumber, respCode: '64', respMsg: '余额不足[1000064]' }
    for (const fields of [failed, { ...failed, txnType: '02' }])
      expect(await receiveReturn(account, notice(fields))).toMatchObject({
        status: 'pending',
        providerCode: '64',
        providerMessage: '余额不足[1000064]',
      })
    expect(await receiveReturn(account, notice({ ...page, respCode: 'A6' }))).toMatchObject({ status: 'paid' })
  })

  it('as a Request, whatever query the address has', async () => {
    const { url, ...init } = notice(page)
    const request = new Request(`${url}?txnAmt=1&orderId=T0001002`, init)
    expect(await receiveReturn(account, request)).toMatchObject({ orderId: 'T0001001', amount })
  })

  it('under a shared key', async () => {
    expect(await receiveReturn(keyedAccount(), notice(page, { secureKey }))).toMatchObject({ status: 'paid' })
  })

  it.each(Object.keys(page).filter((name) => name !== 'signature'))('%s changed', async (name) => {
    const { body, ...rest } = notice(page)
    const form = new URLSearchParams(Buffer.from(body).toString())
    form.set(name, `${form.get(name)!.slice(0, -1)}9`)
    const altered = { ...rest, body: new Uint8Array(Buffer.from(form.toString())) }
    // The last digit of some is a 9 already.
    if (Buffer.from(body).equals(altered.body)) return expect(page[name]).toMatch(/9$/)
    expect(await failure(receiveReturn(account, altered))).toMatchObject({
      code: 'SIGNATURE_INVALID',
      action: 'receiveReturn',
      outcome: 'not-sent',
    })
  })

  it.each<[string, Fields, code: string]>([
    ['for another merchant', { ...page, merId: '777290058110048' }, 'WEBHOOK_NOT_OURS'],
    ['of a refund', { ...page, txnType: '04' }, 'BODY_INVALID'],
    ['in another currency', { ...page, currencyCode: '840' }, 'BODY_INVALID'],
    ['at no time', { ...page, txnTime: '2026-03-04' }, 'BODY_INVALID'],
    ['of a success without its number', withoutNumber, 'BODY_INVALID'],
    ['with a field inside another', { ...page, reqReserved: 'a&txnAmt=1' }, 'MESSAGE_AMBIGUOUS'],
  ])('signed, but %s', async (_, fields, code) => {
    expect(await failure(receiveReturn(account, notice(fields)))).toMatchObject({ code, authentic: expect.anything() })
  })

  it('of a stranger', async () => {
    const merchant = await certificateOf('041@merchant@SHOP@1', rootKey, 'A MIDDLE', middleKey)
    const error = await failure(receiveReturn(account, notice(page, { privateKey: rootKey, certificate: merchant })))
    expect(error.code).toBe('SIGNATURE_INVALID')
  })
})
