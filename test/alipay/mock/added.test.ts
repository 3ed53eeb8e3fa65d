import { createCipheriv, createDecipheriv } from 'node:crypto'
import { createClient } from 'shroff'
import { alipay, callProvider, receiveNotice } from 'shroff/alipay'
import { type MockAlipayOptions, mockAlipay } from 'shroff/alipay/mock'
import {
  type Asked,
  createMockGateway,
  deliverWebhooks,
  type MockGateway,
  notify,
  refuse,
  withStatus,
} from 'shroff/mock'
import { describe, expect, it } from 'vitest'
import { judgeMessage } from '../../oracle/alipay.js'
import { alipayHost, joined, openAlipayGateway, signText } from '../../support/alipay-gateway.js'
import { failure } from '../../support/failure.js'
import { noon } from '../../support/noon.js'

const method = 'zhima.credit.payafteruse.creditbizorder.order'
const path = '/v3/zhima/credit/payafteruse/creditbizorder/order'

/** A mock in which one order of credit is played, and what it was asked. */
async function open(more: { encrypted?: boolean; api?: 'v2' | 'v3' } = {}) {
  const calls: Asked[] = []
  const methods = {
    async [method](asked: Asked) {
      calls.push(asked)
      if (asked.body.order_amount === '0.00') throw refuse(400, 'CREDIT_AGREEMENT_INVALID', '协议无效')
      return { credit_biz_order_id: 'ZMCB1', out_order_no: asked.body.out_order_no }
    },
    'alipay.user.agreement.look': () => undefined,
    'alipay.user.agreement.file': () => new Uint8Array(1),
    'alipay.merchant.image.upload': ({ body, files }: Asked) => ({
      image_id: `${body.image_type} ${files.map(({ name, bytes }) => `${name} ${bytes.length}`).join()}`,
    }),
    'GET /v3/alipay/merchant/tradecomplain/{complain_event_id}': ({ parts, query }: Asked) => ({
      ...parts,
      page: query.get('page'),
    }),
  }
  const gateway = await openAlipayGateway({ methods, encrypted: more.encrypted ?? false })
  const account = alipay({ ...gateway.credentials, api: more.api ?? 'v2' })
  return { ...gateway, calls, client: createClient({ account, transport: gateway.mock.transport }) }
}

