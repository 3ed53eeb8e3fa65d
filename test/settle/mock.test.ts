import { createHash } from 'node:crypto'
import { createClient } from 'shroff'
import { isPayerCode as isAlipayCode } from 'shroff/alipay'
import { isPayerCode as isLakalaCode } from 'shroff/lakala'
import { createMockGateway, decline, deliverWebhooks, pay, presentCode } from 'shroff/mock'
import { isPayerCode as isQqpayCode } from 'shroff/qqpay'
import { isPayerCode as isUnionpayCode } from 'shroff/unionpay'
import { closePayment, createPayment, getPayment, isPayerCode, wechatpay } from 'shroff/wechatpay'
import { mockWechatpay } from 'shroff/wechatpay/mock'
import { describe, expect, it } from 'vitest'
import { cancelPayment } from '../../src/wechatpay/actions/cancelPayment.js'
import { noon } from '../support/noon.js'
import { openWechatpayShop, tea } from '../support/wechatpay-shop.js'
import { tills } from './shops.js'

const isCodeOf: Record<string, (code: string) => boolean> = {
  wechatpay: isPayerCode,
  alipay: isAlipayCode,
  unionpay: isUnionpayCode,
  qqpay: isQqpayCode,
  lakala: isLakalaCode,
  // It finds out itself whose code it is.
  yeepay: (code) => /^\d{18}$/.test(code),
}

const { notifyUrl: _, ...goods } = tea
const at = { provider: 'wechatpay', orderId: tea.orderId } as const

describe('presentCode', () => {
  it('refuses a payer who does something else', async () => {
    const { mock } = await openWechatpayShop()
    expect(() => presentCode(mock, { provider: 'wechatpay', payer: 'dances' as never })).toThrow(RangeError)
  })

  it.each(Object.entries(tills))('gives codes of %s that are known by their digits', async (_name, open) => {
    const till = await open()
    for (const payer of ['pays', 'types-password', 'refuses'] as const)
      expect(isCodeOf[till.provider]?.(till.code(payer))).toBe(true)
    expect(till.code('pays')).not.toBe(till.code('pays'))
  })
})

/** What any client of APIv2 sends: MD5, the default. */
async function openOldClient() {
  const mock = await createMockGateway({ providers: [mockWechatpay()], now: noon })
  const { merchantId, appId, apiV2Key } = mock.credentials('wechatpay')
  const md5 = (fields: Record<string, string>) => {
    const pairs = Object.entries(fields).filter(([name, value]) => value && name !== 'sign')
    const text = `${pairs
      .map(([name, value]) => `${name}=${value}`)
      .sort()
      .join('&')}&key=${apiV2Key}`
    return createHash('md5').update(text).digest('hex').toUpperCase()
  }
  const send = async (path: string, text: string) => {
    const url = `https://api.mch.weixin.qq.com${path}`
    const request = { method: 'POST', url, headers: {}, body: new TextEncoder().encode(text) }
    const reply = await mock.transport(request, { signal: new AbortController().signal })
    expect(reply.status).toBe(200)
    const answer = new TextDecoder().decode(reply.body)
    return Object.fromEntries(
      Array.from(answer.matchAll(/<(\w+)>([^<]*)<\/\1>/g), ([, name, value]) => [name!, value!]),
    )
  }
  const ask = async (path: string, given: Record<string, string>) => {
    const fields: Record<string, string> = { appid: appId, mch_id: merchantId, nonce_str: 'n0nce', ...given }
    const members = Object.entries({ sign: md5(fields), ...fields }).map(
      ([name, value]) => `<${name}>${value}</${name}>`,
    )
    const answer = await send(path, `<xml>${members.join('')}</xml>`)
    if (answer.return_code === 'SUCCESS') expect(answer.sign).toBe(md5(answer))
    return answer
  }
  const sale = { body: 'tea', out_trade_no: 'T-1001', total_fee: '2500', spbill_create_ip: '203.0.113.7' }
  return {
    mock,
    send,
    ask,
    sale,
    code: (payer: 'pays' | 'types-password' | 'refuses') => presentCode(mock, { provider: 'wechatpay', payer }),
  }
}

