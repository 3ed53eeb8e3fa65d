import { amount } from 'shroff'
import { advanceClock, deliverWebhooks, pay, settleRefund } from 'shroff/mock'
import {
  acknowledge,
  callProvider,
  check,
  closePayment,
  createPayment,
  downloadStatement,
  getPayment,
  getRefund,
  ready,
  receiveWebhook,
  refundPayment,
} from 'shroff/wechatpay'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { fetchDownload } from '../../src/statement/download.js'
import { openSm4Gcm, sm2Verifies } from '../oracle/wechatpay/sm.js'
import { gather } from '../statement/bill.js'
import { textOf, utf8 } from '../support/bytes.js'
import { failure } from '../support/failure.js'
import { openSmShop, tea } from '../support/wechatpay-sm.js'

const day = 24 * 3_600_000

describe('an order by 国密, from its code to its statement', () => {
  it('is signed by SM2 as the oracle says, which shares no line with the source', async () => {
    const { account, credentials, client, sent } = await openSmShop()
    await ready(account)
    const { nextAction } = await createPayment(client, tea)
    expect(nextAction.content).toMatch(/^weixin:/)
    const { headers, url, body } = sent[0]!
    expect(headers.authorization).toMatch(/^WECHATPAY2-SM2-WITH-SM3 mchid="1900007291",/)
    const read = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(headers.authorization!)![1]!
    const signed = (method: string) =>
      utf8(
        `${method}\n${new URL(url).pathname}\n${read('timestamp')}\n${read('nonce_str')}\n${textOf(body as Uint8Array)}\n`,
      )
    expect(sm2Verifies(signed('POST'), read('signature'), credentials.certificate)).toBe(true)
    expect(sm2Verifies(signed('GET'), read('signature'), credentials.certificate)).toBe(false)
    expect(read('serial_no')).toBe(credentials.serial)
  })

  it('is told by webhooks that SM2 signs and SM4 encrypts', async () => {
    const { mock, account, credentials, client } = await openSmShop()
    await createPayment(client, tea)
    await pay(mock, { provider: 'wechatpay', orderId: 'T-1001' })
    await refundPayment(client, {
      orderId: 'T-1001',
      refundId: 'R-1',
      amount: amount('5.00', 'CNY'),
      orderAmount: tea.amount,
    })
    await settleRefund(mock, { provider: 'wechatpay', refundId: 'R-1' })
    const events: string[] = []
    await deliverWebhooks(mock, {
      async to(incoming) {
        const body = await incoming.clone().text()
        const told = (name: string) => incoming.headers.get(`wechatpay-${name}`)!
        expect(told('signature-type')).toBe('WECHATPAY2-SM2-WITH-SM3')
        const key = credentials.platformKeys[told('serial')]!
        const message = utf8(`${told('timestamp')}\n${told('nonce')}\n${body}\n`)
        expect(sm2Verifies(message, told('signature'), key)).toBe(true)
        const { resource } = JSON.parse(body)
        expect(resource.algorithm).toBe('AEAD_SM4_GCM')
        const { apiV3Key } = credentials
        const plain = openSm4Gcm(apiV3Key, resource.nonce, resource.associated_data, resource.ciphertext)
        expect(JSON.parse(plain).out_trade_no).toBe('T-1001')
        events.push((await receiveWebhook(account, incoming)).type)
        return acknowledge(account, 'received')
      },
    })
    expect(events).toEqual(['payment.paid', 'refund.succeeded'])
    expect((await getPayment(client, { orderId: 'T-1001' })).status).toBe('paid')
    expect((await getRefund(client, { refundId: 'R-1' })).status).toBe('succeeded')
  })

  it('can be closed', async () => {
    const { client } = await openSmShop()
    await createPayment(client, tea)
    await closePayment(client, { orderId: 'T-1001' })
    expect((await getPayment(client, { orderId: 'T-1001' })).status).toBe('closed')
  })

  it('is in a statement that SM3 vouches for', async () => {
    const { mock, client } = await openSmShop()
    await createPayment(client, tea)
    await pay(mock, { provider: 'wechatpay', orderId: 'T-1001' })
    advanceClock(mock, day)
    const rows = (fetch: (request: Request) => Promise<Response>) =>
      gather(downloadStatement(client, { date: '2026-03-04' }, { download: fetchDownload({ fetch }) }))
    expect(await rows(mock.fetch)).toMatchObject([{ kind: 'payment', orderId: 'T-1001', amount: tea.amount }])
    const path = '/v3/bill/tradebill?bill_date=2026-03-04'
    const schema = z.object({ hash_type: z.string(), hash_value: z.string().check(z.length(64)) })
    expect((await callProvider(client, { method: 'GET', path, schema })).hash_type).toBe('SM3')
    const cut = async (request: Request) => {
      const file = await mock.fetch(request)
      return request.url.includes('billdownload') ? new Response(`${await file.text()} `) : file
    }
    expect(await failure(rows(cut))).toMatchObject({ code: 'BODY_INVALID' })
  })

  it('has an account that is proven at home and online', async () => {
    const { account, client } = await openSmShop()
    expect((await ready(account)).proven).toEqual(['privateKey', 'certificate'])
    const { proven } = await check(client)
    expect(proven).toEqual(expect.arrayContaining(['merchantId', 'privateKey', 'certificate', 'apiV3Key']))
  })
})
