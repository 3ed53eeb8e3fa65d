import { amount } from 'shroff'
import { failNext } from 'shroff/mock'
import { describe, expect, it } from 'vitest'
import { getTransfer } from '../../../src/alipay/actions/getTransfer.js'
import { transferFunds } from '../../../src/alipay/actions/transferFunds.js'
import { type Answer, type Mode, openAlipay, withoutAnOutcome } from '../../support/alipay.js'
import { openAlipayShop } from '../../support/alipay-shop.js'
import { failure } from '../../support/failure.js'

const wages = {
  transferId: 'W-1',
  amount: amount('88.80', 'CNY'),
  payee: { logonId: 'li@example.cn', name: '李四' },
  description: 'Wages of March',
  remark: 'thank you',
} as const
const done = {
  out_biz_no: 'W-1',
  order_id: '20260304110070000006000000000001',
  pay_fund_order_id: '20260304110070001502060000000002',
  status: 'SUCCESS',
  trans_date: '2026-03-04 11:59:58',
  amount: '88.80',
}
const told = { ...done, trans_amount: '88.80', pay_date: '2026-03-04 11:59:58' }

const open = (answer: Answer, mode: Mode = {}) => openAlipay(answer, { certificate: true, ...mode })
const code = (wanted: string, more: object = {}) => expect.objectContaining({ code: wanted, ...more })
const unknown = { outcome: 'unknown' }

describe('in public-key mode', () => {
  it.each([
    ['transferFunds', (client: Client) => transferFunds(client, wages)],
    ['getTransfer', (client: Client) => getTransfer(client, { transferId: 'W-1' })],
  ])('%s is refused at once, and says what to change', async (action, act) => {
    const { client, judged } = openAlipay({ content: done })
    const error = await failure(act(client))
    expect(error).toEqual(code('CONFIG_INVALID', { outcome: 'not-sent' }))
    expect(error.message).toMatch(new RegExp(`${action}.*certificate mode only[^]*certificates`))
    expect(judged).toEqual([])
  })
})

describe.each([
  { generation: 'v2' },
  { generation: 'v3' },
  { generation: 'v2', encrypted: true },
  { generation: 'v3', encrypted: true },
] as const)('$generation encrypted=$encrypted, judged by the oracle', (mode) => {
  it.each([
    [
      { logonId: 'li@example.cn', name: '李四' },
      { identity: 'li@example.cn', identity_type: 'ALIPAY_LOGON_ID', name: '李四' },
    ],
    [{ userId: '2088102534368455' }, { identity: '2088102534368455', identity_type: 'ALIPAY_USER_ID' }],
    [
      { openId: '074a1CcTG1LelxKe4xQC0zgNdId0nxi95b5lsNpazWYoCo5' },
      { identity: '074a1CcTG1LelxKe4xQC0zgNdId0nxi95b5lsNpazWYoCo5', identity_type: 'ALIPAY_OPEN_ID' },
    ],
  ] as const)('transferFunds to %j', async (payee, payee_info) => {
    const { client, last } = open({ content: done }, mode)
    expect(await transferFunds(client, { ...wages, payee })).toMatchObject({
      transferId: 'W-1',
      providerTransferId: done.order_id,
      status: 'succeeded',
      amount: { currency: 'CNY', value: 8880 },
      succeededAt: new Date('2026-03-04T11:59:58+08:00'),
    })
    expect(last()).toMatchObject({
      method: 'alipay.fund.trans.uni.transfer',
      content: {
        out_biz_no: 'W-1',
        trans_amount: '88.80',
        product_code: 'TRANS_ACCOUNT_NO_PWD',
        biz_scene: 'DIRECT_TRANSFER',
        payee_info,
        order_title: 'Wages of March',
        remark: 'thank you',
      },
    })
  })

  it.each([
    ['out_biz_no', { ...done, out_biz_no: 'W-2' }],
    ['amount', { ...done, amount: '888.00' }],
  ])('a signed answer with another %s is not believed', async (_, content) => {
    expect(await failure(transferFunds(open({ content }, mode).client, wages))).toEqual(code('REPLY_MISMATCH', unknown))
  })

  it('is sent once, and names the query where its outcome is unknown', async () => {
    expect(await withoutAnOutcome((client) => transferFunds(client, wages), { certificate: true, ...mode })).toEqual({
      ...unknown,
      next: expect.stringMatching(/getTransfer.*Never under another/),
      sent: 1,
    })
  })
})

describe.each([{ generation: 'v2' }, { generation: 'v3' }] as const)('getTransfer $generation', (mode) => {
  it('asks by GET in V3, its question in the signed address', async () => {
    const { client, last, requests } = open({ content: told }, mode)
    expect(await getTransfer(client, { transferId: 'W-1' })).toMatchObject({
      status: 'succeeded',
      amount: { value: 8880 },
    })
    expect(requests[0]!.method).toBe(mode.generation === 'v3' ? 'GET' : 'POST')
    expect(last()).toMatchObject({
      method: 'alipay.fund.trans.common.query',
      content: { out_biz_no: 'W-1', product_code: 'TRANS_ACCOUNT_NO_PWD', biz_scene: 'DIRECT_TRANSFER' },
    })
  })

  it('a number whose every sign would end or split an address arrives whole; an answer about another is refused', async () => {
    const { client, last } = open({ content: told }, mode)
    expect(await failure(getTransfer(client, { transferId: 'W&a=1#?+%' }))).toEqual(code('REPLY_MISMATCH'))
    expect(last().content).toHaveProperty('out_biz_no', 'W&a=1#?+%')
  })
})