describe('APIv2 of the mock', () => {
  it('does not take what is not from the merchant', async () => {
    const { send, ask, sale, code } = await openOldClient()
    expect(await send('/pay/micropay', '{}')).toEqual({ return_code: 'FAIL', return_msg: 'XML格式错误' })
    const forged = await ask('/pay/micropay', { ...sale, auth_code: code('pays'), sign: '0'.repeat(32) })
    expect(forged).toEqual({ return_code: 'FAIL', return_msg: '签名错误' })
    expect(await ask('/pay/micropay', { ...sale, mch_id: '1' })).toMatchObject({ return_code: 'FAIL' })
    expect(await ask('/pay/orderquery', sale)).toMatchObject({ err_code: 'ORDERNOTEXIST' })
  })

  it.each([
    [{ auth_code: '280000000000000000' }, 'AUTH_CODE_INVALID'],
    [{ auth_code: '' }, 'LACK_PARAMS'],
    [{ total_fee: '25.00' }, 'PARAM_ERROR'],
    [{ total_fee: '0' }, 'PARAM_ERROR'],
    [{ appid: 'wx0000000000000001' }, 'APPID_MCHID_NOT_MATCH'],
    [{ sub_mch_id: '1900000109' }, 'NOAUTH'],
  ])('refuses %o', async (changes, err_code) => {
    const { ask, sale, code } = await openOldClient()
    const answer = await ask('/pay/micropay', { ...sale, auth_code: code('pays'), ...changes })
    expect(answer).toMatchObject({ return_code: 'SUCCESS', result_code: 'FAIL', err_code })
  })

  it('finds an order by WeChat Pay’s own number, but charges none by it', async () => {
    const { ask, sale, code } = await openOldClient()
    const { transaction_id = '' } = await ask('/pay/micropay', { ...sale, auth_code: code('pays') })
    const { out_trade_no: _, ...unnamed } = sale
    const found = { result_code: 'SUCCESS', trade_state: 'SUCCESS', out_trade_no: 'T-1001', transaction_id }
    expect(await ask('/pay/orderquery', { ...unnamed, transaction_id })).toMatchObject(found)
    expect(await ask('/pay/orderquery', { ...sale, transaction_id: '4200' })).toMatchObject({
      err_code: 'ORDERNOTEXIST',
    })
    expect(await ask('/pay/orderquery', unnamed)).toMatchObject({ err_code: 'LACK_PARAMS' })
    const charge = { ...unnamed, transaction_id, auth_code: code('pays') }
    expect(await ask('/pay/micropay', charge)).toMatchObject({ err_code: 'LACK_PARAMS' })
    expect(await ask('/secapi/pay/reverse', { ...unnamed, transaction_id })).toMatchObject({ result_code: 'SUCCESS' })
    expect(await ask('/pay/orderquery', sale)).toMatchObject({ trade_state: 'REFUND' })
  })

  it('keeps one book with APIv3', async () => {
    const { ask, sale, code } = await openOldClient()
    const busy = await ask('/pay/micropay', { ...sale, auth_code: code('types-password') })
    expect(busy).toMatchObject({ result_code: 'FAIL', err_code: 'USERPAYING' })
    // The number was charged before: by another payer's code, for another amount.
    expect(await ask('/pay/micropay', { ...sale, auth_code: code('pays') })).toMatchObject({
      err_code: 'BUYER_MISMATCH',
    })
    expect(await ask('/pay/micropay', { ...sale, total_fee: '1', auth_code: code('pays') })).toMatchObject({
      err_code: 'OUT_TRADE_NO_USED',
    })
    expect(await ask('/pay/orderquery', sale)).toMatchObject({ trade_state: 'USERPAYING', total_fee: '2500' })
    expect(await ask('/secapi/pay/reverse', sale)).toMatchObject({ result_code: 'SUCCESS', recall: 'N' })
    expect(await ask('/pay/orderquery', sale)).toMatchObject({ trade_state: 'REVOKED' })
    expect(await ask('/pay/micropay', { ...sale, auth_code: code('pays') })).toMatchObject({
      err_code: 'ORDERREVERSED',
    })
  })
})

describe.each(['v2', 'v3'] as const)('a code payment over %s', (codePay) => {
  async function openTill() {
    const { mock, client } = await openWechatpayShop({ account: { codePay } })
    const charge = (payer: 'pays' | 'types-password') =>
      createPayment(client, {
        ...goods,
        channel: 'barcode',
        payerCode: presentCode(mock, { provider: 'wechatpay', payer }),
        payerClientIp: '203.0.113.7',
        store: { outId: 'S1' },
      })
    return { mock, client, charge }
  }

  it('is processing until the payer has typed, cannot be closed, and sends no webhook', async () => {
    const { mock, client, charge } = await openTill()
    expect((await charge('types-password')).status).toBe('processing')
    await decline(mock, at)
    expect(await getPayment(client, { orderId: tea.orderId })).toMatchObject({
      status: 'processing',
      raw: { trade_state: 'USERPAYING' },
    })
    await expect(closePayment(client, { orderId: tea.orderId })).rejects.toMatchObject({ outcome: 'rejected' })
    await pay(mock, at)
    expect(await getPayment(client, { orderId: tea.orderId })).toMatchObject({
      status: 'paid',
      raw: { trade_type: 'MICROPAY' },
    })
    expect(await deliverWebhooks(mock, { to: () => Promise.reject(new Error('there is none')) })).toEqual([])
  })

  it('is refunded by a reversal, and only once', async () => {
    const { client, charge } = await openTill()
    expect((await charge('pays')).status).toBe('paid')
    await cancelPayment(client, { orderId: tea.orderId })
    await cancelPayment(client, { orderId: tea.orderId })
    expect(await getPayment(client, { orderId: tea.orderId })).toMatchObject({
      status: 'paid',
      raw: { trade_state: 'REFUND' },
    })
  })

  it('of another product cannot be reversed', async () => {
    const { client } = await openTill()
    await createPayment(client, { ...tea, channel: 'qr' })
    await expect(cancelPayment(client, { orderId: tea.orderId })).rejects.toThrow(/非付款码支付订单/)
  })
})

it('a partner charges for its sub-merchant', async () => {
  const mock = await createMockGateway({ providers: [mockWechatpay({ subMerchantIds: ['1900000109'] })], now: noon })
  for (const codePay of ['v2', 'v3'] as const) {
    const orderId = `T-100${codePay}`
    const account = wechatpay({ ...mock.credentials('wechatpay'), codePay, subMerchantId: '1900000109' })
    const client = createClient({ account, transport: mock.transport })
    const payerCode = presentCode(mock, { provider: 'wechatpay' })
    const sale = {
      ...goods,
      orderId,
      channel: 'barcode',
      payerCode,
      payerClientIp: '203.0.113.7',
      store: { outId: 'S1' },
    } as const
    expect((await createPayment(client, sale)).status).toBe('paid')
    expect(await getPayment(client, { orderId })).toMatchObject({ status: 'paid', raw: { sub_mchid: '1900000109' } })
    await cancelPayment(client, { orderId })
  }
})
