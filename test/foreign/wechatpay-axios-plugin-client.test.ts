import { createHash, randomUUID } from 'node:crypto'
import {
  createMockGateway,
  deliverWebhooks,
  type Fault,
  failNext,
  pay,
  rotateCertificate,
  settleRefund,
} from 'shroff/mock'
import { listen } from 'shroff/mock/server'
import { mockWechatpay } from 'shroff/wechatpay/mock'
import { afterEach, describe, expect, it } from 'vitest'
import { Aes, Formatter, Rsa, Wechatpay } from 'wechatpay-axios-plugin'

// Somebody else's client, unchanged, on the other end of a real socket, with the real clock.

/** Its chains are open to every path, so that each step is "possibly undefined" to the compiler; these are the ones used. */
type Endpoint = {
  get(config?: object): Promise<Reply>
  post(body: object, config?: object): Promise<Reply>
}
type Reply = { status: number; data: Record<string, unknown> }
type Chains = {
  certificates: Endpoint
  pay: {
    transactions: {
      native: Endpoint
      id: { _transaction_id_: Endpoint }
      outTradeNo: { _out_trade_no_: Endpoint; $out_trade_no$: Endpoint & { close: Endpoint } }
    }
  }
  refund: { domestic: { refunds: Endpoint & { _out_refund_no_: Endpoint } } }
}
const chainsOf = (client: Wechatpay) => client as unknown as { v3: Chains }

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

async function open(mode: 'public-key' | 'certificate') {
  const mock = await createMockGateway({ providers: [mockWechatpay({ mode })] })
  const server = await listen(mock)
  closing.push(server.close)
  const credentials = mock.credentials('wechatpay')
  const { merchantId: mchid, appId: appid, serial, privateKey, platformKeys: certs } = credentials
  const baseURL = server.urls.wechatpay
  const wxpay = chainsOf(new Wechatpay({ mchid, serial, privateKey, certs: { ...certs }, baseURL }))
  const out_trade_no = `T-${createHash('md5').update(randomUUID()).digest('hex').slice(0, 20)}`
  const order = {
    mchid,
    appid,
    out_trade_no,
    description: 'Image形象店-深圳腾大-QQ公仔',
    notify_url: 'https://shop.example/notify',
    amount: { total: 888, currency: 'CNY' },
  }
  return { mock, credentials, wxpay, order, mchid, out_trade_no, baseURL }
}

describe.each(['public-key', 'certificate'] as const)('in %s mode', (mode) => {
  it('orders, queries, pays, refunds and queries the refund', async () => {
    const { mock, wxpay, order, mchid, out_trade_no } = await open(mode)
    const created = await wxpay.v3.pay.transactions.native.post(order)
    expect(created.data.code_url).toMatch(/^weixin:\/\/wxpay\/bizpayurl/)

    const query = { params: { mchid }, out_trade_no }
    const open_ = await wxpay.v3.pay.transactions.outTradeNo.$out_trade_no$.get(query)
    expect(open_.data).toMatchObject({ out_trade_no, trade_state: 'NOTPAY' })

    await pay(mock, { provider: 'wechatpay', orderId: out_trade_no })
    const paid = await wxpay.v3.pay.transactions.outTradeNo._out_trade_no_.get(query)
    expect(paid.data).toMatchObject({ trade_state: 'SUCCESS', amount: { payer_total: 888 } })
    const { transaction_id } = paid.data
    const byId = await wxpay.v3.pay.transactions.id._transaction_id_.get({ params: { mchid }, transaction_id })
    expect(byId.data).toEqual(paid.data)

    const out_refund_no = `${out_trade_no}-R1`
    const amount = { refund: 444, total: 888, currency: 'CNY' }
    const refunded = await wxpay.v3.refund.domestic.refunds.post({
      transaction_id,
      out_refund_no,
      reason: '商品已售完',
      amount,
    })
    expect(refunded.data).toMatchObject({ out_refund_no, status: 'PROCESSING', amount })
    await settleRefund(mock, { provider: 'wechatpay', refundId: out_refund_no })
    const settled = await wxpay.v3.refund.domestic.refunds._out_refund_no_.get({ out_refund_no })
    expect(settled.data).toMatchObject({ refund_id: refunded.data.refund_id, status: 'SUCCESS' })
  })

  it('closes: 204, whose empty body its verifier accepts', async () => {
    const { wxpay, order, mchid, out_trade_no } = await open(mode)
    await wxpay.v3.pay.transactions.native.post(order)
    const closed = await wxpay.v3.pay.transactions.outTradeNo.$out_trade_no$.close.post({ mchid }, { out_trade_no })
    expect([closed.status, closed.data]).toEqual([204, ''])
    const again = wxpay.v3.pay.transactions.native.post(order)
    await expect(again).rejects.toMatchObject({ response: { status: 400, data: { code: 'ORDER_CLOSED' } } })
  })

  it('is told the real errors', async () => {
    const { wxpay, order, mchid } = await open(mode)
    const free = wxpay.v3.pay.transactions.native.post({ ...order, amount: { total: 0 } })
    await expect(free).rejects.toMatchObject({ response: { status: 400, data: { code: 'PARAM_ERROR' } } })
    const none = wxpay.v3.pay.transactions.outTradeNo.$out_trade_no$.get({
      params: { mchid },
      out_trade_no: 'T-none-1',
    })
    await expect(none).rejects.toMatchObject({ response: { status: 404, data: { code: 'ORDER_NOT_EXIST' } } })
  })

  const refusals: [Fault, string][] = [
    ['wrong-signature', 'EV3_RES_HEADER_SIGNATURE_DIGEST'],
    ['probe', 'EV3_RES_HEADER_SIGNATURE_DIGEST'],
    ['unsigned', 'EV3_RES_HEADERS_INCOMPLATE'],
    ['stale-timestamp', 'EV3_RES_HEADER_TIMESTAMP_OFFSET'],
    ['unknown-serial', 'EV3_RES_HEADER_PLATFORM_SERIAL'],
    ['proxy-page', 'EV3_RES_HEADERS_INCOMPLATE'],
  ]
  it.each(refusals)('refuses an answer that is %s', async (fault, code) => {
    const { mock, wxpay, order } = await open(mode)
    failNext(mock, { provider: 'wechatpay', fault })
    await expect(wxpay.v3.pay.transactions.native.post(order)).rejects.toMatchObject({ code })
    expect((await wxpay.v3.pay.transactions.native.post(order)).status).toBe(200)
  })

  it('verifies and decrypts our webhooks', async () => {
    const { mock, wxpay, order, credentials, out_trade_no } = await open(mode)
    await wxpay.v3.pay.transactions.native.post(order)
    await pay(mock, { provider: 'wechatpay', orderId: out_trade_no })
    const seen: unknown[] = []
    await deliverWebhooks(mock, {
      to: async (request) => {
        const read = (name: string) => request.headers.get(`wechatpay-${name}`)!
        const body = await request.text()
        const message = Formatter.response(read('timestamp'), read('nonce'), body)
        const key = Rsa.from(credentials.platformKeys[read('serial')]!, Rsa.KEY_TYPE_PUBLIC)
        expect(Rsa.verify(message, read('signature'), key)).toBe(true)
        expect(Rsa.verify(`${message} `, read('signature'), key)).toBe(false)
        const { resource } = JSON.parse(body)
        const text = Aes.AesGcm.decrypt(
          resource.ciphertext,
          credentials.apiV3Key,
          resource.nonce,
          resource.associated_data,
        )
        seen.push(JSON.parse(text))
        return new Response(null, { status: 204 })
      },
    })
    expect(seen).toMatchObject([{ out_trade_no, trade_state: 'SUCCESS', amount: { total: 888 } }])
  })
})