type Client = ReturnType<typeof open>['client']

it.each([
  ['SUCCESS', 'succeeded'],
  ['WAIT_PAY', 'pending'],
  ['DEALING', 'pending'],
  ['FAIL', 'failed'],
  ['CLOSED', 'closed'],
  ['REFUND', 'returned'],
])('%s is %s', async (status, expected) => {
  const { client } = open({ content: { ...told, status } })
  expect(await getTransfer(client, { transferId: 'W-1' })).toHaveProperty('status', expected)
})

it('tells why one failed, and has no time of success then', async () => {
  const { client } = open({
    content: { ...told, status: 'FAIL', error_code: 'PAYEE_CARD_INFO_ERROR', fail_reason: '收款方信息有误' },
  })
  const transfer = await getTransfer(client, { transferId: 'W-1' })
  expect(transfer).toHaveProperty('failure', 'PAYEE_CARD_INFO_ERROR 收款方信息有误')
  expect(transfer).not.toHaveProperty('succeededAt')
})

describe('limits, before anything is sent', () => {
  it.each([
    ['amount.value', { ...wages, amount: amount('0.09', 'CNY') }],
    ['amount.value', { ...wages, amount: amount('100000000.01', 'CNY') }],
    ['amount.currency', { ...wages, amount: amount('10', 'HKD') }],
    ['payee.name', { ...wages, payee: { logonId: 'li@example.cn' } }],
    ['payee.userId', { ...wages, payee: { name: '李四' } }],
    ['payee.userId', { ...wages, payee: { userId: '2088102534368455', logonId: 'li@example.cn', name: '李四' } }],
    ['payee.userId', { ...wages, payee: { userId: '1088102534368455' } }],
    ['description', { ...wages, description: 'x'.repeat(129) }],
    ['remark', { ...wages, remark: 'x'.repeat(201) }],
    ['transferId', { ...wages, transferId: 'x'.repeat(65) }],
  ])('%s', async (path, parameters) => {
    const { client, judged } = open({ content: done })
    const { fields } = await failure(transferFunds(client, parameters as never))
    expect(fields?.map((field) => field.path)).toEqual([path])
    expect(judged).toEqual([])
  })
})

describe.each([
  { generation: 'v2', encrypted: false },
  { generation: 'v3', encrypted: false },
  { generation: 'v3', encrypted: true },
] as const)('at the mock, $generation encrypted=$encrypted', ({ generation, encrypted }) => {
  const shop = () => openAlipayShop({ generation, mock: { mode: 'certificate', encrypted } })

  it('a lost answer is found by the query; the same again pays once, another amount is refused', async () => {
    const { client, mock } = await shop()
    failNext(mock, { provider: 'alipay', fault: 'timeout-after' })
    expect(await failure(transferFunds(client, wages))).toEqual(code('TIMEOUT', unknown))
    const found = await getTransfer(client, { transferId: 'W-1' })
    expect(found).toMatchObject({ status: 'succeeded', amount: { value: 8880 } })
    expect(await transferFunds(client, wages)).toHaveProperty('providerTransferId', found.providerTransferId)
    const more = { ...wages, amount: amount('99.00', 'CNY') }
    expect(await failure(transferFunds(client, more))).toHaveProperty('providerCode', 'BIZ_UNIQUE_EXCEPTION')
  })

  it('a lost question is not found, which proves nothing', async () => {
    const { client, mock } = await shop()
    failNext(mock, { provider: 'alipay', fault: 'timeout-before' })
    expect(await failure(transferFunds(client, wages))).toEqual(code('TIMEOUT', unknown))
    expect(await failure(getTransfer(client, { transferId: 'W-1' }))).toMatchObject({
      providerCode: 'ORDER_NOT_EXIST',
      ...unknown,
    })
  })
})

describe('a transfer that did not succeed, of which Alipay tells no amount', () => {
  const { trans_amount: _amount, pay_date: _date, pay_fund_order_id: _fund, ...bare } = told
  it.each([
    [{ status: 'FAIL', error_code: 'PAYEE_NOT_EXIST', fail_reason: '收款账号不存在' }, 'failed'],
    [{ status: 'DEALING' }, 'pending'],
    [{ status: 'WAIT_PAY', order_id: undefined }, 'pending'],
    [{ status: 'CLOSED' }, 'closed'],
    [{ status: 'REFUND', error_code: 'CARD_UNUSABLE' }, 'returned'],
    // It was to be collected, and came back.
    [{ status: 'SUCCESS', sub_status: 'REFUNDED', trans_amount: '88.80' }, 'returned'],
    [{ status: 'SUCCESS', sub_status: 'SUCCESS', trans_amount: '88.80' }, 'succeeded'],
  ])('%j is %s', async (facts, status) => {
    const { client } = open({ content: { ...bare, ...facts } })
    const transfer = await getTransfer(client, { transferId: 'W-1' })
    expect(transfer).toMatchObject({ transferId: 'W-1', status })
    expect(transfer.amount).toEqual('trans_amount' in facts ? amount('88.80', 'CNY') : undefined)
    expect(transfer.providerTransferId).toBe('order_id' in facts ? undefined : done.order_id)
  })
})
