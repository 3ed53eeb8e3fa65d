import { alipay, receiveReturn } from 'shroff/alipay'
import type { MockAlipayOptions } from 'shroff/alipay/mock'
import { advanceClock, deliverWebhooks, type MockGateway } from 'shroff/mock'
import { expect, it } from 'vitest'
import { alipayHost, openAlipayGateway, type Parameters, teaContent } from '../../support/alipay-gateway.js'

const byId = { out_trade_no: 'T_1001' }
const notify_url = 'https://shop.example/notify'
const return_url = 'https://shop.example/return?lang=zh'

/** A payer's browser at the mock. */
const visit = (mock: MockGateway, path: string, init?: RequestInit) => mock.fetch(new Request(alipayHost + path, init))
/** By the address of the button on the page that was shown. */
const press = (mock: MockGateway, html: string, step = 'pay') =>
  visit(mock, new RegExp(`action="([^"]+/${step})"`).exec(html)![1]!, { method: 'POST' })

async function openPage(
  kind: 'page' | 'wap' | 'app',
  beside: Parameters = { notify_url, return_url },
  content: object = {},
  options: MockAlipayOptions = {},
) {
  const gateway = await openAlipayGateway(options)
  const product_code = { page: 'FAST_INSTANT_TRADE_PAY', wap: 'QUICK_WAP_WAY', app: undefined }[kind]
  const order = { ...teaContent, product_code, ...content }
  const call = { ...gateway.common(`alipay.trade.${kind}.pay`, order), ...beside }
  const page = `/gateway.do?${new URLSearchParams(gateway.signed(call))}`
  return { ...gateway, page, account: alipay(gateway.credentials) }
}

it.each(['page', 'wap'] as const)(
  '%s: the order is there once the payer sees it, and paid once he confirms',
  async (kind) => {
    const { mock, ask, page, account } = await openPage(kind)
    expect(await ask('query', byId)).toMatchObject({ sub_code: 'ACQ.TRADE_NOT_EXIST' })
    const shown = await visit(mock, page)
    const html = await shown.text()
    expect(html).toContain('¥25.00')
    expect(await ask('query', byId)).toMatchObject({ trade_status: 'WAIT_BUYER_PAY' })

    const back = await press(mock, html)
    expect(back.status).toBe(302)
    const { searchParams, origin } = new URL(back.headers.get('location')!)
    expect(origin).toBe('https://shop.example')
    const { trade_no } = await ask('query', byId)
    const { sign, lang, ...returned } = Object.fromEntries(searchParams)
    expect(lang).toBe('zh')
    expect(returned).toEqual({
      charset: 'utf-8',
      out_trade_no: 'T_1001',
      method: `alipay.trade.${kind}.pay.return`,
      total_amount: '25.00',
      trade_no,
      auth_app_id: '2021000122672388',
      version: '1.0',
      app_id: '2021000122672388',
      sign_type: 'RSA2',
      seller_id: '2088621955702781',
      timestamp: '2026-03-04 12:00:00',
    })
    const signed = new URLSearchParams({ ...returned, sign: sign! })
    expect(await receiveReturn(account, `?${signed}`)).toMatchObject({ orderId: 'T_1001', paymentId: trade_no })
    // Confirmed again, by the back button: the same page, and no second payment.
    expect((await press(mock, html)).status).toBe(302)
    const reports = await deliverWebhooks(mock, { to: () => new Response('success') })
    expect(reports).toHaveLength(1)
  },
)

it('shows what was ordered, and never as markup', async () => {
  const { mock, page } = await openPage('page', {}, { subject: '<script>alert(1)<\\script>' })
  const html = await (await visit(mock, page)).text()
  expect(html).not.toContain('<script>')
  expect(html).toContain('&#60;script&#62;')
  expect(await (await press(mock, html)).text()).toContain('支付成功')
})

it('shows no cashier for a request that is not rightly signed', async () => {
  const { mock, page, ask } = await openPage('page')
  // To a browser, in GBK.
  const answer = await visit(mock, page.replace('25.00', '00.01'))
  expect(answer.headers.get('content-type')).toBe('text/html;charset=GBK')
  const html = new TextDecoder('gbk').decode(await answer.arrayBuffer())
  expect(html).toContain('<h1>isv.invalid-signature</h1><p>验签出错')
  expect(await ask('query', byId)).toMatchObject({ sub_code: 'ACQ.TRADE_NOT_EXIST' })
})