describe('a method that a merchant adds', () => {
  it('gets the content of a verified request, and its answer is signed', async () => {
    const { call, calls } = await open()
    const content = { out_order_no: 'O_1', order_amount: '25.00' }
    expect(await call(method, content, { notify_url: 'https://shop.example/notify' })).toEqual({
      ...{ code: '10000', msg: 'Success' },
      ...{ credit_biz_order_id: 'ZMCB1', out_order_no: 'O_1' },
    })
    expect(calls).toMatchObject([{ method, body: content, parts: {}, files: [] }])
    expect(calls[0]?.query.get('notify_url')).toBe('https://shop.example/notify')
    expect(calls[0]?.body).toEqual(content)
  })

  it('is not reached by a request that is falsely signed', async () => {
    const { common, send, calls } = await open()
    const { body } = await send({ ...common(method, {}), sign: 'AAAA' })
    expect(body.sub_code).toBe('isv.invalid-signature')
    expect(calls).toEqual([])
  })

  it('is given what V2 sends beside the content', async () => {
    const { signed, common, send, calls } = await open()
    await send(signed({ ...common(method), complain_event_id: '42', alipay_sdk: 'an SDK' }))
    expect(calls.map(({ body }) => body)).toEqual([{ complain_event_id: '42' }])
  })

  it('refuses in both dialects', async () => {
    const { call, rest } = await open()
    const refused = { order_amount: '0.00' }
    expect(await call(method, refused)).toMatchObject({ code: '40004', sub_code: 'CREDIT_AGREEMENT_INVALID' })
    const answer = await rest(path, refused)
    expect(answer).toMatchObject({ status: 400, body: { code: 'CREDIT_AGREEMENT_INVALID', message: '协议无效' } })
  })

  it('answers with another status in V3, which V2 does not have', async () => {
    const method = 'alipay.open.slow.create'
    const slow = await openAlipayGateway({ methods: { [method]: () => withStatus(202, { state: 'PROCESSING' }) } })
    const answer = await slow.rest('/v3/alipay/open/slow/create', {})
    expect(answer).toMatchObject({ status: 202, body: { state: 'PROCESSING' } })
    await expect(slow.call(method, {})).rejects.toThrow('is answered with a status; V2 has none but 200')
  })

  it('decrypts and encrypts', async () => {
    const { signed, common, send, credentials, calls } = await open({ encrypted: true })
    const key = Buffer.from(credentials.contentKey!, 'base64')
    const cipher = createCipheriv('aes-128-cbc', key, Buffer.alloc(16))
    const biz_content = Buffer.concat([cipher.update('{"out_order_no":"O_1"}'), cipher.final()]).toString('base64')
    const { body } = await send(signed({ ...common(method), encrypt_type: 'AES', biz_content }))
    expect(calls[0]?.body).toEqual({ out_order_no: 'O_1' })
    const decipher = createDecipheriv('aes-128-cbc', key, Buffer.alloc(16))
    const plain = Buffer.concat([decipher.update(String(body), 'base64'), decipher.final()]).toString()
    expect(JSON.parse(plain)).toMatchObject({ code: '10000', credit_biz_order_id: 'ZMCB1' })
  })

  it('is reached by V3 under its path, also where that is not its name', async () => {
    const { rest } = await open()
    expect(await rest(path, { out_order_no: 'O_1' })).toMatchObject({
      status: 200,
      body: { credit_biz_order_id: 'ZMCB1' },
    })
    const complaint = await rest('/v3/alipay/merchant/tradecomplain/42?page=1', null)
    expect(complaint).toMatchObject({ status: 200, body: { complain_event_id: '42', page: '1' } })
    expect((await rest('/v3/alipay/merchant/tradecomplain/42', '{}')).body.code).toBe('invalid-method')
  })

  it('answers members, or none, and no file', async () => {
    const { call } = await open()
    expect(await call('alipay.user.agreement.look', {})).toEqual({ code: '10000', msg: 'Success' })
    await expect(call('alipay.user.agreement.file', {})).rejects.toThrow('alipay.user.agreement.file answers bytes')
  })

  it('is given the files of an upload, which nobody signs, beside the texts that are', async () => {
    const { mock, common, credentials, rest } = await open()
    const form = new FormData()
    form.set('image_type', 'png')
    form.set('image_content', new Blob([new Uint8Array(3)]), 'tea.png')
    const named = common('alipay.merchant.image.upload')
    const sign = signText(joined({ ...named, image_type: 'png' }), credentials.privateKey)
    const address = `${alipayHost}/gateway.do?${new URLSearchParams({ ...named, sign })}`
    const answer = await mock.fetch(new Request(address, { method: 'POST', body: form }))
    expect(await answer.text()).toContain('"image_id":"png image_content 3"')
    const [data, boundary] = ['{"image_type":"png"}', 'b0undary']
    const parts = [
      `--${boundary}\r\ncontent-disposition: form-data; name="data"\r\n\r\n${data}`,
      `--${boundary}\r\ncontent-disposition: form-data; name="image_content"; filename="t.png"\r\n\r\nabc`,
      `--${boundary}--\r\n`,
    ]
    const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` }
    const upload = { headers, signed: data }
    const { body } = await rest('/v3/alipay/merchant/image/upload', parts.join('\r\n'), upload)
    expect(body).toMatchObject({ image_id: 'png image_content 3' })
  })

  it('is called by our own client like any other', async () => {
    const { client } = await open()
    const called = await callProvider(client, { method, content: { out_order_no: 'O_1' } })
    expect(called).toMatchObject({ credit_biz_order_id: 'ZMCB1' })
    const refused = callProvider(client, { method, content: { order_amount: '0.00' } })
    expect(await failure(refused)).toMatchObject({ providerCode: 'CREDIT_AGREEMENT_INVALID', authentic: true })
  })
})

describe('a notification of any kind', () => {
  const url = 'https://shop.example/messages'
  const content = { out_biz_no: 'W-1', status: 'SUCCESS', remark: '工资' }
  const transfer = { provider: 'alipay', eventType: 'alipay.fund.trans.order.changed', resource: content, url } as const

  async function delivered(mock: MockGateway, answer = 'success') {
    const bodies: { url: string; headers: Record<string, string>; body: Uint8Array }[] = []
    await deliverWebhooks(mock, {
      async to(request) {
        const body = new Uint8Array(await request.arrayBuffer())
        bodies.push({ url: request.url, headers: Object.fromEntries(request.headers), body })
        return new Response(answer)
      },
    })
    return bodies
  }

  async function openMessages(options: MockAlipayOptions = {}) {
    const { mock, credentials } = await openAlipayGateway(options)
    const facts = { publicKey: credentials.alipayPublicKey!, appId: credentials.appId }
    return { mock, credentials, facts }
  }

  it.each(['utf-8', 'GBK'] as const)('named by msg_method, in %s, judged by the oracle', async (charset) => {
    const { mock, facts } = await openMessages({ messageCharset: charset })
    await notify(mock, transfer)
    const [message] = await delivered(mock)
    expect(message?.url).toBe(url)
    const fields = judgeMessage(message!, facts)
    expect(fields).toMatchObject({ version: '1.1', charset, utc_timestamp: String(noon.getTime()) })
    expect(JSON.parse(fields.biz_content!)).toEqual(content)
    const bytes = Buffer.from(message!.body).toString()
    expect(bytes).toContain(charset === 'GBK' ? '%B9%A4%D7%CA' : '%E5%B7%A5%E8%B5%84')
  })

  it('is signed with sign_type where its kind is, and opened as such', async () => {
    const { mock, credentials } = await openMessages()
    const eventType = 'alipay.open.servicemarket.order.notify'
    await notify(mock, { provider: 'alipay', eventType, resource: { commodity_order_id: '1' } })
    const [message] = await delivered(mock)
    expect(await receiveNotice(alipay(credentials), message!)).toMatchObject({
      type: 'other',
      name: 'alipay.open.servicemarket.order.notify',
    })
  })

  it('named by notify_type has the older envelope, and comes again under the same id until it is taken', async () => {
    const { mock } = await openMessages()
    const resource = { auth_no: '2026030410002001', status: 'SUCCESS' }
    await notify(mock, { provider: 'alipay', eventType: 'fund_auth_freeze', resource })
    const [first] = await delivered(mock, 'fail')
    mock.clock.advance(4 * 60_000)
    const [second] = await delivered(mock)
    const fields = [first, second].map((one) =>
      Object.fromEntries(new URLSearchParams(Buffer.from(one!.body).toString())),
    )
    expect(fields[0]).toMatchObject({
      notify_type: 'fund_auth_freeze',
      notify_time: '2026-03-04 12:00:00',
      version: '1.0',
      auth_no: '2026030410002001',
    })
    expect(fields[1]?.notify_time).toBe('2026-03-04 12:04:00')
    expect(fields[1]?.notify_id).toBe(fields[0]?.notify_id)
    expect(await delivered(mock)).toEqual([])
  })

  it('can be queued by a method that a merchant adds', async () => {
    const methods = {
      'alipay.fund.batch.uni.transfer': async ({ body }: Asked) => {
        await notify(mock, { ...transfer, resource: { out_biz_no: body.out_batch_no, status: 'SUCCESS' } })
        return { out_batch_no: body.out_batch_no, status: 'INIT' }
      },
    }
    const mock = await createMockGateway({ providers: [mockAlipay({ methods })], now: noon })
    const client = createClient({ account: alipay(mock.credentials('alipay')), transport: mock.transport })
    await callProvider(client, { method: 'alipay.fund.batch.uni.transfer', content: { out_batch_no: 'B_1' } })
    const [message] = await delivered(mock)
    expect(Buffer.from(message!.body).toString()).toContain('B_1')
  })
})
