import { createPublicKey, createVerify } from 'node:crypto'
import type { AlipaySdk } from 'alipay-sdk'
import { amount } from 'shroff'
import { receiveReturn } from 'shroff/alipay'
import { deliverWebhooks, type Fault, failNext, type MockGateway, pay } from 'shroff/mock'
import { describe, expect, it } from 'vitest'
import { receiveAppResult } from '../../src/alipay/app-result.js'
import { modes, notifyUrl, openWithSdk as open } from '../support/alipay-sdk.js'

// Alipay's own client, unchanged, on the other end of a real socket, with the real clock.

const returnUrl = 'https://shop.example/return'
const strict = { validateSign: true }

const seenOn = async (mock: MockGateway) => {
  const seen: Record<string, string>[] = []
  await deliverWebhooks(mock, {
    to: async (request) => {
      seen.push(Object.fromEntries(new URLSearchParams(await request.text())))
      return new Response('success')
    },
  })
  return seen
}

describe.each(modes)('exec, in %s mode', (mode) => {
  it('orders by QR code, queries, refunds in parts, and queries the refund', async () => {
    const { mock, sdk, order, outTradeNo } = await open(mode)
    const ask = (method: string, bizContent: object) =>
      sdk.exec(`alipay.trade.${method}`, { notifyUrl, bizContent }, strict)
    const created = await ask('precreate', order)
    expect(created).toMatchObject({
      code: '10000',
      outTradeNo,
      qrCode: expect.stringMatching(/^https:\/\/qr\.alipay\.com\/bax/),
    })
    // Nobody has scanned it.
    expect(await ask('query', { outTradeNo })).toMatchObject({ code: '40004', subCode: 'ACQ.TRADE_NOT_EXIST' })

    await pay(mock, { provider: 'alipay', orderId: outTradeNo })
    const paid = await ask('query', { outTradeNo })
    expect(paid).toMatchObject({
      code: '10000',
      tradeStatus: 'TRADE_SUCCESS',
      totalAmount: '25.00',
      subject: order.subject,
    })
    expect(paid.traceId).toMatch(/^[0-9a-f]{30}$/)

    const part = { outTradeNo, refundAmount: '5.00', outRequestNo: 'R_1' }
    expect(await ask('refund', part)).toMatchObject({ fundChange: 'Y', refundFee: '5.00' })
    expect(await ask('refund', part)).toMatchObject({ code: '10000', fundChange: 'N' })
    const rest = { tradeNo: paid.tradeNo, refundAmount: '20.00', outRequestNo: 'R_2' }
    expect(await ask('refund', rest)).toMatchObject({ fundChange: 'Y', refundFee: '25.00', sendBackFee: '20.00' })
    expect(await ask('fastpay.refund.query', { outTradeNo, outRequestNo: 'R_2' })).toMatchObject({
      refundStatus: 'REFUND_SUCCESS',
      refundAmount: '20.00',
    })
    expect(await ask('query', { outTradeNo })).toMatchObject({ tradeStatus: 'TRADE_CLOSED' })
  })

  it('charges a code, creates for a mini program, closes and cancels', async () => {
    const { sdk, order, outTradeNo } = await open(mode)
    const ask = (method: string, bizContent: object) => sdk.exec(`alipay.trade.${method}`, { bizContent }, strict)
    const charged = await ask('pay', { ...order, scene: 'bar_code', authCode: '28763443825664394' })
    expect(charged).toMatchObject({ code: '10000', totalAmount: '25.00' })
    expect(await ask('cancel', { outTradeNo })).toMatchObject({ action: 'refund', retryFlag: 'N' })

    const second = { ...order, outTradeNo: `${outTradeNo}_2`, buyerId: '2088102146225135' }
    const { tradeNo } = await ask('create', second)
    expect(await ask('close', { tradeNo })).toMatchObject({ code: '10000', outTradeNo: second.outTradeNo })
    expect(await ask('pay', { ...second, authCode: '28763443825664394' })).toMatchObject({
      code: '40004',
      subCode: 'ACQ.TRADE_HAS_CLOSE',
    })
  })

  it.each<Fault>(['wrong-signature', 'unsigned', 'proxy-page'])('refuses an answer that is %s', async (fault) => {
    const { mock, sdk, order } = await open(mode)
    const ask = () => sdk.exec('alipay.trade.precreate', { bizContent: order }, strict)
    failNext(mock, { provider: 'alipay', fault })
    await expect(ask()).rejects.toThrow(/验签失败|signature|格式错误/)
    expect(await ask()).toMatchObject({ code: '10000' })
  })

  it('is told the real errors, signed', async () => {
    const { mock, sdk, order } = await open(mode)
    const ask = () => sdk.exec('alipay.trade.precreate', { bizContent: order }, strict)
    failNext(mock, { provider: 'alipay', fault: 'system-error-before' })
    expect(await ask()).toMatchObject({ code: '20000', subCode: 'isp.unknow-error' })
    failNext(mock, { provider: 'alipay', fault: 'rate-limited' })
    expect(await ask()).toMatchObject({ code: '40005', subCode: 'isv.app-call-limited' })
    failNext(mock, {
      provider: 'alipay',
      fault: { status: 400, code: 'ACQ.PARTNER_ERROR', message: '应用APP_ID填写错误' },
    })
    expect(await ask()).toMatchObject({ code: '40004', subCode: 'ACQ.PARTNER_ERROR', subMsg: '应用APP_ID填写错误' })
    expect(await sdk.exec('alipay.no.such.method', {}, strict)).toMatchObject({ code: '40002' })
  })

  it('encrypts, and is answered encrypted', async () => {
    const { mock, sdk, order, outTradeNo } = await open(mode, true)
    const ask = (bizContent: object, method = 'precreate') =>
      sdk.exec(`alipay.trade.${method}`, { needEncrypt: true, bizContent })
    expect(await ask(order)).toMatchObject({ code: '10000', outTradeNo })
    const [entry] = mock.journal.filter(({ kind }) => kind === 'request')
    const { request, reply } = entry as Extract<typeof entry, { kind: 'request' }> & { reply: { body: Uint8Array } }
    expect(new TextDecoder().decode(request.body)).not.toContain('out_trade_no')
    const text = new TextDecoder().decode(reply.body)
    // What is signed is the quoted ciphertext, quotation marks included.
    const [, signed, sign] = /^\{"alipay_trade_precreate_response":("[^"]+"),.*"sign":"([^"]+)"\}$/.exec(text)!
    expect(sdk.rsaCheck(signed!, sign!)).toBe(true)
    expect(sdk.rsaCheck(signed!.slice(1, -1), sign!)).toBe(false)
    expect(await ask({ outTradeNo }, 'query')).toMatchObject({ subCode: 'ACQ.TRADE_NOT_EXIST' })
  })
})

describe.each(modes)('curl, in %s mode', (mode) => {
  const post = async (sdk: AlipaySdk, path: string, body: object, needEncrypt = false) =>
    (await sdk.curl<Record<string, string>>('POST', `/v3/alipay/trade/${path}`, { body, needEncrypt })).data

  it.each([false, true])('goes through the life of a payment, encrypted: %s', async (encrypted) => {
    const { mock, sdk, order, outTradeNo: out_trade_no } = await open(mode, encrypted)
    const ask = (path: string, body: object) => post(sdk, path, body, encrypted)
    const v3 = { out_trade_no, total_amount: '25.00', subject: order.subject, notify_url: notifyUrl }
    expect(await ask('precreate', v3)).toMatchObject({ out_trade_no, qr_code: expect.stringContaining('bax') })
    await expect(ask('query', { out_trade_no })).rejects.toMatchObject({
      code: 'ACQ.TRADE_NOT_EXIST',
      responseHttpStatus: 400,
    })
    await pay(mock, { provider: 'alipay', orderId: out_trade_no })
    const paid = await ask('query', { out_trade_no })
    expect(paid).toMatchObject({ trade_status: 'TRADE_SUCCESS' })
    expect(paid).not.toHaveProperty('code')
    const refund = { out_trade_no, refund_amount: '5.00', out_request_no: 'R_1' }
    expect(await ask('refund', refund)).toMatchObject({ fund_change: 'Y' })
    expect(await ask('fastpay/refund/query', { out_trade_no, out_request_no: 'R_1' })).toMatchObject({
      refund_status: 'REFUND_SUCCESS',
    })
    await expect(ask('cancel', { out_trade_no })).rejects.toMatchObject({ code: 'ACQ.REASON_TRADE_REFUND_FEE_ERR' })

    const next = { ...v3, out_trade_no: `${out_trade_no}_2` }
    const create = await ask('create', { ...next, buyer_id: '2088102146225135' })
    expect(await ask('close', { trade_no: create.trade_no! })).toMatchObject({ trade_no: create.trade_no })
    const charge = { ...v3, out_trade_no: `${out_trade_no}_3`, auth_code: '28763443825664394' }
    expect(await ask('pay', charge)).toMatchObject({ gmt_payment: expect.any(String) })
    expect(await seenOn(mock)).toHaveLength(3)
  })

  const refusals: [Fault, object][] = [
    ['wrong-signature', { code: 'response-signature-verify-error' }],
    ['unsigned', {}],
    ['rate-limited', { code: 'app-call-limited', responseHttpStatus: 429 }],
    ['system-error-after', { code: 'unknow-error', responseHttpStatus: 500 }],
    ['nonce-refused', { code: 'suspected-attack', responseHttpStatus: 400 }],
    [{ status: 403, code: 'insufficient-isv-permissions' }, { responseHttpStatus: 403 }],
  ]
  it.each(refusals)('throws at %j', async (fault, error) => {
    const { mock, sdk, order, outTradeNo } = await open(mode)
    failNext(mock, { provider: 'alipay', fault })
    const body = { out_trade_no: outTradeNo, total_amount: '25.00', subject: order.subject }
    await expect(post(sdk, 'precreate', body)).rejects.toMatchObject(error)
    expect(await post(sdk, 'precreate', body)).toMatchObject({ out_trade_no: outTradeNo })
  })
})

it('curl refuses an answer under another certificate', async () => {
  const { mock, sdk } = await open('certificate')
  failNext(mock, { provider: 'alipay', fault: 'unknown-serial' })
  const body = { out_trade_no: 'T_1', total_amount: 1, subject: 'tea' }
  await expect(sdk.curl('POST', '/v3/alipay/trade/precreate', { body })).rejects.toMatchObject({
    code: 'response-alipay-sn-verify-error',
  })
})

describe.each(modes)('pages and apps, in %s mode', (mode) => {
  it.each(['page', 'wap'])('pageExec of %s.pay, by GET and by POST, leads to a return that we verify', async (kind) => {
    const { mock, sdk, order, outTradeNo, account, visit, confirm } = await open(mode)
    const productCode = kind === 'page' ? 'FAST_INSTANT_TRADE_PAY' : 'QUICK_WAP_WAY'
    const method = `alipay.trade.${kind}.pay`
    const url = sdk.pageExec(method, 'GET', { notifyUrl, returnUrl, bizContent: { ...order, productCode } })
    const shown = await visit(url)
    expect(shown.headers.get('content-type')).toContain('text/html')
    const back = await confirm(shown)
    expect(back.status).toBe(302)
    const location = back.headers.get('location')!
    expect(new URL(location).searchParams.get('method')).toBe(`${method}.return`)
    expect(await receiveReturn(account, location)).toMatchObject({
      orderId: outTradeNo,
      amount: amount('25.00', 'CNY'),
    })
    const returned = Object.fromEntries(new URL(location).searchParams)
    expect(sdk.checkNotifySignV2(returned)).toBe(true)

    const posted = { ...order, outTradeNo: `${outTradeNo}_2`, productCode }
    const form = sdk.pageExec(method, 'POST', { notifyUrl, returnUrl, bizContent: posted })
    const action = /<form action="([^"]+)"/.exec(form)![1]!
    const fields = [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(
      ([, name, value]): [string, string] => [name!, value!.replaceAll('&quot;', '"')],
    )
    const again = await confirm(await visit(action, { method: 'POST', body: new URLSearchParams(fields) }))
    expect(await receiveReturn(account, again.headers.get('location')!)).toMatchObject({ orderId: posted.outTradeNo })
    expect((await seenOn(mock)).map(({ out_trade_no }) => out_trade_no)).toEqual([outTradeNo, posted.outTradeNo])
  })

  it('sdkExec makes an order string that the app opens, and its result is one that we verify', async () => {
    const { credentials, sdk, order, outTradeNo, account, server, visit, confirm } = await open(mode)
    const orderString = sdk.sdkExec('alipay.trade.app.pay', { notifyUrl, bizContent: order })
    const { sign, ...rest } = Object.fromEntries(new URLSearchParams(orderString))
    const text = Object.keys(rest)
      .sort()
      .map((name) => `${name}=${rest[name]}`)
      .join('&')
    expect(
      createVerify('RSA-SHA256').update(text).verify(createPublicKey(credentials.privateKey), sign!, 'base64'),
    ).toBe(true)

    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const shown = await visit(`${server.urls.alipay}/gateway.do`, { method: 'POST', headers, body: orderString })
    const result = await (await confirm(shown)).json()
    expect(await receiveAppResult(account, result)).toMatchObject({ status: 'paid', orderId: outTradeNo })
    expect(sdk.getSignStr(result.result, 'alipay_trade_app_pay_response')).toContain(outTradeNo)
  })
})

it.each(modes)('checks our notifications, in %s mode', async (mode) => {
  const { mock, sdk, order, outTradeNo } = await open(mode)
  await sdk.exec('alipay.trade.precreate', {
    notifyUrl,
    bizContent: { ...order, passbackParams: 'a%3D1%26b%3D%E8%8C%B6' },
  })
  await pay(mock, { provider: 'alipay', orderId: outTradeNo })
  await sdk.exec('alipay.trade.refund', { bizContent: { outTradeNo, refundAmount: '25.00' } })
  const seen = await seenOn(mock)
  expect(seen.map(({ trade_status }) => trade_status)).toEqual(['TRADE_SUCCESS', 'TRADE_CLOSED'])
  for (const message of seen) {
    expect(sdk.checkNotifySignV2(message)).toBe(true)
    expect(sdk.checkNotifySignV2({ ...message, total_amount: '0.01' })).toBe(false)
  }
  // Its older check decodes the values once more, so it is for messages without a percent sign.
  const plain = { ...order, outTradeNo: `${outTradeNo}_2`, subject: 'Oolong tea 乌龙茶' }
  await sdk.exec('alipay.trade.precreate', { notifyUrl, bizContent: plain })
  await pay(mock, { provider: 'alipay', orderId: plain.outTradeNo })
  const [message] = await seenOn(mock)
  expect(sdk.checkNotifySign(message)).toBe(true)
  expect(sdk.checkNotifySign({ ...message, app_id: '1' })).toBe(false)
})