it('takes no confirmation by a mere look, for no order, or too late', async () => {
  const { mock, page, ask } = await openPage('page')
  expect((await visit(mock, `/cashier/${'0'.repeat(32)}/pay`, { method: 'POST' })).status).toBe(404)
  const html = await (await visit(mock, page)).text()
  const [, address] = /action="([^"]+)"/.exec(html)!
  expect((await visit(mock, address!)).status).toBe(405)
  expect((await visit(mock, '/elsewhere')).status).toBe(404)
  advanceClock(mock, 15 * 24 * 3_600_000 + 1)
  const late = await press(mock, html)
  expect([late.status, late.headers.get('location')]).toEqual([410, null])
  expect(await ask('query', byId)).toMatchObject({ trade_status: 'TRADE_CLOSED' })
  expect(await deliverWebhooks(mock, { to: () => new Response('success') })).toEqual([])
})

it('gives an app its result: paid, or failed for an order that is closed', async () => {
  const { mock, page, ask } = await openPage('app', { notify_url })
  const html = await (await visit(mock, page)).text()
  const result = await (await press(mock, html)).json()
  expect(result).toMatchObject({ resultStatus: '9000', memo: '' })
  const { alipay_trade_app_pay_response: content, ...rest } = JSON.parse(result.result)
  expect(Object.keys(rest)).toEqual(['sign', 'sign_type'])
  const { trade_no } = await ask('query', byId)
  expect(content).toMatchObject({ code: '10000', out_trade_no: 'T_1001', trade_no, total_amount: '25.00' })
  const second = await openPage('app')
  const open = await (await visit(second.mock, second.page)).text()
  await second.ask('close', byId)
  expect(await (await press(second.mock, open)).json()).toEqual({ memo: '', resultStatus: '4000', result: '' })
})

it.each(['page', 'app'] as const)(
  '%s: leads where it says, though a code was shown before that nobody scanned',
  async (kind) => {
    const { mock, page, ask } = await openPage(kind)
    await ask('precreate', { ...teaContent, passback_params: 'shelf3' })
    const end = await press(mock, await (await visit(mock, page)).text())
    if (kind === 'page') expect(end.headers.get('location')).toMatch(/^https:\/\/shop\.example\/return\?/)
    else expect(await end.json()).toMatchObject({ resultStatus: '9000' })
    const told: URLSearchParams[] = []
    await deliverWebhooks(mock, {
      async to(request) {
        told.push(new URLSearchParams(await request.text()))
        return new Response('success')
      },
    })
    expect(told.map((fields) => fields.get('passback_params'))).toEqual([null])
  },
)

it.each([
  ['page', undefined],
  ['wap', undefined],
  ['page', 'QUICK_WAP_WAY'],
  ['wap', 'QUICK_MSECURITY_PAY'],
] as const)('%s: no page is shown for the product %s', async (kind, product_code) => {
  const { mock, page, ask } = await openPage(kind, {}, { product_code })
  expect(await (await visit(mock, page)).text()).toContain('ACQ.INVALID_PARAMETER')
  expect(await ask('query', byId)).toMatchObject({ sub_code: 'ACQ.TRADE_NOT_EXIST' })
})

it.each([
  [false, '¥25.00'],
  [true, 'ACQ.INVALID_PARAMETER'],
])('wap: the product QUICK_WAP_PAY, which many clients send; refused: %s', async (refusesQuickWapPay, seen) => {
  const product = { product_code: 'QUICK_WAP_PAY' }
  const { mock, page } = await openPage('wap', {}, product, { unconfirmed: { refusesQuickWapPay } })
  expect(await (await visit(mock, page)).text()).toContain(seen)
})

it('the first page of two amounts that is opened wins', async () => {
  const { mock, page, signed, common, ask } = await openPage('page')
  const dearer = { ...teaContent, product_code: 'FAST_INSTANT_TRADE_PAY', total_amount: '30.00' }
  const second = `/gateway.do?${new URLSearchParams(signed(common('alipay.trade.page.pay', dearer)))}`
  expect(await (await visit(mock, second)).text()).toContain('¥30.00')
  expect(await (await visit(mock, page)).text()).toContain('ACQ.CONTEXT_INCONSISTENT')
  expect(await ask('query', byId)).toMatchObject({ total_amount: '30.00' })
})

it('an address that the mock has not says so', async () => {
  const { mock } = await openPage('page')
  const answer = await visit(mock, '/elsewhere', { headers: { 'accept-language': 'en' } })
  expect([answer.status, await answer.text()]).toEqual([404, expect.stringContaining('has nothing at /elsewhere')])
})

it('can be refused, and timed out', async () => {
  const { mock, page, ask } = await openPage('page')
  const html = await (await visit(mock, page)).text()
  expect(await (await press(mock, html, 'refuse')).text()).toContain('上次付款未成功')
  expect(await ask('query', byId)).toMatchObject({ trade_status: 'WAIT_BUYER_PAY' })
  expect((await press(mock, html, 'timeout')).status).toBe(410)
  expect(await ask('query', byId)).toMatchObject({ trade_status: 'TRADE_CLOSED' })
})
