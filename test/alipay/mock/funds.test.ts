import { X509Certificate } from 'node:crypto'
import { alipay } from 'shroff/alipay'
import { confirmFreeze, type SettleTransferParameters, settleTransfer } from 'shroff/alipay/mock'
import { advanceClock, presentCode } from 'shroff/mock'
import { describe, expect, it } from 'vitest'
import { openAlipayGateway, payerCode, teaContent } from '../../support/alipay-gateway.js'

const minute = 60_000
const shown = {
  out_order_no: 'F_1',
  out_request_no: 'F_1',
  order_title: 'Bicycle',
  amount: '100.00',
  product_code: 'PRE_AUTH',
  payee_user_id: '2088621955702781',
}
const scanned = { ...shown, auth_code: payerCode, auth_code_type: 'bar_code' }

async function openFreezes(options: Parameters<typeof openAlipayGateway>[0] = {}) {
  const gateway = await openAlipayGateway(options)
  const freeze = (content: object) => gateway.call('alipay.fund.auth.order.freeze', content)
  const show = (content: object) => gateway.call('alipay.fund.auth.order.voucher.create', content)
  const query = (content: object = {}) =>
    gateway.call('alipay.fund.auth.operation.detail.query', { out_order_no: 'F_1', out_request_no: 'F_1', ...content })
  const unfreeze = (auth_no: unknown, out_request_no: string, amount: string) =>
    gateway.call('alipay.fund.auth.order.unfreeze', { auth_no, out_request_no, amount, remark: 'returned' })
  const capture = (auth_no: unknown, total_amount: string, more: object = {}) =>
    gateway.ask('pay', { ...teaContent, auth_no, total_amount, product_code: 'PRE_AUTH', ...more })
  return { ...gateway, freeze, show, query, unfreeze, capture }
}

describe('a freeze', () => {
  it.each([
    [{}, 15],
    [{ timeout_express: '1h' }, 60],
    [{ pay_timeout: '1m' }, 1],
  ])('that is shown with %j waits for its payer %d minutes', async (more, minutes) => {
    const { mock, show, query } = await openFreezes()
    await show({ ...shown, ...more })
    advanceClock(mock, minutes * minute)
    expect(await query()).toMatchObject({ order_status: 'INIT', total_freeze_amount: '0.00' })
    advanceClock(mock, 1)
    expect(await query()).toMatchObject({ order_status: 'CLOSED', status: 'CLOSED', total_freeze_amount: '0.00' })
    await expect(confirmFreeze(mock, { freezeId: 'F_1' })).rejects.toThrow('CLOSED')
    expect(await show({ ...shown, ...more })).toMatchObject({ sub_code: 'ORDER_ALREADY_CLOSED' })
  })

  it('is CLOSED once all of it has gone back, FINISH where something was captured', async () => {
    const { freeze, query, unfreeze, capture } = await openFreezes()
    const { auth_no } = await freeze(scanned)
    await unfreeze(auth_no, 'U_1', '100.00')
    expect(await query()).toMatchObject({
      order_status: 'CLOSED',
      total_freeze_amount: '100.00',
      rest_amount: '0.00',
      total_pay_amount: '0.00',
    })
    const other = { ...scanned, out_order_no: 'F_2', out_request_no: 'F_2' }
    const second = await freeze({ ...other, auth_code: '28763443825664395' })
    await capture(second.auth_no, '30.00')
    await unfreeze(second.auth_no, 'U_2', '70.00')
    expect(await query({ out_order_no: 'F_2', out_request_no: 'F_2' })).toMatchObject({
      order_status: 'FINISH',
      rest_amount: '0.00',
      total_pay_amount: '30.00',
    })
  })

  it('takes a payer’s code once, and money only from who has it', async () => {
    const { mock, freeze } = await openFreezes()
    const auth_code = presentCode(mock, { provider: 'alipay' })
    const other = { out_order_no: 'F_2', out_request_no: 'F_2' }
    expect(await freeze({ ...scanned, auth_code })).toMatchObject({ code: '10000', status: 'SUCCESS' })
    expect(await freeze({ ...scanned, ...other, auth_code })).toMatchObject({ sub_code: 'PAYMENT_AUTH_CODE_INVALID' })
    const poor = presentCode(mock, { provider: 'alipay', payer: 'refuses' })
    expect(await freeze({ ...scanned, ...other, auth_code: poor })).toMatchObject({ sub_code: 'MONEY_NOT_ENOUGH' })
    const asked = {
      ...scanned,
      ...other,
      auth_code: presentCode(mock, { provider: 'alipay', payer: 'types-password' }),
    }
    expect(await freeze(asked)).toMatchObject({ code: '10003', status: 'INIT' })
    expect(await freeze(asked)).toMatchObject({ code: '10003', status: 'INIT' })
    await confirmFreeze(mock, { freezeId: 'F_2' })
    expect(await freeze(asked)).toMatchObject({ sub_code: 'FREEZE_ALREADY_SUCCESS' })
  })

  it('is asked after by the number of its capture too', async () => {
    const { freeze, query, capture } = await openFreezes()
    const { auth_no } = await freeze(scanned)
    await capture(auth_no, '30.00')
    expect(await query({ out_request_no: 'T_1001', operation_type: 'PAY' })).toMatchObject({
      operation_type: 'PAY',
      amount: '30.00',
      order_status: 'AUTHORIZED',
    })
  })

  it.each(['PRE_AUTH', 'PREAUTH_PAY', 'PRE_AUTH_ONLINE'])('of %s is captured under that name', async (product_code) => {
    const { freeze, capture } = await openFreezes()
    const { auth_no } = await freeze({ ...scanned, product_code })
    const other = product_code === 'PRE_AUTH' ? 'PREAUTH_PAY' : 'PRE_AUTH'
    const refused = { sub_code: 'ACQ.PRE_AUTH_PROD_CODE_INCONSISTENT' }
    expect(await capture(auth_no, '30.00', { product_code: other })).toMatchObject(refused)
    expect(await capture(auth_no, '30.00', { product_code })).toMatchObject({ code: '10000' })
  })

  it.each([
    [false, '10000', undefined],
    [true, '40004', 'UNIQUE_VIOLATION'],
  ])(
    'gives back under a number of its own; unique for the merchant: %s',
    async (unfreezesPerMerchant, code, sub_code) => {
      const { freeze, unfreeze } = await openFreezes({ unconfirmed: { unfreezesPerMerchant } })
      const { auth_no } = await freeze(scanned)
      const second = await freeze({
        ...scanned,
        ...{ out_order_no: 'F_2', out_request_no: 'F_2', auth_code: '28763443825664395' },
      })
      // Its freeze has it already, in either reading.
      expect(await unfreeze(auth_no, 'F_1', '100.00')).toMatchObject({ sub_code: 'UNIQUE_VIOLATION' })
      expect(await unfreeze(auth_no, 'U_1', '20.00')).toMatchObject({ code: '10000' })
      const elsewhere = await unfreeze(second.auth_no, 'U_1', '20.00')
      expect([elsewhere.code, elsewhere.sub_code]).toEqual([code, sub_code])
      expect(await unfreeze(auth_no, 'U_1', '20.00')).toMatchObject({ code: '10000', amount: '20.00' })
    },
  )
})

