import { createClient, type Transport } from 'shroff'
import { type MockGateway, type PayerBehaviour, pay, presentCode } from 'shroff/mock'
import { cancelPayment, createPayment, getPayment, type WechatpayAccount } from 'shroff/wechatpay'
import { describe, expect, it } from 'vitest'
import { judgeV2Reply, judgeV2Request, type V2Facts } from '../oracle/wechatpay/v2.js'
import { codeOf } from '../support/failure.js'
import { openJudgedShop } from '../support/wechatpay-judged.js'
import { openWechatpayShop, tea } from '../support/wechatpay-shop.js'

// A payer's code at the till, over both generations, with the oracle between our client and our mock.

const { notifyUrl: _, ...goods } = tea
const sale = {
  channel: 'barcode',
  ...goods,
  payerClientIp: '203.0.113.7',
  store: { id: '1001' },
  attach: 'shelf 7',
} as const
const present = (mock: MockGateway, payer: PayerBehaviour = 'pays') =>
  presentCode(mock, { provider: 'wechatpay', payer })

/** APIv2 is judged here, what is asked over APIv3 by the other judge. */
async function openTill() {
  const shop = await openWechatpayShop()
  const { merchantId, appId } = shop.credentials
  const apiV2Key = shop.credentials.apiV2Key
  const facts: V2Facts = { merchantId, appId, apiV2Key, signType: 'HMAC-SHA256' }
  const judged: string[] = []
  const transport: Transport = async (request, options) => {
    const isV2 = !new URL(request.url).pathname.startsWith('/v3/')
    const question = isV2 ? judgeV2Request(request, facts) : undefined
    const reply = await shop.mock.transport(request, options)
    if (question) {
      const { err_code, trade_state } = judgeV2Reply(reply, question.path, facts)
      judged.push([question.path, err_code ?? trade_state].filter(Boolean).join(' '))
    }
    return reply
  }
  return { ...shop, judged, client: createClient<WechatpayAccount>({ account: shop.account, transport }) }
}

describe('over APIv2', () => {
  it('is charged at once, asked for, and reversed', async () => {
    const { client, judged, mock } = await openTill()
    expect(await createPayment(client, { ...sale, payerCode: present(mock) })).toMatchObject({ status: 'paid' })
    expect(await codeOf(createPayment(client, { ...sale, payerCode: present(mock) }))).toBe('ORDER_PAID')
    expect(await cancelPayment(client, { orderId: sale.orderId })).toBeDefined()
    expect(judged).toEqual(['/pay/micropay SUCCESS', '/pay/micropay ORDERPAID', '/secapi/pay/reverse'])
  })

  it('waits for a password, and is refused', async () => {
    const { client, judged, mock } = await openTill()
    const busy = { ...sale, payerCode: present(mock, 'types-password') }
    expect(await createPayment(client, busy)).toMatchObject({ status: 'processing' })
    expect(await getPayment(client, { orderId: sale.orderId })).toMatchObject({ status: 'processing' })
    await pay(mock, { provider: 'wechatpay', orderId: sale.orderId })
    expect(await getPayment(client, { orderId: sale.orderId })).toMatchObject({ status: 'paid' })
    const refused = { ...sale, orderId: 'T-1002', payerCode: present(mock, 'refuses') }
    expect(await codeOf(createPayment(client, refused))).toBe('PAYER_REFUSED')
    expect(judged.slice(0, 1)).toEqual(['/pay/micropay USERPAYING'])
    expect(judged.slice(-1)).toEqual(['/pay/micropay NOTENOUGH'])
  })
})

describe('over APIv3', () => {
  it('is charged at once, and reversed', async () => {
    const { client, last, mock } = await openJudgedShop({ account: { codePay: 'v3' } })
    expect(await createPayment(client, { ...sale, payerCode: present(mock) })).toMatchObject({ status: 'paid' })
    expect(last().route).toBe('POST /v3/pay/transactions/codepay')
    await cancelPayment(client, { orderId: sale.orderId })
    expect(last().route).toBe('POST /v3/pay/transactions/out-trade-no/{out_trade_no}/reverse')
  })

  it('waits for a password, and is told so by 202', async () => {
    const { client, mock } = await openJudgedShop({ account: { codePay: 'v3' } })
    const busy = { ...sale, payerCode: present(mock, 'types-password') }
    expect(await createPayment(client, busy)).toMatchObject({ status: 'processing' })
    expect(await getPayment(client, { orderId: sale.orderId })).toMatchObject({ status: 'processing' })
    await pay(mock, { provider: 'wechatpay', orderId: sale.orderId })
    expect(await getPayment(client, { orderId: sale.orderId })).toMatchObject({ status: 'paid' })
  })
})
