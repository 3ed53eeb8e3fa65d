import { describe, expect, it } from 'vitest'
import { vectors } from '../../vectors/unionpay/samples.js'
import { testMiddle, testRoot } from '../../vectors/unionpay.js'
import { type Fields, judgeNotice, sealNotice, sealReply } from '../unionpay.js'

const headers = { 'content-type': 'application/x-www-form-urlencoded' }
const merId = '777290058167151'
const trust = { root: testRoot, middle: testMiddle, now: Date.parse('2022-09-08T13:22:06+08:00') }

it('a published notice passes', () => {
  const { params } = vectors.find(({ name }) => name === 'acp510-back-notify-consume')!.input
  const body = Buffer.from(new URLSearchParams(params).toString())
  expect(judgeNotice({ headers, body }, { ...trust, merId })).toEqual(params)
})

const told = {
  encoding: 'UTF-8',
  txnType: '01',
  txnSubType: '07',
  bizType: '000000',
  accessType: '0',
  merId,
  orderId: 'T1001001',
  txnTime: '20240105164725',
  txnAmt: '100',
  currencyCode: '156',
  respCode: '00',
  respMsg: 'success',
  queryId: '052401051658427862748',
  traceNo: '784649',
  traceTime: '0105145046',
  settleAmt: '100',
  settleCurrencyCode: '156',
  settleDate: '0105',
}
const shared = { ...trust, merId, secureKey: 'key' }
const seal = (fields: Fields) => ({ fields, secureKey: 'key' })
const without = (fields: Fields, dropped: string) =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => name !== dropped))

describe('a notice', () => {
  const judge = (fields: Fields, change: object = {}) => judgeNotice({ ...sealNotice(seal(fields)), ...change }, shared)

  it('passes', () => {
    expect(judge({ ...told, reqReserved: 'a b+茶' })).toMatchObject({ reqReserved: 'a b+茶' })
    expect(judge({ ...told, txnType: '04', txnSubType: '00', origQryId: told.queryId }).txnType).toBe('04')
  })

  it.each<[string, RegExp, Fields]>([
    ['of a failure', /respCode is 01/, { ...told, respCode: '01' }],
    ['in the words of an answer', /respMsg is/, { ...told, respMsg: '成功[0000000]' }],
    ['with a word of a query', /origRespCode is of/, { ...told, origRespCode: '00' }],
    ['of a query', /txnType 00/, { ...told, txnType: '00' }],
    ['of a refund of nothing', /origQryId is missing/, { ...told, txnType: '04' }],
    ['of another merchant', /merId is not/, { ...told, merId: '777290058167152' }],
    ['without a queryId', /queryId is missing/, without(told, 'queryId')],
    ['with a short traceTime', /traceTime must/, { ...told, traceTime: '145046' }],
  ])('%s is noticed', (_, problem, fields) => expect(() => judge(fields)).toThrow(problem))

  it('that is changed, or no form, is noticed', () => {
    const { body } = sealNotice(seal(told))
    const changed = Buffer.from(Buffer.from(body).toString().replace('txnAmt=100', 'txnAmt=101'))
    expect(() => judge(told, { body: changed })).toThrow('signature does not verify')
    expect(() => judge(told, { body: sealReply(seal({ ...told, reqReserved: '茶' })).body })).toThrow(
      'not form-urlencoded',
    )
    expect(() => judge(told, { headers: { 'content-type': 'text/plain' } })).toThrow('content-type')
  })
})