it('downloads certificates, and trusts the new one after a rotation', async () => {
  const { mock, wxpay, credentials, order, baseURL } = await open('certificate')
  await rotateCertificate(mock, { provider: 'wechatpay' })
  // Its own way of the first download: what the APIv3 key decrypts, then verifies the very answer it came in.
  const refused = await wxpay.v3.certificates.get().catch((error: unknown) => error)
  const { data } = (refused as { response: { data: string } }).response
  const certs = Object.fromEntries(
    (JSON.parse(data).data as { serial_no: string; encrypt_certificate: Record<string, string> }[]).map((listed) => {
      const { ciphertext, nonce, associated_data } = listed.encrypt_certificate
      return [listed.serial_no, Aes.AesGcm.decrypt(ciphertext!, credentials.apiV3Key, nonce!, associated_data!)]
    }),
  )
  expect(Object.keys(certs)).toHaveLength(3)
  const { merchantId: mchid, serial, privateKey } = credentials
  const fresh = chainsOf(new Wechatpay({ mchid, serial, privateKey, certs, baseURL }))
  expect((await fresh.v3.certificates.get()).data.data).toHaveLength(3)
  expect((await fresh.v3.pay.transactions.native.post(order)).status).toBe(200)
})

it('has no certificates to download in public-key mode', async () => {
  const { wxpay } = await open('public-key')
  await expect(wxpay.v3.certificates.get()).rejects.toMatchObject({
    response: { status: 404, data: { code: 'RESOURCE_NOT_EXISTS' } },
  })
})

it('signs what the mock accepts, at any transport', async () => {
  const { mock, credentials, out_trade_no, mchid } = await open('public-key')
  const path = `/v3/pay/transactions/out-trade-no/${out_trade_no}?mchid=${mchid}`
  const [timestamp, nonce] = [String(Formatter.timestamp()), Formatter.nonce()]
  const key = Rsa.from(credentials.privateKey, Rsa.KEY_TYPE_PRIVATE)
  const signature = Rsa.sign(Formatter.request('GET', path, timestamp, nonce), key)
  const authorization = Formatter.authorization(mchid, nonce, signature, timestamp, credentials.serial)
  const { signal } = new AbortController()
  const ask = (header: string) =>
    mock.transport(
      { method: 'GET', url: `https://api.mch.weixin.qq.com${path}`, headers: { authorization: header } },
      { signal },
    )
  expect((await ask(authorization)).status).toBe(404)
  expect((await ask(authorization.replace(nonce, Formatter.nonce()))).status).toBe(401)
})