describe('a transfer', () => {
  const wages = {
    out_biz_no: 'W-1',
    trans_amount: '88.80',
    product_code: 'TRANS_ACCOUNT_NO_PWD',
    biz_scene: 'DIRECT_TRANSFER',
    payee_info: { identity: '2088102534368455', identity_type: 'ALIPAY_USER_ID' },
  }
  const toCard = {
    ...wages,
    product_code: 'TRANS_BANKCARD_NO_PWD',
    payee_info: { identity: '6222000000000000', identity_type: 'BANKCARD_ACCOUNT', name: '李四' },
  }

  async function open() {
    const { mock, signed, common, send, credentials, rest } = await openAlipayGateway({ mode: 'certificate' })
    const { app, root } = alipay(credentials).certificateSns!
    const call = async (method: string, content: object) =>
      (await send(signed({ ...common(method, content), app_cert_sn: app, alipay_root_cert_sn: root }))).body
    return {
      mock,
      rest,
      transfer: (content: object) => call('alipay.fund.trans.uni.transfer', content),
      query: () => call('alipay.fund.trans.common.query', { out_biz_no: 'W-1' }),
    }
  }

  it('to an account succeeds at once, and only then has an amount', async () => {
    const { transfer, query } = await open()
    expect(await transfer(wages)).toMatchObject({ status: 'SUCCESS', pay_fund_order_id: expect.any(String) })
    expect(await query()).toMatchObject({
      status: 'SUCCESS',
      trans_amount: '88.80',
      pay_date: '2026-03-04 12:00:00',
      order_id: expect.any(String),
      pay_fund_order_id: expect.any(String),
    })
  })

  it('to a card is under way until it is settled', async () => {
    const { mock, transfer, query } = await open()
    expect(await transfer(toCard)).toMatchObject({ status: 'DEALING' })
    expect(await query()).toEqual({
      code: '10000',
      msg: 'Success',
      out_biz_no: 'W-1',
      order_id: expect.any(String),
      pay_fund_order_id: expect.any(String),
      status: 'DEALING',
    })
    advanceClock(mock, 60 * minute)
    await settleTransfer(mock, { transferId: 'W-1' })
    expect(await query()).toMatchObject({ status: 'SUCCESS', pay_date: '2026-03-04 13:00:00' })
  })

  const failure = { error_code: 'PAYEE_ACC_OCUPIED', fail_reason: expect.any(String) }
  const states: [Omit<SettleTransferParameters, 'transferId'>, object, string[]][] = [
    [{ status: 'FAIL' }, { status: 'FAIL', ...failure }, ['trans_amount', 'pay_date', 'pay_fund_order_id']],
    [{ status: 'REFUND', errorCode: 'CARD' }, { status: 'REFUND', error_code: 'CARD' }, ['trans_amount', 'pay_date']],
    [{ status: 'CLOSED' }, { status: 'CLOSED' }, ['trans_amount', 'error_code']],
    [{ status: 'WAIT_PAY' }, { status: 'WAIT_PAY' }, ['trans_amount', 'error_code']],
    [{ subStatus: 'REFUNDED' }, { status: 'SUCCESS', sub_status: 'REFUNDED', trans_amount: '88.80' }, ['error_code']],
  ]
  it.each(states)('settled as %j', async (settled, told, missing) => {
    const { mock, transfer, query } = await open()
    await transfer(wages)
    await settleTransfer(mock, { transferId: 'W-1', ...settled })
    const answer = await query()
    expect(answer).toMatchObject(told)
    for (const name of missing) expect(answer).not.toHaveProperty(name)
  })

  it('that does not exist is not settled', async () => {
    const { mock } = await open()
    await expect(settleTransfer(mock, { transferId: 'W-9' })).rejects.toThrow('no transfer W-9')
  })
})

it('names its certificates by common name, unit, organisation and country, issuer and subject', async () => {
  const { credentials } = await openAlipayGateway({ mode: 'certificate' })
  for (const file of Object.values(credentials.certificates!)) {
    const { issuer, subject } = new X509Certificate(file)
    for (const name of [issuer, subject])
      expect(name.split('\n').map((part) => part.split('=')[0])).toEqual(['C', 'O', 'OU', 'CN'])
  }
})
